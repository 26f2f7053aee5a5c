extension Duration {
    /// The duration as it stands in a sentence: `840 ms`, `1.8 s`, `3 min`.
    public var inWords: String {
        let seconds = self / .seconds(1)
        switch seconds {
        case ..<0.0995: return "\((seconds * 1000).rounded(toPlaces: seconds < 0.00995 ? 1 : 0)) ms"
        case ..<0.9995: return "\((seconds * 1000).rounded(toPlaces: 0)) ms"
        case ..<10: return "\(seconds.rounded(toPlaces: 1)) s"
        case ..<120: return "\(seconds.rounded(toPlaces: 0)) s"
        default: return "\((seconds / 60).rounded(toPlaces: 0)) min"
        }
    }

    /// The time since something happened as `kubectl get` prints ages: `45s`, `3m20s`, `5h`, `12d`.
    public var asAge: String {
        let total = max(0, Int(self / .seconds(1)))
        let (minutes, hours, days) = (total / 60, total / 3600, total / 86_400)
        switch total {
        case ..<120: return "\(total)s"
        case ..<600: return total % 60 == 0 ? "\(minutes)m" : "\(minutes)m\(total % 60)s"
        case ..<10_800: return "\(minutes)m"
        case ..<28_800: return minutes % 60 == 0 ? "\(hours)h" : "\(hours)h\(minutes % 60)m"
        case ..<172_800: return "\(hours)h"
        case ..<691_200: return hours % 24 == 0 ? "\(days)d" : "\(days)d\(hours % 24)h"
        case ..<63_072_000: return "\(days)d"
        default: return "\(days / 365)y\(days % 365)d"
        }
    }
}

extension Double {
    /// The number with at most so many digits after the point, and no `.0`.
    func rounded(toPlaces places: Int) -> String {
        var scale = 1.0
        for _ in 0..<places { scale *= 10 }
        let rounded = (self * scale).rounded() / scale
        if rounded == rounded.rounded(), rounded.magnitude < 1e15 { return "\(Int(rounded))" }
        return "\(rounded)"
    }
}
