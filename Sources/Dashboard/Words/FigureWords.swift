import Operations

extension Duration {
    /// A latency in at most six characters, such as `4.1ms`, `41ms` or `1.24s`.
    var latencyText: String {
        let seconds = self / .seconds(1)
        return switch seconds {
        case ..<0.00995: "\((seconds * 1000).text(decimals: 1))ms"
        case ..<0.9995: "\((seconds * 1000).text(decimals: 0))ms"
        case ..<9.995: "\(seconds.text(decimals: 2))s"
        case ..<59.95: "\(seconds.text(decimals: 1))s"
        default: asAge
        }
    }
}

extension LatencyQuantile {
    /// The latency, with `>` before it where only a bound is known.
    var text: String {
        switch self {
        case .about(let duration): duration.latencyText
        case .over(let bound):
            // Bounds of buckets are round: `>10s` says no more than is known.
            bound >= .seconds(1) && bound.components.attoseconds == 0
                ? ">\(bound.components.seconds)s" : ">" + bound.latencyText
        }
    }
}

extension Double {
    /// The number with this many decimals.
    func text(decimals: Int) -> String {
        let factor = (0..<decimals).reduce(1) { product, _ in product * 10 }
        let scaled = Int((magnitude * Double(factor)).rounded())
        let sign = self < 0 && scaled > 0 ? "-" : ""
        guard decimals > 0 else { return sign + String(scaled) }
        let fraction = String(scaled % factor)
        let padding = String(repeating: "0", count: decimals - fraction.count)
        return "\(sign)\(scaled / factor).\(padding)\(fraction)"
    }

    /// Requests a second, such as `0`, `0.05`, `4.1`, `120` or `1.2k`.
    var rateText: String {
        switch self {
        case 0: "0"
        case ..<0.095: text(decimals: 2)
        case ..<99.95: text(decimals: 1)
        case ..<999.5: text(decimals: 0)
        case ..<99_950: (self / 1000).text(decimals: 1) + "k"
        default: (self / 1000).text(decimals: 0) + "k"
        }
    }

    /// A share of 0 to 1 in percent, such as `0%`, `0.4%` or `12%`.
    var percentText: String {
        switch self {
        case 0: "0%"
        case ..<0.0005: "<0.1%"
        case ..<0.0995: (self * 100).text(decimals: 1) + "%"
        default: (self * 100).text(decimals: 0) + "%"
        }
    }
}

extension Moment {
    /// The time of day, such as `14:03:22`.
    func clockText(secondsFromGMT: Int) -> String {
        let second = Int(secondsSince1970.rounded(.down)) + secondsFromGMT
        let ofDay = ((second % 86_400) + 86_400) % 86_400
        return [ofDay / 3600, ofDay / 60 % 60, ofDay % 60]
            .map { $0 < 10 ? "0\($0)" : String($0) }
            .joined(separator: ":")
    }

    /// The time of day in UTC to the microsecond, as in the log itself.
    var preciseText: String {
        let fraction = secondsSince1970 - secondsSince1970.rounded(.down)
        let micros = String(Int((fraction * 1_000_000).rounded(.down)))
        let padding = String(repeating: "0", count: max(0, 6 - micros.count))
        return "\(clockText(secondsFromGMT: 0)).\(padding)\(micros)Z"
    }
}
