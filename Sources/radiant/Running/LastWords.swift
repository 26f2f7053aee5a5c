import Synchronization

/// The end of what a program said.
final class LastWords: Sendable {
    private static let limit = 1024
    private let bytes = Mutex<[UInt8]>([])

    /// Takes a piece of what it says.
    func add(_ piece: some Sequence<UInt8>) {
        bytes.withLock { bytes in
            bytes += piece
            if bytes.count > Self.limit { bytes.removeFirst(bytes.count - Self.limit) }
        }
    }

    /// The last line that says something.
    var text: String {
        let text = bytes.withLock { String(decoding: $0, as: UTF8.self) }
        return text.split(separator: "\n").last.map(String.init) ?? ""
    }
}
