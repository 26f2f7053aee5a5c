internal import Glibc
internal import Lettering
internal import Pictures

/// Draws the things of a check on a canvas, and says where its fields came to lie.
struct SheetPrinter: Sendable {
    let scribe: Scribe
    /// Points of the canvas in a module.
    let scale: Double

    /// The corners of a piece of a field on the sheet, in modules, clockwise from the upper left.
    struct Piece: Sendable {
        let kind: FieldKind
        let text: String
        let isHandwritten: Bool
        /// How much light the ink takes, 0 to 1.
        let strength: Double
        let corners: [(x: Double, y: Double)]
    }

    /// Text whose letters are drawn and whose place is known.
    private struct Setting {
        let inscription: Inscription
        let mask: InkMask
        let left: Double
        let top: Double
        let anchor: (x: Double, y: Double)
    }

    /// Draws every item in one plane; the pieces of fields are the same in all.
    func draw(
        _ items: [SheetItem],
        on canvas: inout Canvas,
        in channel: Channel
    ) -> [Piece] {
        var pieces: [Piece] = []
        for item in items {
            switch item {
            case .text(let inscription):
                guard let setting = setting(of: inscription) else { continue }
                draw(setting, on: &canvas, in: channel)
                if let kind = inscription.kind { pieces.append(piece(setting, kind)) }
            case .bar(let x, let y, let ink):
                canvas.fill(x: x, y: y, ink: ink.absorption(in: channel))
            case .stroke(let points, let ink, let kind):
                canvas.stroke(
                    points.map { ($0.x, $0.y, $0.width) },
                    ink: ink.absorption(in: channel)
                )
                if let kind { pieces.append(piece(points, ink, kind)) }
            case .pattern(let pattern): pattern.draw(on: &canvas, in: channel)
            }
        }
        return pieces
    }

    private func setting(of inscription: Inscription) -> Setting? {
        let mask = scribe.line(
            inscription.text,
            in: inscription.typeface,
            size: inscription.size * scale
        )
        guard let mask else { return nil }
        let wide = Double(mask.width) / scale
        let left =
            switch inscription.anchor {
            case .left: inscription.x
            case .middle: inscription.x - wide / 2
            case .right: inscription.x - wide
            }
        return Setting(
            inscription: inscription,
            mask: mask,
            left: left,
            top: inscription.y,
            anchor: (inscription.x, inscription.y + Double(mask.height) / scale / 2)
        )
    }

    private func draw(_ setting: Setting, on canvas: inout Canvas, in channel: Channel) {
        let inscription = setting.inscription
        let ink = Float(inscription.ink.absorption(in: channel) / 255)
        let corners = corners(of: setting)
        let sway = inscription.sway
        let xs = corners.map(\.x)
        let ys = corners.map(\.y)
        guard let x0 = xs.min(), let x1 = xs.max(), let y0 = ys.min(), let y1 = ys.max()
        else { return }
        let angle = -inscription.turn * .pi / 180
        let (c, s) = (cos(angle), sin(angle))
        let mask = setting.mask
        mask.coverage.withUnsafeBufferPointer { coverage in
            canvas.multiply(
                x: max(0, x0 - 1)...max(1, x1 + 1),
                y: max(0, y0 - sway.height - 1)...max(1, y1 + sway.height + 1)
            ) { px, py in
                let dx = px - setting.anchor.x
                let dy = py - setting.anchor.y
                let u = setting.anchor.x + c * dx - s * dy
                var v = setting.anchor.y + s * dx + c * dy
                if sway.height > 0 {
                    v += sway.height * sin(2 * .pi * u / sway.period + sway.phase)
                }
                let x = (u - setting.left) * scale - 0.5
                let y = (v - setting.top) * scale - 0.5
                let column = Int(x.rounded(.down))
                let row = Int(y.rounded(.down))
                guard column >= 0, row >= 0, column + 1 < mask.width, row + 1 < mask.height
                else { return 1 }
                let a = Float(x - Double(column))
                let b = Float(y - Double(row))
                let index = row * mask.width + column
                let upper = Float(coverage[index]) * (1 - a) + Float(coverage[index + 1]) * a
                let lower =
                    Float(coverage[index + mask.width]) * (1 - a)
                    + Float(coverage[index + mask.width + 1]) * a
                return 1 - ink * (upper * (1 - b) + lower * b)
            }
        }
    }

    /// The corners of the rows that have ink, turned as the text is.
    private func corners(of setting: Setting) -> [(x: Double, y: Double)] {
        let mask = setting.mask
        let inked = (0..<mask.height).filter { row in
            mask.coverage[(row * mask.width)..<((row + 1) * mask.width)].contains { $0 > 0 }
        }
        let top = setting.top + Double(inked.first ?? 0) / scale
        let bottom = setting.top + Double((inked.last ?? mask.height - 1) + 1) / scale
        let right = setting.left + Double(mask.width) / scale
        let angle = setting.inscription.turn * .pi / 180
        return [(setting.left, top), (right, top), (right, bottom), (setting.left, bottom)]
            .map { corner in
                let dx = corner.0 - setting.anchor.x
                let dy = corner.1 - setting.anchor.y
                return (
                    setting.anchor.x + cos(angle) * dx - sin(angle) * dy,
                    setting.anchor.y + sin(angle) * dx + cos(angle) * dy
                )
            }
    }

    private func piece(_ setting: Setting, _ kind: FieldKind) -> Piece {
        Piece(
            kind: kind,
            text: setting.inscription.text,
            isHandwritten: setting.inscription.isHandwritten,
            strength: setting.inscription.ink.absorption(in: .gray),
            corners: corners(of: setting)
        )
    }

    private func piece(_ points: [PenPoint], _ ink: Ink, _ kind: FieldKind) -> Piece {
        let left = points.map { $0.x - $0.width / 2 }.min() ?? 0
        let right = points.map { $0.x + $0.width / 2 }.max() ?? 0
        let top = points.map { $0.y - $0.width / 2 }.min() ?? 0
        let bottom = points.map { $0.y + $0.width / 2 }.max() ?? 0
        return Piece(
            kind: kind,
            text: "",
            isHandwritten: true,
            strength: ink.absorption(in: .gray),
            corners: [(left, top), (right, top), (right, bottom), (left, bottom)]
        )
    }
}
