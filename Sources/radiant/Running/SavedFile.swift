import Dashboard
import Failures
import Glibc

/// Files that the user has had written.
enum SavedFile {
    /// Writes lines to a new file that only its owner may read.
    ///
    /// - Parameters:
    ///   - lines: The lines.
    ///   - path: Where to; with `nil` a name with the time, in the working folder.
    ///   - kind: What a made-up name ends in.
    /// - Returns: The path.
    /// - Throws: `Failure` when there is such a file already, or none can be made.
    static func write(_ lines: [String], to path: String?, kind: String) throws -> String {
        let path = path.map(PathCompletion.expanded) ?? name(kind)
        try write(Array((lines.joined(separator: "\n") + "\n").utf8), to: path)
        return path
    }

    /// Writes bytes to a new file in the same way.
    ///
    /// - Throws: `Failure` when there is such a file already, or none can be made.
    static func write(_ bytes: [UInt8], to path: String) throws {
        // What is there is never written over.
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else {
            throw Failure("cannot write \(path): \(String(cString: strerror(errno)).lowercased())")
        }
        defer { close(descriptor) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else {
                throw Failure(
                    "cannot write \(path): \(String(cString: strerror(errno)).lowercased())"
                )
            }
            rest = rest.dropFirst(count)
        }
    }

    /// Writes a picture of the screen to three files in the working folder.
    ///
    /// - Returns: Their names, in one text.
    /// - Throws: `Failure` when one of them is there already, or none can be made.
    static func write(_ capture: ScreenCapture) throws -> String {
        let parts = [
            ("txt", capture.text), ("ansi", capture.escapedText), ("svg", capture.picture),
        ]
        for (ending, text) in parts {
            try write(Array(text.utf8), to: "\(capture.name).\(ending)")
        }
        return "\(capture.name).txt, .ansi and .svg"
    }

    private static func name(_ kind: String) -> String {
        var now = time(nil)
        var parts = tm()
        localtime_r(&now, &parts)
        var text = [CChar](repeating: 0, count: 32)
        strftime(&text, text.count, "%Y%m%d-%H%M%S", &parts)
        let stamp = String(decoding: text.prefix { $0 != 0 }.map { UInt8($0) }, as: UTF8.self)
        return "radiant-\(stamp).\(kind)"
    }
}

/// A file in a folder of its own that nobody else may look into.
struct PrivateFile {
    /// Where it is.
    let path: String
    private let folder: String

    /// Makes it.
    ///
    /// - Throws: `Failure` when no folder can be made.
    init(named name: String, text: String) throws {
        let base = Environment.variables["TMPDIR"] ?? "/tmp"
        var template = Array("\(base)/radiant-edit-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else {
            throw Failure("cannot make a folder in \(base): \(String(cString: strerror(errno)))")
        }
        folder = String(decoding: template.dropLast().map(UInt8.init), as: UTF8.self)
        path = try SavedFile.write(
            text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init),
            to: "\(folder)/\(name)",
            kind: "yaml"
        )
    }

    /// Removes it with its folder.
    func remove() { Executable.remove(folder) }
}
