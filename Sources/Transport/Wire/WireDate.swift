internal import Glibc
internal import NIOCore
internal import Synchronization

/// The field `Date`, made once a second (RFC 9110, section 6.6.1).
enum WireDate {
    private struct Line {
        var second = 0
        var bytes: [UInt8] = []
    }

    private static let line = Mutex(Line())
    private static let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    static func write(to buffer: inout ByteBuffer) {
        let now = time(nil)
        let bytes = line.withLock { line in
            if line.second != now { line = Line(second: now, bytes: Array(text(now).utf8)) }
            return line.bytes
        }
        buffer.writeBytes(bytes)
    }

    static func text(_ second: Int) -> String {
        var time = second
        var parts = tm()
        gmtime_r(&time, &parts)
        func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "Date: \(days[Int(parts.tm_wday)]), \(two(parts.tm_mday)) "
            + "\(months[Int(parts.tm_mon)]) \(parts.tm_year + 1900) \(two(parts.tm_hour)):"
            + "\(two(parts.tm_min)):\(two(parts.tm_sec)) GMT\r\n"
    }
}
