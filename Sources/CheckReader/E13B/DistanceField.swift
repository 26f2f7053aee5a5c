internal import Glibc

/// How far every point of a glyph's cell is from the glyph's edge, so that the glyph can be drawn at
/// any size, and fatter or thinner than designed.
struct DistanceField: Sendable {
    /// Points in a half module: enough for the roundest corner at 600 pixels an inch.
    private static let resolution = 12
    /// Half modules around the box that holds the glyph.
    private static let margin = 3

    private let width: Int
    private let height: Int
    private let distances: [Float]
    /// Modules from the left to the right edge of the glyph.
    let glyphWidth: Double

    /// The field of each glyph, by its raw value.
    static let all: [DistanceField] = E13BGlyph.allCases.map(DistanceField.init)

    init(_ glyph: E13BGlyph) {
        let outline = E13BOutline(of: glyph)
        let scale = Double(Self.resolution)
        let shift = Double(Self.margin)
        glyphWidth = Double(outline.width)
        width = (2 * outline.width + 2 * Self.margin) * Self.resolution
        height = (18 + 2 * Self.margin) * Self.resolution
        var mask = Bitmask(width: width, height: height)
        for y in 0..<height {
            for x in 0..<width {
                mask.bits[y * width + x] = outline.contains(
                    (Double(x) + 0.5) / scale - shift,
                    (Double(y) + 0.5) / scale - shift
                )
            }
        }
        if !outline.isRing {
            // Quarter circles of half a module on convex and concave corners. The disc is a hair
            // smaller than half of the thinnest stroke and gap, which must both stay.
            let radius = Float(Self.resolution) - 0.5
            mask = mask.eroded(by: radius).dilated(by: radius).dilated(by: radius).eroded(
                by: radius
            )
        }
        let inside = mask.distancesToFalse()
        let outside = mask.inverted.distancesToFalse()
        let modules = Float(1) / Float(2 * Self.resolution)
        distances = zip(inside, outside).map { inner, outer in
            inner > 0 ? (inner - 0.5) * modules : (0.5 - outer) * modules
        }
    }

    /// Modules from the point to the edge, positive inside; `x` from the glyph's left edge, `y` down
    /// from the top of the digits, in modules.
    @inline(__always)
    func distance(x: Float, y: Float) -> Float {
        let scale = Float(2 * Self.resolution)
        let fx = x * scale + Float(Self.margin * Self.resolution) - 0.5
        let fy = y * scale + Float(Self.margin * Self.resolution) - 0.5
        guard fx >= 0, fy >= 0, fx < Float(width - 1), fy < Float(height - 1) else { return -1 }
        let column = Int(fx)
        let row = Int(fy)
        let u = fx - Float(column)
        let v = fy - Float(row)
        let index = row * width + column
        return distances.withUnsafeBufferPointer { d in
            let top = d[index] * (1 - u) + d[index + 1] * u
            let bottom = d[index + width] * (1 - u) + d[index + width + 1] * u
            return top * (1 - v) + bottom * v
        }
    }
}

/// A black and white grid with the morphology that rounds corners.
struct Bitmask {
    let width: Int
    let height: Int
    var bits: [Bool]

    init(width: Int, height: Int) {
        self.width = width
        self.height = height
        bits = [Bool](repeating: false, count: width * height)
    }

    var inverted: Bitmask {
        var copy = self
        copy.bits = bits.map { !$0 }
        return copy
    }

    func eroded(by radius: Float) -> Bitmask {
        var copy = self
        copy.bits = distancesToFalse().map { $0 > radius }
        return copy
    }

    func dilated(by radius: Float) -> Bitmask { inverted.eroded(by: radius).inverted }

    /// The Euclidean distance of every point to the nearest one that is `false`, in points.
    ///
    /// Columns first, then the lower envelope of parabolas along the rows (Felzenszwalb and
    /// Huttenlocher, 2012).
    func distancesToFalse() -> [Float] {
        let far = Float(width + height)
        var columns = [Float](repeating: far, count: width * height)
        for x in 0..<width {
            var run = far
            for y in 0..<height {
                run = bits[y * width + x] ? run + 1 : 0
                columns[y * width + x] = min(far, run)
            }
            run = far
            for y in (0..<height).reversed() {
                run = bits[y * width + x] ? run + 1 : 0
                columns[y * width + x] = min(columns[y * width + x], run)
            }
        }
        var result = columns
        var sites = [Int](repeating: 0, count: width)
        var bounds = [Float](repeating: 0, count: width + 1)
        for y in 0..<height {
            let f = columns[y * width..<(y + 1) * width].map { $0 * $0 }
            var last = 0
            sites[0] = 0
            bounds[0] = -Float.infinity
            bounds[1] = Float.infinity
            for q in 1..<width {
                var crossing: Float
                repeat {
                    let p = sites[last]
                    crossing =
                        ((f[q] + Float(q * q)) - (f[p] + Float(p * p))) / Float(2 * (q - p))
                    guard crossing <= bounds[last] else { break }
                    last -= 1
                } while last >= 0
                last += 1
                sites[last] = q
                bounds[last] = crossing
                bounds[last + 1] = Float.infinity
            }
            var k = 0
            for x in 0..<width {
                while bounds[k + 1] < Float(x) { k += 1 }
                let p = sites[k]
                result[y * width + x] = (Float((x - p) * (x - p)) + f[p]).squareRoot()
            }
        }
        return result
    }
}
