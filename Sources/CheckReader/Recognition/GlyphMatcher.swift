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
    /// Rows above and below the expected place that are tried.
    private static let reach = 3
    private let count = E13BGlyph.allCases.count
    private let scores: [Float]
    private let shifts: [Int8]
    private let best: [Float]

    init(_ strip: Strip, templates: GlyphTemplates) {
        self.strip = strip
        self.templates = templates
        let width = strip.image.width
        let glyphs = E13BGlyph.allCases.count
        var scores = [Float](repeating: -1, count: width * glyphs)
        var shifts = [Int8](repeating: 0, count: width * glyphs)
        Self.correlate(strip, templates, &scores, &shifts)
        self.scores = scores
        self.shifts = shifts
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

    private static func correlate(
        _ strip: Strip,
        _ templates: GlyphTemplates,
        _ scores: inout [Float],
        _ shifts: inout [Int8]
    ) {
        let width = strip.image.width
        let height = strip.image.height
        let columns = templates.columns
        let rows = templates.rows
        let glyphs = templates.weights.count
        let leftward = Int((GlyphTemplates.left * templates.scale).rounded())
        let home = Int(((Strip.margin - GlyphTemplates.above) * templates.scale).rounded())
        let ink = strip.image.pixels.map { 255 - Float($0) }
        let weights = templates.weights.flatMap { $0 }
        var window = [Float](repeating: 0, count: columns * rows)
        ink.withUnsafeBufferPointer { ink in
            weights.withUnsafeBufferPointer { weights in
                window.withUnsafeMutableBufferPointer { window in
                    for column in 0..<width {
                        let start = column - leftward
                        var finalists = [Int](repeating: 0, count: 3)
                        // Every second row for all glyphs, the rows between for the best of them.
                        for shift in [0, -2, 2, -3, -1, 1, 3] {
                            let top = home + shift
                            guard top >= 0, top + rows <= height else { continue }
                            let isFirst = shift % 2 == 0
                            if shift == -3 {
                                finalists = topThree(scores, column * glyphs, glyphs)
                                guard scores[column * glyphs + finalists[0]] > 0.3 else { break }
                            }
                            var sum: Float = 0
                            var square: Float = 0
                            for r in 0..<rows {
                                let line = (top + r) * width
                                for c in 0..<columns {
                                    let x = min(max(start + c, 0), width - 1)
                                    let value = ink[line + x]
                                    window[r * columns + c] = value
                                    sum += value
                                    square += value * value
                                }
                            }
                            let n = Float(columns * rows)
                            let variance = square - sum * sum / n
                            // Below a standard deviation of some grey levels there is no print.
                            guard variance > 16 * n else { continue }
                            let scale = 1 / (variance + 9 * n).squareRoot()
                            for place in 0..<(isFirst ? glyphs : 3) {
                                let glyph = isFirst ? place : finalists[place]
                                let base = glyph * columns * rows
                                let score = dot(window, weights, base, columns * rows) * scale
                                let index = column * glyphs + glyph
                                if score > scores[index] {
                                    scores[index] = score
                                    shifts[index] = Int8(shift)
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    private static func topThree(_ scores: [Float], _ base: Int, _ count: Int) -> [Int] {
        var top = [0, 1, 2]
        top.sort { scores[base + $0] > scores[base + $1] }
        for glyph in 3..<count where scores[base + glyph] > scores[base + top[2]] {
            top[2] = glyph
            top.sort { scores[base + $0] > scores[base + $1] }
        }
        return top
    }

    /// Written with vectors: a sum of floats is kept in order otherwise, and four times slower.
    @inline(__always)
    private static func dot(
        _ a: UnsafeMutableBufferPointer<Float>,
        _ b: UnsafeBufferPointer<Float>,
        _ offset: Int,
        _ count: Int
    ) -> Float {
        guard let left = a.baseAddress, let right = b.baseAddress else { return 0 }
        let p = UnsafeRawPointer(left)
        let q = UnsafeRawPointer(right + offset)
        var sum = SIMD8<Float>.zero
        var i = 0
        while i + 8 <= count {
            sum +=
                p.loadUnaligned(fromByteOffset: i * 4, as: SIMD8<Float>.self)
                * q.loadUnaligned(fromByteOffset: i * 4, as: SIMD8<Float>.self)
            i += 8
        }
        var rest: Float = 0
        while i < count {
            rest += left[i] * right[offset + i]
            i += 1
        }
        return sum.sum() + rest
    }
}
