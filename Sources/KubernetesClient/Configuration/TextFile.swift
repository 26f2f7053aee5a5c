import Glibc

/// A file that is read whole.
enum TextFile {
    /// The longest file that is read, in bytes.
    static let sizeLimit = 4 << 20

    /// The bytes of a file.
    ///
    /// - Throws: `ClientError.fileUnreadable`.
    static func bytes(at path: String) throws(ClientError) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw unreadable(path) }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = read(descriptor, &piece, piece.count)
            if count < 0 {
                if errno == EINTR { continue }
                throw unreadable(path)
            }
            if count == 0 { return bytes }
            bytes += piece[..<count]
            guard bytes.count <= sizeLimit else {
                throw .fileUnreadable(path: path, reason: "it is larger than \(sizeLimit) bytes")
            }
        }
    }

    /// The text of a file, without white space at its ends.
    ///
    /// - Throws: `ClientError.fileUnreadable`.
    static func text(at path: String) throws(ClientError) -> String {
        let bytes = try bytes(at: path)
        let body = bytes.drop { $0 <= 0x20 }
        let end = body.lastIndex { $0 > 0x20 }.map { $0 + 1 } ?? body.startIndex
        return String(decoding: body[..<end], as: UTF8.self)
    }

    /// Whether there is a file.
    static func exists(at path: String) -> Bool { access(path, F_OK) == 0 }

    private static func unreadable(_ path: String) -> ClientError {
        .fileUnreadable(path: path, reason: String(cString: strerror(errno)))
    }
}
