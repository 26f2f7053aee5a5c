internal import Pictures

/// Reads CMC-7 by what the font is made for: where its bars stand.
///
/// The darkness of a strip's columns is compared with what the bars of each character would give, near
/// each place where the network has a character and where its pitch leaves room for one.
struct CMC7Bars {
    /// What stands at a place.
    struct Match {
        var glyph: CMC7Glyph
        var rival: CMC7Glyph
        /// The correlation of the likeliest glyph, and of the next.
        var score: Float
        var rivalScore: Float
        /// How much the darkness varies there: much where bars are, little between groups.
        var contrast: Float
        /// The middle of its bars, in pixels of the strip.
        var centre: Double

        /// How likely it is that glyph, given that it is one: measured on 300 drawn checks, of those
        /// that stand out from the next by less than 0.02, less than 0.05 and about 0.1 57, 82 and 99.9 %
        /// were right.
        var confidence: Double {
            Confidence.logistic(-0.3 + 52 * Double(score - rivalScore))
        }
    }

    /// Half of what the bars of a character take, in millimetres.
    private static let half = (4 * CMC7Glyph.narrow + 2 * CMC7Glyph.wide + CMC7Glyph.bar) / 2
    /// Beside the bars, what is compared with nothing, in millimetres.
    private static let beside = 0.3

    /// By column, how dark the line is between heads and feet; the edges go on by ``reach``.
    private let profile: [Float]
    /// How far what is compared reaches to either side of its middle, in pixels.
    private let reach: Int
    /// Pixels in a millimetre.
    private let scale: Double
    private let templates: [[Float]]

    /// Standard deviations of the blurs that lines are compared with, in pixels of a strip.
    static let blurs = [0.45, 0.75, 1.2, 1.7]

    init(_ strip: Strip, blur: Double) {
        scale = strip.scale * CMC7Glyph.modulesPerMillimetre
        let (width, height) = (strip.image.width, strip.image.height)
        let foot = min(height, Int(strip.footRow.rounded()))
        let head = max(0, foot - Int((CMC7Glyph.height * scale).rounded()))
        var profile = [Float](repeating: 0, count: width)
        for row in head..<foot {
            for column in 0..<width {
                profile[column] += 255 - Float(strip.image.pixels[row * width + column])
            }
        }
        reach = Self.reach(scale)
        let edge = (first: profile.first ?? 0, last: profile.last ?? 0)
        self.profile =
            [Float](repeating: edge.first, count: reach) + profile
            + [Float](repeating: edge.last, count: reach)
        let scale = scale
        templates = CMC7Glyph.allCases.map { Self.template(of: $0, scale: scale, blur) }
    }

    private static func reach(_ scale: Double) -> Int {
        Int(((half + beside) * scale).rounded(.up))
    }

    /// Quarters of a pixel between the points of a template.
    private static let fine = 4

    /// How dark each quarter of a pixel is, around the middle of the bars.
    private static func template(
        of glyph: CMC7Glyph,
        scale: Double,
        _ sigma: Double
    ) -> [Float] {
        let reach = reach(scale) + 1
        let rows = CMC7Outline.rows(of: glyph).map(Array.init)
        let count = (2 * reach + 1) * fine
        var values = [Float](repeating: 0, count: count)
        for (bar, place) in glyph.bars.enumerated() {
            let middle = (place + CMC7Glyph.bar / 2 - half) * scale
            let inked = Double(rows.count { $0[bar] == "#" }) / Double(rows.count)
            // Other makers of the font let the bars reach elsewhere: they count for where they stand.
            let weight = 0.4 + 0.6 * inked
            for index in 0..<count {
                let x = Double(index) / Double(fine) - Double(reach)
                let away = max(0, abs(x - middle) - CMC7Glyph.bar / 2 * scale)
                values[index] += Float(weight * bell(away / sigma))
            }
        }
        return values
    }

    /// Nearly a normal distribution, with a longer tail: how far a bar's ink is seen.
    private static func bell(_ z: Double) -> Double { 1 / (1 + z * z + z * z * z * z / 2) }

    /// The glyph that fits best with its middle at most `away` pixels from a place.
    func match(near centre: Double, within away: Double) -> Match {
        let first = Int(((centre - away) * Double(Self.fine)).rounded())
        let last = Int(((centre + away) * Double(Self.fine)).rounded())
        var best = [(score: Float, place: Int)](repeating: (-1, 0), count: templates.count)
        for place in first...max(first, last) {
            let column = Int((Double(place) / Double(Self.fine)).rounded())
            guard column >= 0, column + 2 * reach < profile.count else { continue }
            // The template's point that lies on the middle of that column.
            let shift = column * Self.fine - place
            for (glyph, template) in templates.enumerated() {
                let score = correlation(template, at: column, shift: shift)
                if score > best[glyph].score { best[glyph] = (score, place) }
            }
        }
        let order = best.indices.sorted { best[$0].score > best[$1].score }
        return Match(
            glyph: CMC7Glyph.allCases[order[0]],
            rival: CMC7Glyph.allCases[order[1]],
            score: best[order[0]].score,
            rivalScore: best[order[1]].score,
            contrast: contrast(at: best[order[0]].place / Self.fine),
            centre: Double(best[order[0]].place) / Double(Self.fine)
        )
    }

    private func contrast(at column: Int) -> Float {
        let window = profile[column...(column + 2 * reach)]
        let mean = window.reduce(0, +) / Float(window.count)
        return (window.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Float(window.count))
            .squareRoot()
    }

    private func correlation(_ template: [Float], at column: Int, shift: Int) -> Float {
        var (sum, square, other, otherSquare, product): (Float, Float, Float, Float, Float) =
            (0, 0, 0, 0, 0)
        for offset in -reach...reach {
            let a = profile[column + reach + offset]
            let b = template[(offset + reach + 1) * Self.fine + shift]
            sum += a
            square += a * a
            other += b
            otherSquare += b * b
            product += a * b
        }
        let n = Float(2 * reach + 1)
        let spread = (square - sum * sum / n) * (otherSquare - other * other / n)
        guard spread > 0 else { return -1 }
        return (product - sum * other / n) / spread.squareRoot()
    }
}
