import ArgumentParser

/// A time as it is written on a command line: `90s`, `1m30s`, `500ms`, `2h`, or seconds alone.
struct DurationArgument: ExpressibleByArgument, Sendable, CustomStringConvertible {
    let value: Duration

    init(_ value: Duration) { self.value = value }

    init?(argument: String) {
        var rest = argument[...]
        var total = Duration.zero
        let units: [(String, Duration)] = [
            ("ms", .milliseconds(1)), ("s", .seconds(1)), ("m", .seconds(60)),
            ("h", .seconds(3600)), ("d", .seconds(86_400)),
        ]
        if let seconds = Double(argument), seconds.isFinite, seconds >= 0, seconds < 1e9 {
            value = .seconds(seconds)
            return
        }
        guard !rest.isEmpty else { return nil }
        while !rest.isEmpty {
            let digits = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
            rest = rest[digits.endIndex...]
            guard let count = Double(digits), count < 1e9,
                let (name, unit) = units.first(where: { rest.hasPrefix($0.0) })
            else { return nil }
            total += unit * count
            rest = rest.dropFirst(name.count)
        }
        value = total
    }

    var description: String { "\(value / .seconds(1))s" }

    var defaultValueDescription: String {
        let seconds = value / .seconds(1)
        return seconds == seconds.rounded() ? "\(Int(seconds))s" : "\(seconds)s"
    }
}
