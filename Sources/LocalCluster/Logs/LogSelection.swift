import APIServer
import Kubernetes

/// Which lines of a log are wanted, and how.
struct LogSelection: Sendable, Hashable {
    var tailLines: Int?
    var since: Timestamp?
    var timestamps = false

    /// The lines of a log's content that are wanted.
    func apply(to content: [UInt8]) -> [UInt8] {
        var lines = content.split(separator: 0x0A)[...]
        if let since {
            lines = lines.drop { line in
                LogSelection.time(of: line).map { $0 < since } ?? false
            }
        }
        if let tailLines { lines = lines.suffix(max(0, tailLines)) }
        return Array(lines.map { shown($0) + [0x0A] }.joined())
    }

    /// A line as it is shown: with its time, or without.
    func shown(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard !timestamps, let space = line.firstIndex(of: 0x20) else { return line }
        return line[(space + 1)...]
    }

    private static func time(of line: ArraySlice<UInt8>) -> Timestamp? {
        let text = line.prefix { $0 != 0x20 }
        return Timestamp(String(decoding: text, as: UTF8.self))
    }
}
