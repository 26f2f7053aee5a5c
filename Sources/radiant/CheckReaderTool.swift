import Failures
import Glibc
import Operations

/// The executable of the two models, which draws checks as well; it stands beside this one.
enum CheckReaderTool {
    /// Synthetic checks as requests.
    ///
    /// - Throws: `Failure` when the tool is missing or does not do it.
    static func syntheticChecks(_ count: Int, seed: UInt64 = 1) throws -> [PredictionInput] {
        try withFolder { folder in
            try run(["synth", "--count", "\(count)", "--seed", "\(seed)", "--out", folder])
            return try InputFile.images(in: folder).map { path in
                let name = path.split(separator: "/").last.map(String.init) ?? path
                return PredictionInput(image: try InputFile.bytes(at: path), named: name)
            }
        }
    }

    /// The check that comes with the tool, and the line that is printed on it.
    ///
    /// - Throws: `Failure` when the tool is missing or does not do it.
    static func bundledCheck() throws -> (input: PredictionInput, line: String) {
        try withFolder { folder in
            try run(["synth", "--bundled", "--out", folder])
            guard let path = try InputFile.images(in: folder).first else {
                throw Failure("check-reader wrote no check into \(folder)")
            }
            let stem = path.lastIndex(of: ".").map { String(path[..<$0]) } ?? path
            let line = try InputFile.text(at: stem + ".txt").filter { !$0.isNewline }
            let name = path.split(separator: "/").last.map(String.init) ?? path
            return (PredictionInput(image: try InputFile.bytes(at: path), named: name), line)
        }
    }

    /// Where the tool is: beside this executable, or found by its name.
    static var path: String {
        let own = Executable.folder + "/check-reader"
        return access(own, X_OK) == 0 ? own : "check-reader"
    }

    private static func run(_ arguments: [String]) throws(Failure) {
        let status = try ChildProcess.run(path, arguments)
        guard status == 0 else {
            throw Failure(
                "check-reader \(arguments.first ?? "") ended with status \(status)",
                hint: "is check-reader of the same version beside radiant?"
            )
        }
    }

    private static func withFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
        let base = Environment.variables["TMPDIR"] ?? "/tmp"
        var template = Array("\(base)/radiant-checks-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else {
            throw Failure("cannot make a folder in \(base): \(String(cString: strerror(errno)))")
        }
        let folder = String(decoding: template.dropLast().map(UInt8.init), as: UTF8.self)
        defer { Executable.remove(folder) }
        return try body(folder)
    }
}

/// This program's own file.
enum Executable {
    /// The folder that it stands in.
    static var folder: String {
        var buffer = [CChar](repeating: 0, count: 4096)
        let count = readlink("/proc/self/exe", &buffer, buffer.count - 1)
        guard count > 0 else { return "." }
        let path = String(
            decoding: buffer.prefix(count).map { UInt8(bitPattern: $0) },
            as: UTF8.self
        )
        return path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    }

    /// Removes a folder of files that this program made.
    static func remove(_ folder: String) {
        guard let stream = opendir(folder) else { return }
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { unlink("\(folder)/\(name)") }
        }
        closedir(stream)
        rmdir(folder)
    }
}

/// A program that is run to its end, with our standard error and nothing else of ours.
enum ChildProcess {
    /// Runs a program and returns its exit status, 128 and the signal's number when one ended it.
    ///
    /// - Throws: `Failure` when it cannot be started.
    static func run(_ path: String, _ arguments: [String]) throws(Failure) -> Int32 {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
        var pointers: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) }
        pointers.append(nil)
        defer { for pointer in pointers { free(pointer) } }
        var pid: pid_t = 0
        let problem = posix_spawnp(&pid, path, &actions, nil, pointers, environ)
        guard problem == 0 else {
            throw Failure(
                "cannot start \(path): \(String(cString: strerror(problem)).lowercased())",
                hint: "radiant and check-reader are installed together, by: make install"
            )
        }
        var status: Int32 = 0
        while waitpid(pid, &status, 0) < 0, errno == EINTR {}
        let signal = status & 0x7F
        return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
    }
}
