internal import Glibc
internal import Pictures

/// Where a line of E-13B lies in a picture: its foot line, bent a little at most, and its scale.
struct LineGeometry: Sendable, Equatable {
    /// Pixels of the picture in a module at the middle of the line.
    var scale: Double
    /// Relative change of the scale per pixel along x.
    var stretch = 0.0
    /// The foot line: y = foot + slope · (x − origin) + bend · (x − origin)².
    var origin: Double
    var foot: Double
    var slope: Double
    var bend = 0.0
    /// Where the bend was measured, as distances from the origin; beyond it the line goes on straight.
    var bent = -Double.infinity...Double.infinity
    /// The part of the foot line that is looked at, as x in pixels.
    var left: Double
    var right: Double

    /// Offsets from that curve, by rising x.
    var waves: [Wave] = []

    /// A place where the foot line lies `offset` pixels below the curve.
    struct Wave: Sendable, Equatable {
        var x: Double
        var offset: Double
    }

    func footY(at x: Double) -> Double {
        let d = x - origin
        let inner = min(max(d, bent.lowerBound), bent.upperBound)
        return foot + slope * d + bend * inner * (2 * d - inner) + wave(at: x)
    }

    private func wave(at x: Double) -> Double {
        guard let first = waves.first, let last = waves.last else { return 0 }
        if x <= first.x { return first.offset }
        if x >= last.x { return last.offset }
        guard let index = waves.firstIndex(where: { $0.x >= x }), index > 0 else { return 0 }
        let a = waves[index - 1]
        let b = waves[index]
        let part = b.x > a.x ? (x - a.x) / (b.x - a.x) : 0
        return a.offset * (1 - part) + b.offset * part
    }

    /// Multiplies all lengths, as the picture is scaled.
    func scaled(by factor: Double) -> LineGeometry {
        LineGeometry(
            scale: scale * factor,
            stretch: stretch / factor,
            origin: origin * factor,
            foot: foot * factor,
            slope: slope,
            bend: bend / factor,
            bent: (bent.lowerBound * factor)...(bent.upperBound * factor),
            left: left * factor,
            right: right * factor,
            waves: waves.map { Wave(x: $0.x * factor, offset: $0.offset * factor) }
        )
    }
}

/// A line cut out of a picture, straight and at a scale that is always the same.
struct Strip: Sendable {
    /// Rows of the strip above the digits' top and below their foot, in modules.
    static let margin = 3.0
    /// Pixels in a module.
    let scale: Double
    let image: GrayImage
    /// For every column the x of the foot line in the picture it was cut from.
    let sourceX: [Double]
    let geometry: LineGeometry

    /// The row on which the digits stand.
    var footRow: Double { (Self.margin + E13B.height) * scale }

    /// Cuts the line out; what lies outside of the picture repeats its edge.
    init?(of source: GrayImage, along line: LineGeometry, scale: Double) {
        let rows = Int(((E13B.height + 2 * Self.margin) * scale).rounded())
        var columns: [Double] = []
        var x = line.left
        while x < line.right, columns.count < 20_000 {
            columns.append(x)
            let local = line.scale * (1 + line.stretch * (x - line.origin))
            x += max(0.2, local) / scale / (1 + line.slope * line.slope).squareRoot()
        }
        guard columns.count > 8, rows > 8 else { return nil }
        var pixels = [UInt8](repeating: 255, count: columns.count * rows)
        source.pixels.withUnsafeBufferPointer { data in
            pixels.withUnsafeMutableBufferPointer { pixels in
                let sampler = Sampler(data, source.width, source.height, line, scale)
                for (column, x) in columns.enumerated() {
                    sampler.fill(pixels, column: column, of: columns.count, rows: rows, from: x)
                }
            }
        }
        guard let image = GrayImage(width: columns.count, height: rows, pixels: pixels) else {
            return nil
        }
        self.scale = scale
        self.image = image
        self.sourceX = columns
        self.geometry = line
    }

    /// The strip on its head.
    var turnedRound: Strip {
        Strip(
            scale: scale,
            image: image.turnedRound,
            sourceX: sourceX.reversed(),
            geometry: geometry
        )
    }

    private init(scale: Double, image: GrayImage, sourceX: [Double], geometry: LineGeometry) {
        self.scale = scale
        self.image = image
        self.sourceX = sourceX
        self.geometry = geometry
    }
}

extension Strip {
    /// The x in the picture of a column of the strip.
    func sourceX(_ column: Double) -> Double {
        let place = min(max(column - 0.5, 0), Double(sourceX.count - 1))
        let index = min(Int(place), sourceX.count - 2)
        let part = place - Double(index)
        return sourceX[index] * (1 - part) + sourceX[index + 1] * part
    }
}
