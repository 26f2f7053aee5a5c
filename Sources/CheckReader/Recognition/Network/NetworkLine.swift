internal import Pictures

/// A line as the network read it, with the geometry that its characters suggest.
struct NetworkLine: Sendable {
    /// A font that checks carry.
    enum Font: Sendable { case e13b, cmc7 }

    /// The characters, from left to right.
    var peaks: [ColumnProbabilities.Peak]
    let font: Font
    let strip: Strip
    /// How likely no character was missed, 0 to 1.
    let completeness: Double

    /// Reads the strip along a line of a picture.
    init?(of image: GrayImage, along line: LineGeometry, network: StripNetwork) {
        guard let strip = Strip(of: image, along: line, scale: DetectedBand.cropScale) else {
            return nil
        }
        self.init(strip, network: network)
    }

    init(_ strip: Strip, network: StripNetwork) {
        self.strip = strip
        let all = network.probabilities(of: strip.image).peaks(least: 0.08)
        let solid = all.filter { $0.presence >= 0.5 }
        let letters = solid.reduce(0.0) { $0 + $1.shares[Self.cmc7].reduce(0, +) }
        font = letters > 0.5 * Double(solid.count) ? .cmc7 : .e13b
        let kinds = font == .cmc7 ? Self.cmc7 : Self.e13b
        let pitch = E13B.pitch * strip.scale
        let kept = Self.withoutStrays(solid.map { $0.limited(to: kinds) }, pitch: pitch)
        peaks = kept
        var missed = 1.0
        if let first = kept.first, let last = kept.last {
            for peak in all where peak.presence < 0.5 {
                guard peak.centre > first.centre - 1.6 * pitch,
                    peak.centre < last.centre + 1.6 * pitch,
                    kept.allSatisfy({ abs($0.centre - peak.centre) > 0.6 * pitch })
                else { continue }
                missed *= 1 - peak.presence
            }
        }
        completeness = missed
    }

    private static let e13b = 1...E13BGlyph.allCases.count
    private static let cmc7 = (E13BGlyph.allCases.count + 1)...(StripNetwork.classes - 1)

    /// Whether this is a MICR line: long enough, clear, and with a symbol in it.
    var isCredible: Bool {
        guard peaks.count >= 6 else { return false }
        let symbols = peaks.count { peak in
            let character = StripNetwork.characters[peak.best]
            return !character.isNumber && peak.certainty > 0.8
        }
        return symbols >= 1 && certainty > 0.85
    }

    /// The mean certainty of the characters, 0 when there are none.
    var certainty: Double {
        peaks.isEmpty ? 0 : peaks.reduce(0) { $0 + $1.certainty } / Double(peaks.count)
    }

    /// How much speaks for the line: long and clear ones are worth most.
    var worth: Double { peaks.reduce(0) { $0 + $1.certainty - 0.6 } }

    /// Whether another look along the corrected geometry may show more.
    var isOff: Bool {
        guard peaks.count >= 4 else { return false }
        let low = peaks.map(\.lower).sorted()
        if abs(low[low.count / 2]) > 0.5 || low[low.count - 1] - low[0] > 1.2 { return true }
        let pitch = E13B.pitch * strip.scale
        let steps = zip(peaks, peaks.dropFirst()).map { ($1.centre - $0.centre) / pitch }
            .filter { $0 > 0.8 && $0 < 1.2 }
        guard steps.count >= 4 else { return false }
        return abs(steps.reduce(0, +) / Double(steps.count) - 1) > 0.025
    }

    /// The line's geometry, corrected by where its characters were found.
    func refined(reach: Double, withWaves: Bool = false) -> LineGeometry? {
        guard let first = peaks.first, let last = peaks.last else { return nil }
        let right = 3.5 * strip.scale
        let places = peaks.filter { $0.presence > 0.6 }.map { peak in
            LineGeometry.Place(
                right: strip.sourceX(peak.centre + right),
                middle: strip.sourceX(peak.centre),
                lower: peak.lower,
                position: (peak.centre + right) / (E13B.pitch * strip.scale)
            )
        }
        return strip.geometry.corrected(
            by: places,
            from: strip.sourceX(first.centre + right),
            to: strip.sourceX(last.centre + right),
            reach: reach,
            withWaves: withWaves
        )
    }

    /// The line looked at again along its own geometry, up to `passes` times, while that shows more.
    func followed(
        in image: GrayImage,
        reach: Double,
        passes: Int,
        network: StripNetwork
    ) -> NetworkLine {
        var best = self
        for _ in 0..<passes {
            guard var geometry = best.refined(reach: reach, withWaves: true) else { break }
            geometry.left = max(-2 * geometry.scale, geometry.left)
            geometry.right = min(Double(image.width) + 2 * geometry.scale, geometry.right)
            guard let next = NetworkLine(of: image, along: geometry, network: network),
                next.worth > best.worth - 0.5
            else { break }
            let gain = next.worth - best.worth
            best = next
            if gain < 0.3, !best.isOff { break }
        }
        return best
    }

    /// Drops characters that stand closer than two can, and single weak ones far from the rest.
    private static func withoutStrays(
        _ peaks: [ColumnProbabilities.Peak],
        pitch: Double
    ) -> [ColumnProbabilities.Peak] {
        var kept: [ColumnProbabilities.Peak] = []
        for peak in peaks {
            if let last = kept.last, peak.centre - last.centre < 0.55 * pitch {
                if peak.certainty > last.certainty { kept[kept.count - 1] = peak }
                continue
            }
            kept.append(peak)
        }
        return kept.enumerated().filter { index, peak in
            let before = index > 0 ? peak.centre - kept[index - 1].centre : .infinity
            let after =
                index + 1 < kept.count ? kept[index + 1].centre - peak.centre : .infinity
            return min(before, after) < 2.6 * pitch || peak.certainty > 0.97
        }.map(\.element)
    }
}

extension ColumnProbabilities.Peak {
    /// How likely the likeliest class is right.
    var certainty: Double { presence * shares[best] }

    /// The peak with the classes of one font alone.
    fileprivate func limited(to kinds: ClosedRange<Int>) -> ColumnProbabilities.Peak {
        var copy = self
        for kind in copy.shares.indices where !kinds.contains(kind) { copy.shares[kind] = 0 }
        return copy
    }
}
