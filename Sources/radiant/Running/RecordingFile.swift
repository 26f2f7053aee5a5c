import Failures
import Glibc
import Operations

/// A recording on the disk that is never larger than it may be: where it would be, its older half goes.
struct RecordingFile {
    /// A frame with which reading may begin, by where it stands.
    private var beginnings: [Int] = []
    private let path: String
    private let limit: Int
    private var descriptor: Int32
    private let header: [UInt8]
    /// How large it is, in bytes.
    private(set) var size: Int

    /// Makes a new file that only its owner may read.
    ///
    /// - Throws: `Failure` when there is such a file already, or none can be made.
    init(at path: String, limit: Int) throws {
        let header = try RecordingWriter.header()
        try SavedFile.write(header, to: path)
        descriptor = Glibc.open(path, O_WRONLY | O_APPEND | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { throw Self.failure("write", path) }
        self.path = path
        self.limit = limit
        self.header = header
        size = header.count
    }

    /// Ends the writing.
    func close() { Glibc.close(descriptor) }

    /// Adds a frame.
    ///
    /// - Throws: `Failure` when the disk does not take it.
    mutating func append(_ line: RecordingWriter.Line) throws {
        if size + line.bytes.count > limit { try halve() }
        if line.isWhole { beginnings.append(size) }
        var rest = line.bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { throw Self.failure("write", path) }
            rest = rest.dropFirst(count)
        }
        size += line.bytes.count
    }

    /// Drops about half of the frames, the oldest ones; the new file takes the old one's place at once.
    private mutating func halve() throws {
        guard let beginning = beginnings.first(where: { $0 >= size / 2 }) ?? beginnings.last,
            beginning > header.count
        else { return }
        let bytes = try InputFile.bytes(at: path, upTo: size)
        let kept = header + bytes[beginning...]
        let temporary = path + ".tmp"
        unlink(temporary)
        try SavedFile.write(Array(kept), to: temporary)
        guard rename(temporary, path) == 0 else { throw Self.failure("replace", path) }
        Glibc.close(descriptor)
        descriptor = Glibc.open(path, O_WRONLY | O_APPEND | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { throw Self.failure("write", path) }
        let shift = beginning - header.count
        beginnings = beginnings.filter { $0 >= beginning }.map { $0 - shift }
        size = kept.count
    }

    private static func failure(_ verb: String, _ path: String) -> Failure {
        Failure("cannot \(verb) \(path): \(String(cString: strerror(errno)).lowercased())")
    }
}
