import Glibc

/// A process that cannot be mistaken for a later one with the same number.
struct ProcessIdentity: Sendable, Hashable, CustomStringConvertible {
    /// The number of the process.
    var pid: Int32
    /// When it started, in ticks since the machine did; 0 when that is unknown.
    var startTime: UInt64

    /// The process that has the number now.
    init(pid: Int32) {
        self.pid = pid
        startTime = ProcessTable.startTime(of: pid) ?? 0
    }

    /// Reads `PID TICKS`.
    init?(parsing text: String) {
        let words = text.split { $0 == " " || $0 == "\n" }
        guard words.count >= 2, let pid = Int32(words[0]), pid > 1, let time = UInt64(words[1])
        else { return nil }
        self.pid = pid
        startTime = time
    }

    /// `PID TICKS`.
    var description: String { "\(pid) \(startTime)" }

    /// Whether the process still runs.
    var isRunning: Bool { ProcessTable.startTime(of: pid) == startTime && startTime != 0 }
}
