internal import Glibc

/// The glyphs as they look at the scale at which strips are read, each in a window around its cell.
struct GlyphTemplates: Sendable {
    /// The window reaches this far to the left and to the right of a glyph's right edge, and above
    /// and below the digits, in modules.
    static let left = 8.0
    static let right = 1.2
    static let above = 1.0
    static let below = 1.0

    /// Pixels in a module.
    let scale: Double
    let columns: Int
    let rows: Int
    /// A template for every glyph, by raw value: mean 0, length ``length``, dark positive.
    ///
    /// Column by column, each of ``stride`` rows of which those beyond ``rows`` are 0; all glyphs in
    /// one array.
    let weights: [Int16]
    /// Rows of a column of a template, whole vectors of eight.
    let stride: Int
    /// The length of a template as a vector: fine enough steps, and sums that 32 bits hold.
    static let length: Float = 8192

    /// Draws the templates, blurred with a standard deviation of `blur` modules, every stroke's edges
    /// `growth` modules further out than designed.
    init(scale: Double, blur: Double, growth: Double) {
        self.scale = scale
        columns = Int(((Self.left + Self.right) * scale).rounded())
        rows = Int(((Self.above + Self.below + E13B.height) * scale).rounded())
        let columns = columns
        let rows = rows
        let stride = (rows + 7) / 8 * 8
        self.stride = stride
        weights = E13BGlyph.allCases.flatMap { glyph -> [Int16] in
            let field = DistanceField.all[glyph.rawValue]
            let fine = 4
            let step = 1 / (scale * Double(fine))
            let kernel = Self.kernel(sigma: blur / step)
            let pad = kernel.count / 2
            let wide = columns * fine + 2 * pad
            let high = rows * fine + 2 * pad
            var dense = [Float](repeating: 0, count: wide * high)
            for y in 0..<high {
                for x in 0..<wide {
                    let mx = (Double(x - pad) + 0.5) * step - Self.left + field.glyphWidth
                    let my = (Double(y - pad) + 0.5) * step - Self.above
                    let distance = Double(field.distance(x: Float(mx), y: Float(my))) + growth
                    dense[y * wide + x] = Float(min(1, max(0, 0.5 + distance / step)))
                }
            }
            var across = [Float](repeating: 0, count: columns * fine * high)
            for y in 0..<high {
                for x in 0..<columns * fine {
                    var sum: Float = 0
                    for k in kernel.indices { sum += kernel[k] * dense[y * wide + x + k] }
                    across[y * columns * fine + x] = sum
                }
            }
            var small = [Float](repeating: 0, count: columns * rows)
            for y in 0..<rows * fine {
                for x in 0..<columns * fine {
                    var sum: Float = 0
                    for k in kernel.indices {
                        sum += kernel[k] * across[(y + k) * columns * fine + x]
                    }
                    small[y / fine * columns + x / fine] += sum
                }
            }
            return Self.packed(Self.normalized(small), columns: columns, rows: rows, stride)
        }
    }

    /// The values by column, as whole numbers.
    private static func packed(
        _ values: [Float],
        columns: Int,
        rows: Int,
        _ stride: Int
    ) -> [Int16] {
        var packed = [Int16](repeating: 0, count: columns * stride)
        for x in 0..<columns {
            for y in 0..<rows {
                packed[x * stride + y] = Int16((values[y * columns + x] * length).rounded())
            }
        }
        return packed
    }

    private static func kernel(sigma: Double) -> [Float] {
        guard sigma > 0.1 else { return [1] }
        let reach = Int((2.5 * sigma).rounded(.up))
        let raw = (-reach...reach).map { exp(-Double($0 * $0) / (2 * sigma * sigma)) }
        let total = raw.reduce(0, +)
        return raw.map { Float($0 / total) }
    }

    private static func normalized(_ values: [Float]) -> [Float] {
        let mean = values.reduce(0, +) / Float(values.count)
        let length = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }.squareRoot()
        return values.map { ($0 - mean) / max(length, 1e-6) }
    }
}

extension GlyphTemplates {
    /// Pixels in a module of the strips that are read.
    static let standardScale = 2.0

    /// Standard deviations of the blurs there are templates for, in modules.
    private static let blurs = [0.25, 0.4, 0.6, 0.85]
    /// How fat the print is: what spread of ink and thresholds make of the design.
    enum Weight: Int, CaseIterable {
        case regular
        case fat
        case thin

        /// Modules by which edges lie further out than designed.
        var growth: Double {
            switch self {
            case .regular: 0.06
            case .fat: 0.28
            case .thin: -0.12
            }
        }
    }

    private static let regular = set(.regular)
    private static let fat = set(.fat)
    private static let thin = set(.thin)

    /// Draws the templates of regular weight now rather than with the first picture.
    static func prepare() { _ = regular.count }

    private static func set(_ weight: Weight) -> [GlyphTemplates] {
        blurs.map { GlyphTemplates(scale: standardScale, blur: $0, growth: weight.growth) }
    }

    /// The templates for a picture that was taken with so many pixels in a module.
    static func suited(to sourceScale: Double, weight: Weight = .regular) -> GlyphTemplates {
        let wanted = (0.06 + 0.3 / (sourceScale * sourceScale)).squareRoot()
        let nearest = blurs.indices.min { abs(blurs[$0] - wanted) < abs(blurs[$1] - wanted) }
        let index = nearest ?? 0
        return switch weight {
        case .regular: regular[index]
        case .fat: fat[index]
        case .thin: thin[index]
        }
    }
}
