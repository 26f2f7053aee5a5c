/// A row of bars, one a sample, the newest at the right.
public struct Sparkline: Sendable, Equatable {
    /// The samples, oldest first; `nil` where nothing was measured.
    public var samples: [Double?]

    /// A row of bars.
    public init(_ samples: [Double?]) {
        self.samples = samples
    }

    /// The bars as text of exactly this many columns.
    ///
    /// Samples are averaged when there are more of them than columns. A sample of zero is `▁`, and one
    /// that was not measured is a blank, so that the two are not taken for each other.
    public func text(columns: Int) -> String {
        guard columns > 0 else { return "" }
        let merged = merged(into: columns)
        let highest = merged.compactMap { $0 }.max() ?? 0
        let bars = merged.map { sample -> Character in
            guard let sample else { return " " }
            guard highest > 0, sample > 0 else { return "▁" }
            let level = Int((sample / highest * 8).rounded(.up))
            return Self.bars[max(1, min(8, level)) - 1]
        }
        return String(repeating: " ", count: columns - bars.count) + String(bars)
    }

    private static let bars: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

    private func merged(into columns: Int) -> [Double?] {
        guard samples.count > columns else { return samples }
        return (0..<columns).map { column in
            let first = column * samples.count / columns
            let end = max(first + 1, (column + 1) * samples.count / columns)
            let measured = samples[first..<end].compactMap { $0 }
            return measured.isEmpty ? nil : measured.reduce(0, +) / Double(measured.count)
        }
    }
}
