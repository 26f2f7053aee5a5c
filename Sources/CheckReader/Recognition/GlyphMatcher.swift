internal import Glibc
internal import Pictures

/// Reads a strip by comparing it with the glyphs themselves: normalised correlation at every place,
/// and the sequence of places that a line of this pitch can have with the highest sum.
struct GlyphMatcher {
    /// A glyph that was found.
    struct Match: Sendable {
        var glyph: E13BGlyph
        /// The glyph's right edge in the strip, in pixels.
        var column: Double
        /// Rows by which it lies lower than the strip says.
        var shift: Double
        /// Correlation with the glyph, -1 to 1.
        var score: Double
        /// Correlation with the next likely glyph there.
        var rival: Double
        var rivalGlyph: E13BGlyph
    }

    /// What a glyph must reach before it is worth a place in the line.
    static let threshold = 0.52

    let strip: Strip
    let templates: GlyphTemplates
    private let count = E13BGlyph.allCases.count
    private let scores: [Float]
    private let shifts: [Int8]
    private let best: [Float]

    init(_ strip: Strip, templates: GlyphTemplates) {
        self.strip = strip
        self.templates = templates
        let width = strip.image.width
        let glyphs = E13BGlyph.allCases.count
        let correlation = GlyphCorrelation(strip, templates)
        scores = correlation.scores
        shifts = correlation.shifts
        let scores = scores
        best = (0..<width).map { column in
            var top: Float = -1
            for glyph in 0..<glyphs { top = max(top, scores[column * glyphs + glyph]) }
            return top
        }
    }

    /// The line with the highest sum of scores above the threshold.
    func line() -> [Match] {
        let pitch = E13B.pitch * templates.scale
        let width = best.count
        let near = Int((pitch * 0.86).rounded())
        let far = Int((pitch * 1.6).rounded())
        // total[x]: the best line that ends with a glyph at x. before[x]: the best that ends at x or
        // earlier, for gaps of any width.
        var total = [Double](repeating: 0, count: width)
        var from = [Int](repeating: -1, count: width)
        var before = [(value: Double, index: Int)](repeating: (0, -1), count: width)
        for x in 0..<width {
            let gain = Double(best[x]) - Self.threshold
            var value = 0.0
            var source = -1
            if x >= far, before[x - far].value - 0.05 > value {
                (value, source) = (before[x - far].value - 0.05, before[x - far].index)
            }
            if x >= near {
                for y in max(0, x - far)...(x - near) {
                    let off = (Double(x - y) - pitch) / pitch
                    let candidate = total[y] - 6 * off * off
                    if candidate > value { (value, source) = (candidate, y) }
                }
            }
            total[x] = value + gain
            from[x] = source
            before[x] = x > 0 ? before[x - 1] : (0, -1)
            if total[x] > before[x].value { before[x] = (total[x], x) }
        }
        var x = before.last?.index ?? -1
        var matches: [Match] = []
        while x >= 0 {
            matches.append(match(at: x))
            x = from[x]
        }
        return matches.reversed()
    }

    /// How many blanks between the glyphs of a line are none: something in them resembles a glyph.
    func glyphs(between matches: [Match]) -> Int {
        let pitch = E13B.pitch * templates.scale
        var count = 0
        for (a, b) in zip(matches, matches.dropFirst()) where b.column - a.column > 1.3 * pitch {
            let start = Int(a.column + 0.6 * pitch)
            let end = Int(b.column - 0.6 * pitch)
            guard start < end else { continue }
            if (best[start..<end].max() ?? 0) > 0.5 { count += 1 }
        }
        return count
    }

    private func match(at column: Int) -> Match {
        var order: [(glyph: Int, score: Float)] = []
        for glyph in 0..<count {
            // A rival may fit best a pixel further along.
            var top = scores[column * count + glyph]
            for near in max(0, column - 1)...min(best.count - 1, column + 1) {
                top = max(top, scores[near * count + glyph])
            }
            order.append((glyph, top))
        }
        order.sort { $0.score > $1.score }
        let glyph = E13BGlyph.allCases[order[0].glyph]
        return Match(
            glyph: glyph,
            column: Double(column) + 0.5,
            shift: Double(shifts[column * count + order[0].glyph]),
            score: Double(order[0].score),
            rival: Double(order[1].score),
            rivalGlyph: E13BGlyph.allCases[order[1].glyph]
        )
    }
}
