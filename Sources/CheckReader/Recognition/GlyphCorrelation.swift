internal import CVectors
internal import Pictures

/// The correlation of every glyph with every place of a strip.
///
/// The strip lies column by column, so that what a template is compared with is one piece of memory,
/// and in whole numbers of 16 bits, of which processors multiply eight at a time.
struct GlyphCorrelation {
    /// By column of the strip and glyph: the best correlation over all shifts, -1 where there is no
    /// print.
    private(set) var scores: [Float]
    /// The rows by which the glyph lies lower there.
    private(set) var shifts: [Int8]

    /// Below this at the expected height nothing is looked for above and below it.
    private static let hopeless: Float = 0.1
    /// A place where a glyph reaches this is looked at closely.
    private static let promising: Float = 0.3

    private let templates: GlyphTemplates
    private let width: Int
    private let glyphs = E13BGlyph.allCases.count

    /// Compares every second row with all glyphs, the rows between with the best of them.
    init(_ strip: Strip, _ templates: GlyphTemplates) {
        self.templates = templates
        width = strip.image.width
        scores = [Float](repeating: -1, count: width * glyphs)
        shifts = [Int8](repeating: 0, count: width * glyphs)
        for shift in [0, -2, 2] {
            guard let layer = Layer(of: strip, templates, shift: shift) else { continue }
            for column in 0..<width where layer.scales[column] > 0 {
                let best = shift == 0 ? 1 : top(at: column)
                guard best < 0 || best > Self.hopeless else { continue }
                for glyph in 0..<glyphs { compare(glyph, layer, column) }
            }
        }
        let finalists = (0..<width).map { column in
            top(at: column) > Self.promising ? topThree(at: column) : nil
        }
        for shift in [-3, -1, 1, 3] {
            guard let layer = Layer(of: strip, templates, shift: shift) else { continue }
            for column in 0..<width where layer.scales[column] > 0 {
                guard let (first, second, third) = finalists[column] else { continue }
                compare(first, layer, column)
                compare(second, layer, column)
                compare(third, layer, column)
            }
        }
    }

    private mutating func compare(_ glyph: Int, _ layer: Layer, _ column: Int) {
        let score = layer.correlation(of: glyph, templates, at: column)
        let index = column * glyphs + glyph
        guard score > scores[index] else { return }
        scores[index] = score
        shifts[index] = Int8(layer.shift)
    }

    private func top(at column: Int) -> Float {
        var best: Float = -1
        for glyph in 0..<glyphs { best = max(best, scores[column * glyphs + glyph]) }
        return best
    }

    private func topThree(at column: Int) -> (Int, Int, Int) {
        let base = column * glyphs
        var top = (-1, -1, -1)
        func isBetter(_ glyph: Int, _ other: Int) -> Bool {
            other < 0 || scores[base + glyph] > scores[base + other]
        }
        for glyph in 0..<glyphs {
            if isBetter(glyph, top.0) {
                top = (glyph, top.0, top.1)
            } else if isBetter(glyph, top.1) {
                top = (top.0, glyph, top.1)
            } else if isBetter(glyph, top.2) {
                top.2 = glyph
            }
        }
        return top
    }
}

/// The rows of a strip that templates are compared with at one height.
private struct Layer {
    /// Rows below the expected height.
    let shift: Int
    /// By column: what makes a correlation of a product; 0 where there is no print.
    private(set) var scales: [Float]
    /// Column by column, as the templates lie, from a template's reach before the strip on.
    private var values: [Int16]
    private let stride: Int

    /// `nil` where the strip has no such rows.
    init?(of strip: Strip, _ templates: GlyphTemplates, shift: Int) {
        let (width, height) = (strip.image.width, strip.image.height)
        let home = Int(((Strip.margin - GlyphTemplates.above) * templates.scale).rounded())
        let top = home + shift
        guard top >= 0, top + templates.rows <= height else { return nil }
        self.shift = shift
        stride = templates.stride
        let (rows, columns, stride) = (templates.rows, templates.columns, templates.stride)
        let before = Int((GlyphTemplates.left * templates.scale).rounded())
        let count = width + columns
        var values = [Int16](repeating: 0, count: count * stride)
        var sums = [Int32](repeating: 0, count: count + 1)
        var squares = sums
        strip.image.pixels.withUnsafeBufferPointer { pixels in
            for column in 0..<count {
                let x = min(max(column - before, 0), width - 1)
                var sum: Int32 = 0
                var square: Int32 = 0
                for y in 0..<rows {
                    let value = 255 - Int32(pixels[(top + y) * width + x])
                    values[column * stride + y] = Int16(truncatingIfNeeded: value)
                    sum &+= value
                    square &+= value &* value
                }
                // The differences are right even where these run over.
                sums[column + 1] = sums[column] &+ sum
                squares[column + 1] = squares[column] &+ square
            }
        }
        self.values = values
        let n = Float(columns * rows)
        scales = (0..<width).map { column in
            let sum = Float(sums[column + columns] &- sums[column])
            let square = Float(squares[column + columns] &- squares[column])
            let variance = square - sum * sum / n
            // Below a standard deviation of some grey levels there is no print.
            guard variance > 16 * n else { return 0 }
            return 1 / (GlyphTemplates.length * (variance + 9 * n).squareRoot())
        }
    }

    @inline(__always)
    func correlation(of glyph: Int, _ templates: GlyphTemplates, at column: Int) -> Float {
        let count = templates.columns * stride
        let product = values.withUnsafeBufferPointer { values in
            templates.weights.withUnsafeBufferPointer { weights -> Int32 in
                guard let values = values.baseAddress, let weights = weights.baseAddress else {
                    return 0
                }
                return radiant_dot16(values + column * stride, weights + glyph * count, count)
            }
        }
        return Float(product) * scales[column]
    }
}
