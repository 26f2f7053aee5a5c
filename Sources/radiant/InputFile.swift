import Glibc
import Operations

/// A file that the user named, or the standard input under the name `-`.
enum InputFile {
    /// The largest file that is read, in bytes: what one request may have (DESIGN, section 9).
    static let sizeLimit = 32 << 20

    /// The bytes of a file.
    ///
    /// - Throws: `OperationsError.unreadable`.
    static func bytes(
        at path: String,
        upTo limit: Int = sizeLimit
    ) throws(OperationsError) -> [UInt8] {
        let isInput = path == "-"
        let descriptor = isInput ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw unreadable(path) }
        defer { if !isInput { close(descriptor) } }
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = read(descriptor, &piece, piece.count)
            if count == 0 { return bytes }
            if count < 0 {
                if errno == EINTR { continue }
                throw unreadable(path)
            }
            bytes += piece[..<count]
            guard bytes.count <= limit else {
                throw .unreadable(path: path, reason: "it is larger than \(limit >> 20) MiB")
            }
        }
    }

    /// The text of a file.
    ///
    /// - Throws: `OperationsError.unreadable`, also when it is not UTF-8.
    static func text(at path: String) throws(OperationsError) -> String {
        let bytes = try bytes(at: path)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw .unreadable(path: path, reason: "it is no text in UTF-8")
        }
        return text
    }

    /// The files of a folder whose names end like an image's, by name.
    ///
    /// - Throws: `OperationsError.unreadable`.
    static func images(in folder: String) throws(OperationsError) -> [String] {
        guard let names = entries(of: folder) else { throw unreadable(folder) }
        let ends = [".png", ".jpg", ".jpeg", ".tif", ".tiff"]
        return names.filter { name in ends.contains { name.lowercased().hasSuffix($0) } }
            .sorted().map { folder + "/" + $0 }
    }

    /// The names of what is in a folder; none where it cannot be read.
    static func names(in folder: String) -> [String] { (entries(of: folder) ?? []).sorted() }

    /// Whether a path is a folder.
    static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    private static func entries(of folder: String) -> [String]? {
        guard let stream = opendir(folder) else { return nil }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            names.append(
                withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                    pointer.withMemoryRebound(to: CChar.self, capacity: 256) {
                        String(cString: $0)
                    }
                }
            )
        }
        return names
    }

    private static func unreadable(_ path: String) -> OperationsError {
        .unreadable(path: path, reason: String(cString: strerror(errno)).lowercased())
    }
}
