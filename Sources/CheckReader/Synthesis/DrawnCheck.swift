internal import Glibc
internal import Lettering
public import Pictures

/// A drawn check: the picture as a file, and the truth about it.
public struct DrawnCheck: Sendable, Hashable {
    /// The picture's file, in ``format``.
    public private(set) var bytes: [UInt8]
    /// JPEG, PNG or TIFF.
    public let format: PictureFormat
    /// Pixels.
    public let width: Int
    /// Pixels.
    public let height: Int
    /// The MICR line without blanks: Unicode's OCR block for E-13B, digits and A to E for CMC-7.
    public let micr: String
    /// `e13b` or `cmc7`.
    public let font: String
    /// The convention it follows: one of ``CheckSynthesizer/conventions``.
    public let convention: String
    /// `scan` or `photo`.
    public let source: String
    /// `gray`, `color` or `bitonal`.
    public let form: String
    /// Pixels an inch of the check.
    public let dpi: Double
    /// Degrees by which the check lies turned in the picture, clockwise; about 180 on its head.
    public let turn: Double
    /// Every field with its place; the MICR line is one of them.
    public let fields: [DrawnField]

    /// The box around the MICR line, in pixels.
    public var box: PixelBox {
        fields.first { $0.kind == .micr }?.box ?? PixelBox(left: 0, top: 0, right: 0, bottom: 0)
    }

    /// The truth alone, for keeping.
    public var withoutBytes: DrawnCheck {
        var copy = self
        copy.bytes = []
        return copy
    }

    init(
        _ plan: CheckPlan,
        under conditions: Conditions,
        scribe: Scribe,
        using g: inout SeededGenerator
    ) {
        // Finer than the picture, but not more than needed: the canvas is what costs time.
        let scale = min(6, max(3, 1.25 * conditions.camera.scale))
        let printer = SheetPrinter(scribe: scribe, scale: scale)
        let shot = Shot(plan, conditions)
        let channels: [Channel] = conditions.form == .color ? [.red, .green, .blue] : [.gray]
        let seed = g.next()
        let grain = NoiseField(cell: 0.6, seed: g.next())
        let clean = g
        var pieces: [SheetPrinter.Piece] = []
        var planes: [GrayImage] = []
        for channel in channels {
            // Every plane makes the same random choices.
            g = clean
            var canvas = Canvas(
                width: plan.width,
                height: plan.height,
                scale: scale,
                paper: 1 - plan.paper.absorption(in: channel)
            )
            canvas.multiplyAll { x, y in 1 + 0.012 * Float(grain.value(x, y)) }
            let beneath = plan.items.filter(\.isBeneathTheLine)
            pieces = printer.draw(beneath, on: &canvas, in: channel)
            pieces.append(Self.line(of: plan, conditions.wear, on: &canvas, using: &g))
            let above = plan.items.filter { !$0.isBeneathTheLine }
            pieces += printer.draw(above, on: &canvas, in: channel)
            planes.append(
                conditions.camera.exposed(
                    canvas,
                    size: shot.size,
                    centre: shot.centre,
                    background: conditions.background,
                    seed: seed
                )
            )
        }
        (bytes, format) = Self.coded(planes, conditions)
        width = shot.size.width
        height = shot.size.height
        micr = plan.line.micr
        if case .cmc7 = plan.line { font = "cmc7" } else { font = "e13b" }
        convention = plan.convention.rawValue
        source = conditions.source.rawValue
        form = conditions.form.rawValue
        dpi = conditions.dpi
        turn = conditions.camera.turn
        // Black and white keeps no weak ink: what cannot be seen is no field.
        let least = conditions.form == .bitonal ? 0.6 : 0.12
        fields = pieces.filter { $0.strength >= least }.compactMap(shot.field)
    }

    /// Prints the MICR line and says where.
    private static func line(
        of plan: CheckPlan,
        _ wear: Double,
        on canvas: inout Canvas,
        using g: inout SeededGenerator
    ) -> SheetPrinter.Piece {
        var box = (
            left: plan.lineRight, top: plan.lineTop, right: plan.lineRight, bottom: plan.lineTop
        )
        switch plan.line {
        case .e13b(let text):
            var print = LinePrint.random(wear: wear, using: &g)
            if wear < 0.2 { print.passes = false }
            let marks = print.apply(
                text,
                right: plan.lineRight,
                top: plan.lineTop,
                on: &canvas,
                using: &g
            )
            box.left = marks.map(\.left).min() ?? box.left
            box.right = marks.map(\.right).max() ?? box.right
            box.top = marks.map(\.top).min() ?? box.top
            box.bottom = (marks.map(\.top).max() ?? box.top) + E13B.height
        case .cmc7(let glyphs):
            box = CMC7Print.random(wear: wear, using: &g)
                .apply(glyphs, right: plan.lineRight, top: plan.lineTop, on: &canvas, using: &g)
        }
        return SheetPrinter.Piece(
            kind: .micr,
            text: plan.line.micr,
            isHandwritten: false,
            strength: 1,
            corners: [
                (box.left, box.top), (box.right, box.top), (box.right, box.bottom),
                (box.left, box.bottom),
            ]
        )
    }

    /// The planes as a file: JPEG as often as it was coded, PNG, or TIFF for black and white.
    private static func coded(
        _ planes: [GrayImage],
        _ conditions: Conditions
    ) -> (bytes: [UInt8], format: PictureFormat) {
        let format: PictureFormat =
            conditions.form == .bitonal ? .tiff : conditions.isLossless ? .png : .jpeg
        let qualities = conditions.camera.jpeg.isEmpty ? [92] : conditions.camera.jpeg
        if planes.count == 3,
            var image = ColorImage(red: planes[0], green: planes[1], blue: planes[2])
        {
            for quality in qualities.dropLast() {
                guard let bytes = try? image.encoded(as: .jpeg, quality: quality),
                    let decoded = try? ColorImage(decoding: bytes)
                else { continue }
                image = decoded
            }
            return ((try? image.encoded(as: format, quality: qualities.last ?? 92)) ?? [], format)
        }
        var image = planes[0]
        for quality in qualities.dropLast() where format == .jpeg {
            guard let bytes = try? image.encoded(as: .jpeg, quality: quality),
                let decoded = try? GrayImage(decoding: bytes)
            else { continue }
            image = decoded
        }
        return ((try? image.encoded(as: format, quality: qualities.last ?? 92)) ?? [], format)
    }
}

/// How a sheet lies in the picture.
private struct Shot {
    let camera: Camera
    let size: (width: Int, height: Int)
    let centre: (x: Double, y: Double)

    init(_ plan: CheckPlan, _ conditions: Conditions) {
        camera = conditions.camera
        // A turned sheet needs a larger frame: nothing of it may be cut off.
        let angle = abs(sin(camera.turn * .pi / 180))
        let wide = plan.width + 2 * conditions.rim + plan.height * angle
        let high = plan.height + 2 * conditions.rim + plan.width * angle
        let slack = 1 + 0.6 * (abs(camera.perspective.x) + abs(camera.perspective.y))
        size = (Int(wide * camera.scale * slack), Int(high * camera.scale * slack))
        centre = (plan.width / 2, plan.height / 2)
    }

    /// The piece as a field of the picture; `nil` when nothing of it is seen.
    func field(_ piece: SheetPrinter.Piece) -> DrawnField? {
        let points = piece.corners.map { camera.picturePoint($0, size: size, centre: centre) }
        let xs = points.map(\.x)
        let ys = points.map(\.y)
        let box = PixelBox(
            left: max(0, Int(xs.min() ?? 0)),
            top: max(0, Int(ys.min() ?? 0)),
            right: min(size.width, Int(xs.max() ?? 0) + 1),
            bottom: min(size.height, Int(ys.max() ?? 0) + 1)
        )
        guard box.width > 0, box.height > 0 else { return nil }
        return DrawnField(
            kind: piece.kind,
            text: piece.text,
            isHandwritten: piece.isHandwritten,
            box: box
        )
    }
}

extension SheetItem {
    /// Whether it was there before the MICR line was printed: patterns and the form's own print.
    var isBeneathTheLine: Bool {
        switch self {
        case .pattern, .bar: true
        case .text(let inscription): inscription.kind != nil && !inscription.isHandwritten
        case .stroke: false
        }
    }
}
