internal import Glibc
internal import Pictures

/// A sheet on which ink is laid: how much light each point returns, 0 to 1, at a fine resolution.
///
/// Lengths are modules of E-13B (0.013 inch), from the upper left corner.
struct Canvas {
    /// Points in a module.
    let scale: Double
    let width: Int
    let height: Int
    var reflectance: [Float]

    /// An empty sheet of the given size in modules.
    init(width: Double, height: Double, scale: Double, paper: Double = 1) {
        self.scale = scale
        self.width = max(1, Int((width * scale).rounded(.up)))
        self.height = max(1, Int((height * scale).rounded(.up)))
        reflectance = [Float](repeating: Float(paper), count: self.width * self.height)
    }

    /// Multiplies the points of a rectangle in modules with what `light` says for them.
    ///
    /// `light` gets the point in modules; 1 leaves the paper as it is, 0 makes it black.
    mutating func multiply(
        x: ClosedRange<Double>,
        y: ClosedRange<Double>,
        _ light: (_ x: Double, _ y: Double) -> Float
    ) {
        let left = max(0, Int(x.lowerBound * scale))
        let right = min(width - 1, Int(x.upperBound * scale) + 1)
        let top = max(0, Int(y.lowerBound * scale))
        let bottom = min(height - 1, Int(y.upperBound * scale) + 1)
        guard left <= right, top <= bottom else { return }
        for row in top...bottom {
            for column in left...right {
                let px = (Double(column) + 0.5) / scale
                let py = (Double(row) + 0.5) / scale
                reflectance[row * width + column] *= light(px, py)
            }
        }
    }

    /// Multiplies every point.
    mutating func multiplyAll(_ light: (_ x: Double, _ y: Double) -> Float) {
        multiply(x: 0...Double(width) / scale, y: 0...Double(height) / scale, light)
    }

    /// Fills a rectangle.
    mutating func fill(
        x: ClosedRange<Double>,
        y: ClosedRange<Double>,
        ink: Double
    ) {
        multiply(x: x, y: y) { px, py in
            x.contains(px) && y.contains(py) ? Float(1 - ink) : 1
        }
    }

    /// Draws a stroke through the points with a round pen, at each so many modules wide.
    mutating func stroke(
        _ points: [(x: Double, y: Double, width: Double)],
        ink: Double
    ) {
        guard points.count > 1, let widest = points.map(\.width).max() else { return }
        let xs = points.map(\.x)
        let ys = points.map(\.y)
        guard let left = xs.min(), let right = xs.max(), let top = ys.min(), let bottom = ys.max()
        else { return }
        // One coverage for the whole stroke: where it crosses itself the ink does not add up.
        let x0 = max(0, Int((left - widest) * scale))
        let y0 = max(0, Int((top - widest) * scale))
        let x1 = min(width - 1, Int((right + widest) * scale) + 1)
        let y1 = min(height - 1, Int((bottom + widest) * scale) + 1)
        guard x0 <= x1, y0 <= y1 else { return }
        let span = x1 - x0 + 1
        var coverage = [Float](repeating: 0, count: span * (y1 - y0 + 1))
        for (a, b) in zip(points, points.dropFirst()) {
            let reach = max(a.width, b.width)
            let left = max(x0, Int((min(a.x, b.x) - reach) * scale))
            let right = min(x1, Int((max(a.x, b.x) + reach) * scale) + 1)
            let top = max(y0, Int((min(a.y, b.y) - reach) * scale))
            let bottom = min(y1, Int((max(a.y, b.y) + reach) * scale) + 1)
            guard left <= right, top <= bottom else { continue }
            let dx = b.x - a.x
            let dy = b.y - a.y
            let length = max(1e-9, dx * dx + dy * dy)
            for row in top...bottom {
                for column in left...right {
                    let px = (Double(column) + 0.5) / scale
                    let py = (Double(row) + 0.5) / scale
                    let t = min(1, max(0, ((px - a.x) * dx + (py - a.y) * dy) / length))
                    let ex = px - a.x - t * dx
                    let ey = py - a.y - t * dy
                    let half = (a.width + (b.width - a.width) * t) / 2
                    let inside = (half - (ex * ex + ey * ey).squareRoot()) * scale + 0.5
                    let index = (row - y0) * span + column - x0
                    coverage[index] = max(coverage[index], Float(min(1, max(0, inside))))
                }
            }
        }
        for row in y0...y1 {
            for column in x0...x1 {
                let inked = coverage[(row - y0) * span + column - x0]
                reflectance[row * width + column] *= 1 - Float(ink) * inked
            }
        }
    }

    /// Prints a line of plain text; returns how wide it came out, in modules.
    ///
    /// `x` is its left edge, `y` the top of the letters' line and `size` the height of that line.
    @discardableResult
    mutating func print(
        _ text: String,
        x: Double,
        y: Double,
        size: Double,
        ink: Double,
        stretch: Double = 1
    ) -> Double {
        guard let letters = GrayImage(text: text, points: 20) else { return 0 }
        let factor = size / Double(letters.height)
        let wide = Double(letters.width) * factor * stretch
        multiply(x: x...(x + wide), y: y...(y + size)) { px, py in
            let u = (px - x) / (factor * stretch) - 0.5
            let v = (py - y) / factor - 0.5
            return 1 - Float(ink) * (1 - letters.sample(u, v) / 255)
        }
        return wide
    }
}

extension GrayImage {
    /// The grey value between pixels, interpolated; white outside.
    func sample(_ x: Double, _ y: Double) -> Float {
        let column = Int(x.rounded(.down))
        let row = Int(y.rounded(.down))
        guard column >= 0, row >= 0, column + 1 < width, row + 1 < height else { return 255 }
        let u = Float(x - Double(column))
        let v = Float(y - Double(row))
        let index = row * width + column
        let top = Float(pixels[index]) * (1 - u) + Float(pixels[index + 1]) * u
        let bottom =
            Float(pixels[index + width]) * (1 - u) + Float(pixels[index + width + 1]) * u
        return top * (1 - v) + bottom * v
    }
}
