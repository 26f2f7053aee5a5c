import Kubernetes

/// Takes the output of a process apart into lines that each begin with their time.
///
/// A line in the file is `2026-11-23T20:15:00.123456000Z text`, as kubectl shows it with timestamps.
struct LogLines: Sendable {
    /// The longest text that is kept as one line, in bytes (DESIGN, section 9); the rest goes on
    /// in a line of its own.
    static let limit = 64 << 10

    private var pending: [UInt8] = []

    /// The lines that end in these bytes, each with its time and its end of line.
    mutating func take(_ bytes: [UInt8], at time: Timestamp) -> [[UInt8]] {
        var lines: [[UInt8]] = []
        var rest = bytes[...]
        while let end = rest.firstIndex(of: 0x0A) {
            pending += rest[..<end]
            rest = rest[(end + 1)...]
            lines += cut(at: time, isEnd: true)
        }
        pending += rest
        if pending.count > LogLines.limit { lines += cut(at: time, isEnd: false) }
        return lines
    }

    /// What is left when the output ends without an end of line.
    mutating func finish(at time: Timestamp) -> [[UInt8]] {
        pending.isEmpty ? [] : cut(at: time, isEnd: true)
    }

    private mutating func cut(at time: Timestamp, isEnd: Bool) -> [[UInt8]] {
        if pending.last == 0x0D { pending.removeLast() }
        let stamp = LogLines.stamp(time)
        var lines: [[UInt8]] = []
        var rest = pending[...]
        while rest.count > LogLines.limit {
            lines.append(stamp + rest.prefix(LogLines.limit) + [0x0A])
            rest = rest.dropFirst(LogLines.limit)
        }
        if isEnd {
            lines.append(stamp + rest + [0x0A])
            rest = []
        }
        pending = Array(rest)
        return lines
    }

    private static func stamp(_ time: Timestamp) -> [UInt8] {
        Array("\(time.microTime.dropLast())000Z ".utf8)
    }
}
