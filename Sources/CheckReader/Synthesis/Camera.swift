internal import Glibc
internal import Pictures

/// How a canvas becomes a picture of pixels: resolution, turn, warp, focus, light, noise, coding.
struct Camera {
    /// Pixels in a module.
    var scale = 3.0
    /// Degrees, clockwise.
    var turn = 0.0
    /// Change of scale from the left to the right edge and from top to bottom.
    var perspective = (x: 0.0, y: 0.0)
    /// A bend of the paper: modules, and modules of a period.
    var bend = (swing: 0.0, period: 300.0, phase: 0.0)
    /// Gaussian blur in pixels, at the left and at the right edge.
    var blur = (left: 0.4, right: 0.4)
    /// Share of the light that the darkest corner gets.
    var light = (dim: 1.0, angle: 0.0)
    /// Standard deviation of the sensor's noise in grey levels.
    var noise = 1.0
    /// The grey levels of black and white.
    var levels = (black: 10.0, white: 245.0)
    /// Qualities of JPEG codings, one after the other.
    var jpeg: [Int] = []
    /// Level between black and white for a bitonal picture.
    var threshold: Double?
    /// A shadow over one side: where its edge crosses the picture, 0 to 1 along `angle`, how much
    /// light is left in it, and how soft its edge is, as a share of the picture.
    var shadow: (edge: Double, angle: Double, light: Double, softness: Double)?
    /// The grain of what lies beside the check.
    var table: NoiseField?

    /// A camera or scanner as one meets them.
    static func random(
        scale: Double,
        wear: Double,
        using g: inout SeededGenerator
    ) -> Camera {
        var camera = Camera()
        camera.scale = scale
        camera.turn = g.normal(0, 0.25 + 0.35 * wear)
        let blur = g.uniform(0.3, 0.5 + 0.35 * wear)
        camera.blur = (blur, blur)
        if g.chance(0.2 * wear) {
            camera.blur.right = blur * g.uniform(0.5, 1.8)
            camera.perspective = (g.uniform(-0.05, 0.05), g.uniform(-0.03, 0.03))
            camera.bend = (g.uniform(0, 1.2), g.uniform(120, 600), g.uniform(0, 6))
        }
        if g.chance(0.3 * wear) { camera.light = (g.uniform(0.55, 1), g.uniform(0, 6.28)) }
        camera.noise = g.uniform(0, 1 + 5 * wear)
        camera.levels = (g.uniform(0, 40 * wear), g.uniform(255 - 70 * wear, 255))
        if g.chance(0.65) { camera.jpeg = [g.integer(30...92)] }
        if g.chance(0.1 * wear) { camera.jpeg.append(g.integer(40...90)) }
        if g.chance(0.12 * wear) { camera.threshold = g.uniform(0.38, 0.65) }
        return camera
    }

    /// Where a point of the picture lies on the canvas, in modules, for a picture whose middle shows
    /// the canvas's point `centre`.
    func canvasPoint(
        _ px: Double,
        _ py: Double,
        size: (width: Int, height: Int),
        centre: (x: Double, y: Double)
    ) -> (x: Double, y: Double) {
        canvasPoint(px, py, size: size, centre: centre, direction)
    }

    /// The cosine and the sine of the turn.
    private var direction: (cosine: Double, sine: Double) {
        let angle = -turn * .pi / 180
        return (cos(angle), sin(angle))
    }

    @inline(__always)
    private func canvasPoint(
        _ px: Double,
        _ py: Double,
        size: (width: Int, height: Int),
        centre: (x: Double, y: Double),
        _ direction: (cosine: Double, sine: Double)
    ) -> (x: Double, y: Double) {
        let dx = (px - Double(size.width) / 2) / scale
        let dy = (py - Double(size.height) / 2) / scale
        let rx = dx * direction.cosine - dy * direction.sine
        let ry = dx * direction.sine + dy * direction.cosine
        let reach = Double(size.width) / scale
        let depth = 1 + perspective.x * rx / reach + perspective.y * ry / reach
        let x = centre.x + rx / depth
        let y = centre.y + ry / depth
        guard bend.swing != 0 else { return (x, y) }
        return (x, y + bend.swing * sin(2 * .pi * x / bend.period + bend.phase))
    }

    /// Takes the picture.
    ///
    /// `background` is what is seen beyond the canvas, 0 to 1.
    func picture(
        of canvas: Canvas,
        width: Int,
        height: Int,
        centre: (x: Double, y: Double),
        background: Double,
        using g: inout SeededGenerator
    ) -> GrayImage {
        var image = exposed(
            canvas,
            size: (width, height),
            centre: centre,
            background: background,
            seed: g.next()
        )
        for quality in jpeg {
            guard let bytes = try? image.encoded(as: .jpeg, quality: quality),
                let decoded = try? GrayImage(decoding: bytes)
            else { continue }
            image = decoded
        }
        return image
    }

    /// What the sensor sees, before any coding; `seed` is that of its noise.
    func exposed(
        _ canvas: Canvas,
        size: (width: Int, height: Int),
        centre: (x: Double, y: Double),
        background: Double,
        seed: UInt64
    ) -> GrayImage {
        let (width, height) = size
        var values = sampled(canvas, width, height, centre, background)
        values = blurred(values, width, height)
        let contrast = levels.white - levels.black
        let grain = NoiseField(cell: 1, seed: seed)
        let diagonal = Double(width + height)
        let (cosine, sine) = (cos(light.angle), sin(light.angle))
        var pixels = [UInt8](repeating: 0, count: width * height)
        for y in 0..<height {
            for x in 0..<width {
                let along =
                    (Double(x) * cosine + Double(y) * sine) / diagonal + 0.5
                var lit = light.dim + (1 - light.dim) * min(1, max(0, along))
                if let shadow { lit *= Self.light(of: shadow, x, y, diagonal) }
                var value = Double(values[y * width + x])
                if let threshold { value = value * lit > threshold ? 1 : 0 }
                var level = levels.black + contrast * value * (threshold == nil ? lit : 1)
                // Three lattice values are close enough to a normal distribution.
                let key = Int64(y * width + x)
                level +=
                    noise
                    * (grain.lattice(key, 0) + grain.lattice(key, 7919)
                        + grain.lattice(key, 104_729))
                pixels[y * width + x] = UInt8(min(255, max(0, level.rounded())))
            }
        }
        return GrayImage(width: width, height: height, pixels: pixels)
            ?? GrayImage(width: width, height: height)
    }

    private static func light(
        of shadow: (edge: Double, angle: Double, light: Double, softness: Double),
        _ x: Int,
        _ y: Int,
        _ diagonal: Double
    ) -> Double {
        let along =
            (Double(x) * cos(shadow.angle) + Double(y) * sin(shadow.angle)) / diagonal + 0.5
        let depth = min(1, max(0, (shadow.edge - along) / shadow.softness + 0.5))
        return 1 - (1 - shadow.light) * depth
    }

    private func sampled(
        _ canvas: Canvas,
        _ width: Int,
        _ height: Int,
        _ centre: (x: Double, y: Double),
        _ background: Double
    ) -> [Float] {
        let rate = max(1, Int((canvas.scale / scale).rounded(.up)))
        var values = [Float](repeating: 0, count: width * height)
        let weight = 1 / Float(rate * rate)
        let direction = direction
        canvas.reflectance.withUnsafeBufferPointer { source in
            for y in 0..<height {
                for x in 0..<width {
                    var sum: Float = 0
                    // The map is smooth: within a pixel it is as good as linear.
                    let origin = canvasPoint(
                        Double(x),
                        Double(y),
                        size: (width, height),
                        centre: centre,
                        direction
                    )
                    let right = canvasPoint(
                        Double(x + 1),
                        Double(y),
                        size: (width, height),
                        centre: centre,
                        direction
                    )
                    let below = canvasPoint(
                        Double(x),
                        Double(y + 1),
                        size: (width, height),
                        centre: centre,
                        direction
                    )
                    for j in 0..<rate {
                        for i in 0..<rate {
                            let u = (Double(i) + 0.5) / Double(rate)
                            let v = (Double(j) + 0.5) / Double(rate)
                            let px =
                                origin.x + (right.x - origin.x) * u + (below.x - origin.x) * v
                            let py =
                                origin.y + (right.y - origin.y) * u + (below.y - origin.y) * v
                            let column = Int((px * canvas.scale).rounded(.down))
                            let row = Int((py * canvas.scale).rounded(.down))
                            if column >= 0, row >= 0, column < canvas.width, row < canvas.height {
                                sum += source[row * canvas.width + column]
                            } else {
                                sum += Float(beyond(px, py, background))
                            }
                        }
                    }
                    values[y * width + x] = sum * weight
                }
            }
        }
        return values
    }

    /// What is seen beside the check at a point, 0 to 1.
    private func beyond(_ x: Double, _ y: Double, _ background: Double) -> Double {
        guard let table else { return background }
        return background * (1 + 0.25 * table.value(x, y * 0.2))
    }

    /// A Gaussian whose width changes from left to right.
    private func blurred(_ values: [Float], _ width: Int, _ height: Int) -> [Float] {
        guard max(blur.left, blur.right) > 0.2 else { return values }
        let kernels = (0...16).map { step in
            let sigma = max(0.05, blur.left + (blur.right - blur.left) * Double(step) / 16)
            let raw = (-4...4).map { exp(-Double($0 * $0) / (2 * sigma * sigma)) }
            let total = raw.reduce(0, +)
            return raw.map { Float($0 / total) }
        }
        var across = values
        var result = values
        for y in 0..<height {
            for x in 0..<width {
                let kernel = kernels[16 * x / width]
                var sum: Float = 0
                for k in -4...4 {
                    sum += kernel[k + 4] * values[y * width + min(width - 1, max(0, x + k))]
                }
                across[y * width + x] = sum
            }
        }
        for y in 0..<height {
            for x in 0..<width {
                let kernel = kernels[16 * x / width]
                var sum: Float = 0
                for k in -4...4 {
                    sum += kernel[k + 4] * across[min(height - 1, max(0, y + k)) * width + x]
                }
                result[y * width + x] = sum
            }
        }
        return result
    }
}
