internal import Glibc

/// How a drawn check was taken: by a scanner or a phone, in which colours and how badly.
struct Conditions: Sendable {
    /// What the picture's pixels hold.
    enum Form: String, Sendable, CaseIterable {
        case gray, color, bitonal
    }

    /// What took it.
    enum Source: String, Sendable, CaseIterable {
        case scan, photo
    }

    let source: Source
    let form: Form
    /// Pixels an inch of the check.
    let dpi: Double
    /// From clean, 0, to bad, 1.
    let wear: Double
    let camera: Camera
    /// Modules of something else around the check, on every side.
    let rim: Double
    /// How light that is, 0 to 1.
    let background: Double
    /// Whether the picture is a PNG or TIFF; else it is a JPEG.
    let isLossless: Bool

    /// Conditions as real pictures of checks show them.
    static func random(source: Source?, using g: inout SeededGenerator) -> Conditions {
        let source = source ?? (g.chance(0.62) ? .scan : .photo)
        let wear = g.chance(0.25) ? 0.1 : g.uniform(0.2, 0.9)
        return source == .scan ? scan(wear, using: &g) : photo(wear, using: &g)
    }

    private static func scan(_ wear: Double, using g: inout SeededGenerator) -> Conditions {
        let form: Form = g.chance(0.2) ? .bitonal : g.chance(0.5) ? .color : .gray
        let dpi: Double =
            form == .bitonal
            ? g.pick([200, 240, 300, 300, 400])
            : g.pick([100, 120, 150, 200, 200, 240, 300, 300, 400])
        var camera = Camera.random(scale: dpi * E13B.inchesPerModule, wear: wear, using: &g)
        camera.turn = g.normal(0, 0.4)
        if g.chance(0.05) { camera.turn = g.uniform(-6, 6) }
        if g.chance(0.04) { camera.turn += 180 }
        camera.threshold = form == .bitonal ? g.uniform(0.42, 0.6) : nil
        if form == .bitonal {
            camera.jpeg = []
            camera.noise = 0
            camera.levels = (0, 255)
            camera.light = (1, 0)
        }
        return Conditions(
            source: .scan,
            form: form,
            dpi: dpi,
            wear: wear,
            camera: camera,
            rim: g.chance(0.3) ? g.uniform(1, 25) : 0,
            background: g.chance(0.4) ? g.uniform(0, 0.2) : g.uniform(0.85, 1),
            isLossless: form == .bitonal || g.chance(0.2)
        )
    }

    private static func photo(_ wear: Double, using g: inout SeededGenerator) -> Conditions {
        let dpi = g.uniform(110, 300)
        var camera = Camera.random(scale: dpi * E13B.inchesPerModule, wear: wear, using: &g)
        camera.turn = g.chance(0.75) ? g.normal(0, 2) : g.uniform(-15, 15)
        if g.chance(0.06) { camera.turn += 180 }
        let blur = g.uniform(0.35, 0.6 + 0.6 * wear)
        camera.blur = (blur, blur * g.uniform(0.7, 1.5))
        camera.perspective = (g.normal(0, 0.06), g.normal(0, 0.05))
        camera.bend = (g.uniform(0, 1.8 * wear), g.uniform(200, 700), g.uniform(0, 6))
        camera.light = (g.uniform(0.5, 1), g.uniform(0, 6.28))
        camera.table = NoiseField(cell: g.uniform(2, 20), seed: g.next())
        camera.levels = (g.uniform(0, 35), g.uniform(190, 250))
        camera.noise = g.uniform(0.5, 5)
        camera.threshold = nil
        camera.jpeg = [g.integer(55...92)]
        if g.chance(0.35) {
            camera.shadow = (
                g.uniform(0.15, 0.8), g.uniform(0, 6.28), g.uniform(0.45, 0.85),
                g.uniform(0.01, 0.15)
            )
        }
        return Conditions(
            source: .photo,
            form: g.chance(0.85) ? .color : .gray,
            dpi: dpi,
            wear: wear,
            camera: camera,
            rim: g.uniform(6, 60),
            background: g.uniform(0.1, 0.8),
            isLossless: false
        )
    }
}
