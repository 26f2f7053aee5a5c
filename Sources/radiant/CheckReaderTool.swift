import Failures
import Glibc
import LocalCluster
import Operations
import Synchronization

/// The executable of the two models, which draws checks as well; it stands beside this one.
enum CheckReaderTool {
    /// Synthetic checks as requests.
    ///
    /// - Throws: `Failure` when the tool is missing or does not do it.
    static func syntheticChecks(
        _ count: Int,
        seed: UInt64 = 1
    ) async throws -> [PredictionInput] {
        try await withFolder { folder in
            try await run([
                "synth", "--plain", "--count", "\(count)", "--seed", "\(seed)", "--out", folder,
            ])
            return try InputFile.images(in: folder).map { path in
                let name = path.split(separator: "/").last.map(String.init) ?? path
                return PredictionInput(image: try InputFile.bytes(at: path), named: name)
            }
        }
    }

    /// The check that comes with the tool, and the line that is printed on it.
    ///
    /// - Throws: `Failure` when the tool is missing or does not do it.
    static func bundledCheck() async throws -> (
        input: PredictionInput, line: String, bytes: [UInt8]
    ) {
        try await withFolder { folder in
            try await run(["synth", "--bundled", "--out", folder])
            guard let path = try InputFile.images(in: folder).first else {
                throw Failure("check-reader wrote no check into \(folder)")
            }
            let stem = path.lastIndex(of: ".").map { String(path[..<$0]) } ?? path
            let line = try InputFile.text(at: stem + ".txt").filter { !$0.isNewline }
            let name = path.split(separator: "/").last.map(String.init) ?? path
            let bytes = try InputFile.bytes(at: path)
            return (PredictionInput(image: bytes, named: name), line, bytes)
        }
    }

    /// Where the tool is: beside this executable.
    static var path: String { Executable.folder + "/check-reader" }

    private static func run(_ arguments: [String]) async throws {
        let program = ProgramCall(
            words: [path] + arguments,
            environment: Environment.variables
        )
        let said = Mutex<[UInt8]>([])
        let end = try await SubprocessLauncher().run(program) { _ in
        } onOutput: { piece in
            said.withLock { $0 += piece.prefix(4096 - min(4096, $0.count)) }
        }
        guard end != .exited(0) else { return }
        throw Failure(
            "check-reader \(arguments.first ?? "") ended with status \(end.exitCode)",
            hint: "is check-reader of the same version beside radiant?",
            details: [String(decoding: said.withLock { $0 }, as: UTF8.self)]
        )
    }

    private static func withFolder<Result>(
        _ body: (String) async throws -> Result
    ) async throws -> Result {
        let base = Environment.variables["TMPDIR"] ?? "/tmp"
        var template = Array("\(base)/radiant-checks-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else {
            throw Failure("cannot make a folder in \(base): \(String(cString: strerror(errno)))")
        }
        let folder = String(decoding: template.dropLast().map(UInt8.init), as: UTF8.self)
        defer { Executable.remove(folder) }
        return try await body(folder)
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
