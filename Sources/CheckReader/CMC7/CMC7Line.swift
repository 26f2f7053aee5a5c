/// A line of CMC-7 that the network saw, gone over once more by its bars.
///
/// The font has one pitch, so that a character the network passed over leaves a place where its bars
/// stand, and one that it saw twice stands closer than two can.
struct CMC7Line {
    /// One character: what its bars say, and what the network does.
    private struct Place {
        var bars: CMC7Bars.Match
        var network: MICRReading.Character?
    }

    /// Bars this like a character's are some; where the network saw none they must be clearer.
    private static let likeBars: Float = 0.75
    private static let clearBars: Float = 0.86
    /// The confidence in the bars from which they add a character of their own.
    private static let solid = 0.95
    /// The confidence from which they are kept against the network.
    private static let conviction = 0.98
    /// What a difference between bars and network leaves of the confidence.
    private static let doubt = 0.75

    private let line: NetworkLine
    private let bars: CMC7Bars
    /// Pixels of the strip from one character to the next.
    private let pitch: Double
    /// Where the darkness varies less than this there are no bars.
    private let leastContrast: Float
    private var places: [Place] = []

    init(_ line: NetworkLine) {
        self.line = line
        let pitch = Self.pitch(of: line)
        self.pitch = pitch
        // A line is compared as blurred as it looks.
        let looks = CMC7Bars.blurs.map { blur -> (CMC7Bars, [CMC7Bars.Match]) in
            let bars = CMC7Bars(line.strip, blur: blur)
            return (bars, Self.matches(of: line, bars, pitch: pitch))
        }
        let fits = looks.map { $0.1.reduce(0) { $0 + $1.score } }
        let best = fits.indices.max { fits[$0] < fits[$1] } ?? 0
        bars = looks[best].0
        let seen = zip(looks[best].1, line.characters).map { Place(bars: $0, network: $1) }
        let contrasts = seen.map(\.bars.contrast).sorted()
        leastContrast = contrasts.isEmpty ? 0 : contrasts[contrasts.count / 2] / 2
        places = filled(withoutTwins(seen))
        extend()
    }

    /// The characters with their confidences; columns are those of the picture.
    var characters: [MICRReading.Character] { places.map(character) }

    private static func matches(
        of line: NetworkLine,
        _ bars: CMC7Bars,
        pitch: Double
    ) -> [CMC7Bars.Match] {
        line.peaks.map { bars.match(near: $0.centre, within: 0.17 * pitch) }
    }

    /// The middle of the steps that lead from one character to its neighbour.
    private static func pitch(of line: NetworkLine) -> Double {
        let standard = CMC7Glyph.pitch * CMC7Glyph.modulesPerMillimetre * line.strip.scale
        let steps = zip(line.peaks, line.peaks.dropFirst()).map { $1.centre - $0.centre }
            .filter { abs($0 / standard - 1) < 0.15 }.sorted()
        return steps.count < 3 ? standard : steps[steps.count / 2]
    }

    /// Of two that stand closer than characters can, the one whose bars are clearer.
    private func withoutTwins(_ seen: [Place]) -> [Place] {
        seen.reduce(into: []) { kept, place in
            guard let last = kept.last, place.bars.centre - last.bars.centre < 0.6 * pitch else {
                kept.append(place)
                return
            }
            if place.bars.score > last.bars.score { kept[kept.count - 1] = place }
        }
    }

    /// With what stands in gaps of two pitches and more.
    private func filled(_ seen: [Place]) -> [Place] {
        var result: [Place] = []
        for place in seen {
            if let last = result.last {
                let gap = place.bars.centre - last.bars.centre
                let steps = (gap / pitch).rounded()
                for step in stride(from: 1, to: steps, by: 1) {
                    let centre = last.bars.centre + gap * step / steps
                    if let missed = unseen(near: centre, Self.likeBars) { result.append(missed) }
                }
            }
            result.append(place)
        }
        return result
    }

    /// Goes on beyond both ends for as long as there are bars.
    private mutating func extend() {
        while let first = places.first, places.count < 80,
            let more = unseen(near: first.bars.centre - pitch)
        {
            places.insert(more, at: 0)
        }
        while let last = places.last, places.count < 80,
            let more = unseen(near: last.bars.centre + pitch)
        {
            places.append(more)
        }
    }

    /// A character that the network did not see, whose bars are at least so clear.
    private func unseen(near centre: Double, _ least: Float = clearBars) -> Place? {
        let match = bars.match(near: centre, within: 0.2 * pitch)
        guard match.score > least, match.contrast > leastContrast,
            match.confidence > Self.solid
        else { return nil }
        return Place(bars: match)
    }

    private func character(_ place: Place) -> MICRReading.Character {
        let half = 3.5 * line.strip.scale
        let left = Int(line.strip.sourceX(place.bars.centre - half))
        let right = Int(line.strip.sourceX(place.bars.centre + half))
        var own = MICRReading.Character(
            character: place.bars.glyph.character,
            confidence: place.bars.confidence,
            columns: left..<max(left + 1, right)
        )
        own.rival = MICRReading.Rival(
            character: place.bars.rival.character,
            confidence: 1 - place.bars.confidence
        )
        guard var seen = place.network else { return own }
        guard place.bars.score > Self.likeBars else { return seen }
        if own.character == seen.character {
            seen.confidence = 1 - (1 - own.confidence) * (1 - seen.confidence)
            return seen
        }
        var (kept, other) = own.confidence > Self.conviction ? (own, seen) : (seen, own)
        kept.confidence = min(Self.doubt, kept.confidence)
        kept.rival = MICRReading.Rival(
            character: other.character,
            confidence: (1 - kept.confidence) * other.confidence
        )
        return kept
    }
}
