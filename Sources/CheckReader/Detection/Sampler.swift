/// Takes the pixels of a strip out of a picture, between pixels and averaged where it is shrunk.
struct Sampler {
    private let data: UnsafeBufferPointer<UInt8>
    private let width: Int
    private let height: Int
    private let line: LineGeometry
    /// Pixels of the strip in a module.
    private let scale: Double
    /// Points a side that are averaged: thin strokes fall between single ones.
    private let taps: Int
    /// The direction across the line.
    private let across: (x: Double, y: Double)

    init(
        _ data: UnsafeBufferPointer<UInt8>,
        _ width: Int,
        _ height: Int,
        _ line: LineGeometry,
        _ scale: Double
    ) {
        self.data = data
        self.width = width
        self.height = height
        self.line = line
        self.scale = scale
        taps = max(1, Int((line.scale / scale - 0.25).rounded(.up)))
        let norm = (1 + line.slope * line.slope).squareRoot()
        across = (-line.slope / norm, 1 / norm)
    }

    /// Fills a column of a strip of `count` columns with what lies across the line at `x`.
    func fill(
        _ pixels: UnsafeMutableBufferPointer<UInt8>,
        column: Int,
        of count: Int,
        rows: Int,
        from x: Double
    ) {
        let local = line.scale * (1 + line.stretch * (x - line.origin)) / scale
        let footY = line.footY(at: x)
        let foot = (Strip.margin + E13B.height) * scale
        let step = local / Double(taps)
        let start = (0.5 / Double(taps) - 0.5) * local
        let share = 1 / Float(taps * taps)
        let right = Double(width) - 1.001
        let bottom = Double(height) - 1.001
        let next = width > 1 ? 1 : 0
        let below = height > 1 ? width : 0
        for row in 0..<rows {
            let away = (Double(row) + 0.5 - foot) * local
            var sum: Float = 0.5
            for j in 0..<taps {
                let v = away + start + Double(j) * step
                let baseX = x - 0.5 + v * across.x
                let baseY = footY - 0.5 + v * across.y
                for i in 0..<taps {
                    let u = start + Double(i) * step
                    let px = max(0, min(baseX + u, right))
                    let py = max(0, min(baseY + u * line.slope, bottom))
                    let ix = Int(px)
                    let iy = Int(py)
                    let fx = Float(px - Double(ix))
                    let fy = Float(py - Double(iy))
                    let index = iy * width + ix
                    let a = Float(data[index])
                    let b = Float(data[index + next])
                    let c = Float(data[index + below])
                    let d = Float(data[index + below + next])
                    let top = a + (b - a) * fx
                    sum += share * (top + (c + (d - c) * fx - top) * fy)
                }
            }
            pixels[row * count + column] = UInt8(sum)
        }
    }
}
