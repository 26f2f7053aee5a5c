/// The time that a call may take, as the field `grpc-timeout` says it.
///
/// Up to eight digits and a unit (gRPC over HTTP/2, section "Requests").
enum RPCDeadline {
    private static let units: [Character: Duration] = [
        "H": .seconds(3600), "M": .seconds(60), "S": .seconds(1), "m": .milliseconds(1),
        "u": .microseconds(1), "n": .nanoseconds(1),
    ]

    /// Reads a field; `nil` when it cannot be read.
    static func duration(_ text: String) -> Duration? {
        guard let unit = text.last.flatMap({ units[$0] }), text.utf8.count <= 9,
            let count = Int(text.dropLast()), count >= 0
        else { return nil }
        return unit * count
    }

    /// Writes a field.
    static func text(_ duration: Duration) -> String {
        let milliseconds = max(1, Int((duration / .milliseconds(1)).rounded()))
        return milliseconds < 100_000_000 ? "\(milliseconds)m" : "\(milliseconds / 1000)S"
    }
}
