internal import Glibc
internal import Pictures

/// A line as the matcher read it, with the geometry that its glyphs themselves suggest.
struct MatchedLine: Sendable {
    var matches: [GlyphMatcher.Match]
    let strip: Strip
    /// Places between the glyphs that look like one and were not read: signs of a wrong reading.
    private(set) var leftovers: Int
    /// The picture that the line was read from.
    let source: GrayImage

    /// Reads the strip along a line of a picture.
    ///
    /// `sourceScale` is the pixels a module when the picture was taken, where it was enlarged
    ///   since; `nil` for the line's own.
    init?(
        of image: GrayImage,
        along line: LineGeometry,
        sourceScale: Double? = nil,
        weight: GlyphTemplates.Weight = .regular
    ) {
        guard let strip = Strip(of: image, along: line, scale: GlyphTemplates.standardScale) else {
            return nil
        }
        self.strip = strip
        source = image
        let templates = GlyphTemplates.suited(to: sourceScale ?? line.scale, weight: weight)
        let matcher = GlyphMatcher(strip, templates: templates)
        let all = matcher.line()
        let kept = Self.plausible(all)
        let places = Set(kept.map(\.column))
        let dropped = all.count { $0.score > 0.75 && !places.contains($0.column) }
        matches = kept
        leftovers = matcher.glyphs(between: kept) + (dropped >= 2 ? 1 : 0)
    }

    /// How well the glyphs fit, summed over the line: long and clear lines are worth most.
    ///
    /// Ornaments and ordinary print reach about 0.65 a glyph, E-13B 0.8 and more.
    var worth: Double { matches.reduce(0) { $0 + $1.score - 0.68 } }

    /// The mean correlation of the glyphs, 0 when there are none.
    var meanScore: Double {
        matches.isEmpty ? 0 : matches.reduce(0) { $0 + $1.score } / Double(matches.count)
    }

    /// Whether this is a line of E-13B: long enough, clear enough, and with a symbol in it, which no
    /// other row of digits has.
    var isCredible: Bool {
        matches.count >= 6 && meanScore > 0.74
            && matches.contains { !$0.glyph.isDigit && $0.score > 0.7 }
    }

    /// The characters from left to right.
    var text: String { String(matches.map(\.glyph.character)) }

    /// The line's geometry, corrected by where its glyphs were found; it ends `reach` pitches beyond
    /// the first and the last of them.
    func refined(reach: Double, withWaves: Bool = false) -> LineGeometry? {
        guard let first = matches.first, let last = matches.last else { return nil }
        let places = matches.filter { $0.score > 0.55 }.map { match in
            LineGeometry.Place(
                right: sourceX(match.column),
                middle: sourceX(match.column - 3.5 * strip.scale),
                lower: match.shift / strip.scale,
                position: match.column / (E13B.pitch * strip.scale)
            )
        }
        return strip.geometry.corrected(
            by: places,
            from: sourceX(first.column),
            to: sourceX(last.column),
            reach: reach,
            withWaves: withWaves
        )
    }

    /// The line with the fields at its ends that were printed higher or lower than the rest: amounts
    /// are encoded later, and lie up to two modules off.
    func withOffsetFields() -> MatchedLine {
        guard let first = matches.first, let last = matches.last else { return self }
        var line = self
        let geometry = strip.geometry
        let pitch = geometry.scale * E13B.pitch
        let sides = [
            (sourceX(last.column) + 0.3 * pitch, geometry.right),
            (geometry.left, sourceX(first.column) - pitch),
        ]
        for (left, right) in sides where right - left > 3 * pitch {
            let found = [-1.75, 1.75].compactMap { offset -> (MatchedLine, Double)? in
                var side = geometry
                side.left = left
                side.right = min(right, left + 18 * pitch)
                if left == geometry.left { side.left = max(left, right - 18 * pitch) }
                side.foot += offset * geometry.scale
                guard let other = MatchedLine(of: source, along: side) else { return nil }
                return (other, offset)
            }
            guard let (other, offset) = found.max(by: { $0.0.worth < $1.0.worth }),
                other.matches.count >= 4, other.meanScore > 0.8
            else { continue }
            let moved = other.matches.map { match in
                var copy = match
                copy.column = column(ofSource: other.sourceX(match.column))
                copy.shift += offset * strip.scale
                return copy
            }
            line.matches = (line.matches + moved).sorted { $0.column < $1.column }
            line.leftovers = max(0, line.leftovers - 1) + other.leftovers
        }
        return line
    }

    /// The column of the strip that shows the x of the picture.
    private func column(ofSource x: Double) -> Double {
        let columns = strip.sourceX
        guard let index = columns.firstIndex(where: { $0 >= x }), index > 0 else {
            return x <= (columns.first ?? 0) ? 0 : Double(columns.count)
        }
        let part = (x - columns[index - 1]) / max(1e-6, columns[index] - columns[index - 1])
        return Double(index - 1) + part
    }

    /// The x in the picture of a column of the strip.
    func sourceX(_ column: Double) -> Double { strip.sourceX(column) }

    /// Drops what stands apart from the line and fits badly: ornaments and captions on its height.
    private static func plausible(_ matches: [GlyphMatcher.Match]) -> [GlyphMatcher.Match] {
        let pitch = E13B.pitch * GlyphTemplates.standardScale
        var groups: [[GlyphMatcher.Match]] = []
        for match in matches {
            if let last = groups.last?.last, match.column - last.column < 2.6 * pitch {
                groups[groups.count - 1].append(match)
            } else {
                groups.append([match])
            }
        }
        let solid = groups.filter { group in
            let mean = group.reduce(0) { $0 + $1.score } / Double(group.count)
            return mean > (group.count >= 4 ? 0.56 : group.count >= 2 ? 0.63 : 0.7)
        }
        return withoutStrayEnds(solid.flatMap { $0 })
    }

    /// Drops first and last glyphs that fit worse than the rest and stand where none is due: ghosts
    /// of a smeared symbol, the start of an ornament.
    private static func withoutStrayEnds(_ matches: [GlyphMatcher.Match]) -> [GlyphMatcher.Match] {
        var rest = matches[...]
        guard rest.count >= 8 else { return matches }
        let mean = rest.reduce(0) { $0 + $1.score } / Double(rest.count)
        let pitch = E13B.pitch * GlyphTemplates.standardScale
        func isStray(_ end: GlyphMatcher.Match, _ inner: GlyphMatcher.Match) -> Bool {
            let gap = abs(end.column - inner.column) / pitch
            let isDue = gap < 1.4 && abs(gap - 1) < 0.07
            return end.score < mean - (isDue ? 0.25 : 0.12)
        }
        while rest.count > 6, let first = rest.first, isStray(first, rest[rest.startIndex + 1]) {
            rest.removeFirst()
        }
        while rest.count > 6, let last = rest.last, isStray(last, rest[rest.endIndex - 2]) {
            rest.removeLast()
        }
        return Array(rest)
    }
}

/// The parabola, or straight line, that fits points best.
struct Parabola {
    var constant = 0.0
    var linear = 0.0
    var square = 0.0

    init(_ points: [(x: Double, y: Double)], bends: Bool) {
        var inner = points
        for pass in 0..<3 {
            solve(inner, bends: bends)
            guard pass < 2, points.count >= 6 else { break }
            // The worst quarter may be glyphs of another pass of the printer, or no glyphs at all.
            inner = points.sorted {
                abs($0.y - value(at: $0.x)) < abs($1.y - value(at: $1.x))
            }
            inner = Array(inner.prefix(points.count * 3 / 4))
        }
    }

    func value(at x: Double) -> Double { constant + linear * x + square * x * x }

    private mutating func solve(_ points: [(x: Double, y: Double)], bends: Bool) {
        let reach = max(1, points.map { abs($0.x) }.max() ?? 1)
        var m = [[Double]](repeating: [0, 0, 0, 0], count: 3)
        for point in points {
            let t = point.x / reach
            let basis = [1, t, bends ? t * t : 0]
            for i in 0..<3 {
                for j in 0..<3 { m[i][j] += basis[i] * basis[j] }
                m[i][3] += basis[i] * point.y
            }
        }
        // A little weight on a straight line, so that few points do not bend it.
        m[1][1] += 1e-9
        m[2][2] += bends ? 0.02 * Double(points.count) : 1
        for i in 0..<3 {
            for k in (i + 1)..<3 where abs(m[i][i]) > 1e-12 {
                let factor = m[k][i] / m[i][i]
                for j in i..<4 { m[k][j] -= factor * m[i][j] }
            }
        }
        square = m[2][3] / max(1e-12, m[2][2]) / (reach * reach)
        let c2 = square * reach * reach
        let c1 = (m[1][3] - m[1][2] * c2) / max(1e-12, m[1][1])
        linear = c1 / reach
        constant = (m[0][3] - m[0][1] * c1 - m[0][2] * c2) / max(1e-12, m[0][0])
    }
}
