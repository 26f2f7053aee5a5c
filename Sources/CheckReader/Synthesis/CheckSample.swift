internal import Glibc
public import Pictures

/// A drawn check and what is printed in its MICR line.
public struct CheckSample: Sendable, Equatable {
    /// The check as a scanner or camera saw it.
    public let image: GrayImage
    /// The MICR line in Unicode's OCR block, without blanks.
    public let micr: String
    /// The box around the characters of the line, in pixels.
    public let box: PixelBox

    /// Draws check `index` of the series of a seed.
    public init(seed: UInt64, index: Int) {
        var g = SeededGenerator(seed: seed, index: index)
        let line = LineText.random(using: &g)
        let wear = g.chance(0.35) ? 0.1 : g.uniform(0.2, 0.7)
        self.init(line, wear: wear, dpi: g.pick([120, 150, 170, 200, 200, 240, 300]), using: &g)
    }

    /// The check that comes with the program: clean, at 200 pixels an inch, always the same.
    public static let bundled: CheckSample = {
        var g = SeededGenerator(seed: 1951)
        let line = LineText("⑈00000042⑈0⑆634007011⑆⑈0012345678901⑈", country: .qatar)
        return CheckSample(line, wear: 0.05, dpi: 200, using: &g)
    }()

    private init(
        _ line: LineText,
        wear: Double,
        dpi: Double,
        using g: inout SeededGenerator
    ) {
        let sheet = CheckSheet(for: line, using: &g)
        var canvas = Canvas(width: sheet.width, height: sheet.height, scale: 4)
        sheet.draw(on: &canvas, wear: wear, using: &g)
        var print = LinePrint.random(wear: wear, using: &g)
        if wear < 0.2 { print.passes = false }
        let marks = print.apply(
            line,
            right: sheet.lineRight,
            top: sheet.lineTop,
            on: &canvas,
            using: &g
        )
        if g.chance(0.15 * wear) { Surroundings.pen(on: &canvas, around: sheet.lineTop, using: &g) }
        var camera = Camera.random(
            scale: dpi * E13B.inchesPerModule,
            wear: wear,
            using: &g
        )
        camera.threshold = nil
        if wear < 0.2 { camera.turn = g.uniform(-0.3, 0.3) }
        let rim = g.chance(0.3) && wear > 0.2 ? g.uniform(2, 20) : 0
        let size = (
            width: Int((sheet.width + 2 * rim) * camera.scale),
            height: Int((sheet.height + 2 * rim) * camera.scale)
        )
        let centre = (x: sheet.width / 2, y: sheet.height / 2)
        image = camera.picture(
            of: canvas,
            width: size.width,
            height: size.height,
            centre: centre,
            background: g.uniform(0.1, 0.95),
            using: &g
        )
        micr = line.micr
        box = Self.box(of: marks, camera, size, centre)
    }

    private static func box(
        of marks: [LinePrint.Mark],
        _ camera: Camera,
        _ size: (width: Int, height: Int),
        _ centre: (x: Double, y: Double)
    ) -> PixelBox {
        let corners = marks.flatMap { mark in
            [(mark.left, mark.top), (mark.right, mark.top + E13B.height)]
                .map { camera.picturePoint($0, size: size, centre: centre) }
        }
        let xs = corners.map(\.x)
        let ys = corners.map(\.y)
        return PixelBox(
            left: max(0, Int(xs.min() ?? 0)),
            top: max(0, Int(ys.min() ?? 0)),
            right: min(size.width, Int(xs.max() ?? 0) + 1),
            bottom: min(size.height, Int(ys.max() ?? 0) + 1)
        )
    }
}

extension Camera {
    /// Where a point of the canvas appears in the picture: the map above, turned round by steps.
    func picturePoint(
        _ point: (x: Double, y: Double),
        size: (width: Int, height: Int),
        centre: (x: Double, y: Double)
    ) -> (x: Double, y: Double) {
        // A step on the canvas is a step of the picture, turned.
        let angle = turn * .pi / 180
        func step(_ dx: Double, _ dy: Double) -> (x: Double, y: Double) {
            (
                scale * (dx * cos(angle) - dy * sin(angle)),
                scale * (dx * sin(angle) + dy * cos(angle))
            )
        }
        let first = step(point.x - centre.x, point.y - centre.y)
        var x = Double(size.width) / 2 + first.x
        var y = Double(size.height) / 2 + first.y
        for _ in 0..<12 {
            let seen = canvasPoint(x, y, size: size, centre: centre)
            let move = step(point.x - seen.x, point.y - seen.y)
            x += move.x
            y += move.y
        }
        return (x, y)
    }
}
