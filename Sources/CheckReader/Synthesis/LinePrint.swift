internal import Glibc

/// How a MICR line came out of the printer: its ink and the places of its glyphs.
struct LinePrint {
    /// Modules by which every edge lies further out than designed; negative for thin print.
    var growth = 0.0
    /// How much of the light the ink takes, 0 to 1.
    var ink = 0.9
    /// How much less ink there is in places, 0 to 1.
    var faintness = 0.0
    /// Size of the faint places in modules.
    var grain = 0.3
    /// Modules by which edges are rough.
    var roughness = 0.05
    /// The chance of a pinhole in a glyph.
    var voids = 0.0
    /// Random displacement of each glyph in modules: standard deviation.
    var jitter = 0.08
    /// Whether the fields were printed in passes of their own, each a little off.
    var passes = false
    /// A weak second print of the line to the left: its ink, and by how many modules.
    var ghost: (ink: Double, shift: Double)?

    /// A printer as checks show them, from clean to bad.
    ///
    /// A wear of 0 is a clean print, 1 the whole range that was seen.
    static func random(wear: Double, using g: inout SeededGenerator) -> LinePrint {
        var print = LinePrint()
        print.growth = g.uniform(-0.1 * wear, 0.08 + 0.17 * wear)
        print.ink = g.uniform(0.92 - 0.4 * wear, 0.95)
        print.roughness = g.uniform(0, 0.15 * wear)
        print.jitter = g.uniform(0.02, 0.06 + 0.12 * wear)
        if g.chance(0.25 * wear) {
            print.faintness = g.uniform(0.2, 0.95)
            print.grain = g.uniform(0.15, 0.6)
        }
        if g.chance(0.2 * wear) { print.voids = g.uniform(0.5, 3) }
        print.passes = g.chance(0.3)
        if g.chance(0.12 * wear) {
            print.ghost = (g.uniform(0.1, 0.4), g.uniform(0.2, 6) * g.pick([-1, 1]))
        }
        return print
    }

    /// Where a glyph landed on the canvas.
    struct Mark: Sendable {
        let glyph: E13BGlyph
        /// Modules from the canvas's left edge to the glyph's.
        let left: Double
        let right: Double
        /// Modules from the canvas's top to that of the digits.
        let top: Double
    }

    /// Prints a line; its last position ends at `right`, the tops of its digits lie at `top`.
    func apply(
        _ line: LineText,
        right: Double,
        top: Double,
        on canvas: inout Canvas,
        using g: inout SeededGenerator
    ) -> [Mark] {
        let noise = NoiseField(cell: grain, seed: g.next())
        let rough = NoiseField(cell: 0.45, seed: g.next())
        var marks: [Mark] = []
        var index = line.positions.count
        for field in line.fields.reversed() {
            let isAmount = field.contains(.amount)
            let dx = passes ? g.uniform(-0.25, 0.25) * E13B.pitch : 0
            let dy = passes ? g.uniform(-0.4, 0.4) * (isAmount ? 4 : 1) : 0
            let weight = passes ? g.uniform(0.85, 1) : 1
            let extra = passes ? g.uniform(-0.06, 0.06) : 0
            for position in field.reversed() {
                index -= 1
                guard let glyph = position else { continue }
                let back = Double(line.positions.count - 1 - index) * E13B.pitch
                let width = DistanceField.all[glyph.rawValue].glyphWidth
                let end = right - back + dx + g.normal(0, jitter)
                let mark = Mark(
                    glyph: glyph,
                    left: end - width,
                    right: end,
                    top: top + dy + g.normal(0, jitter * 0.6)
                )
                marks.append(mark)
                draw(mark, growth + extra, ink * weight, noise, rough, on: &canvas, using: &g)
            }
        }
        if let ghost {
            for mark in marks {
                let shifted = Mark(
                    glyph: mark.glyph,
                    left: mark.left + ghost.shift,
                    right: mark.right + ghost.shift,
                    top: mark.top
                )
                draw(shifted, growth, ghost.ink, noise, rough, on: &canvas, using: &g)
            }
        }
        return marks.reversed()
    }

    private func draw(
        _ mark: Mark,
        _ growth: Double,
        _ ink: Double,
        _ noise: NoiseField,
        _ rough: NoiseField,
        on canvas: inout Canvas,
        using g: inout SeededGenerator
    ) {
        let field = DistanceField.all[mark.glyph.rawValue]
        let scale = canvas.scale
        var holes: [(x: Double, y: Double, radius: Double)] = []
        if voids > 0 {
            for _ in 0..<Int(g.uniform(0, 2 * voids)) {
                holes.append(
                    (
                        mark.left + g.uniform(0, field.glyphWidth), mark.top + g.uniform(0, 9),
                        g.uniform(0.1, 0.35)
                    )
                )
            }
        }
        canvas.multiply(
            x: (mark.left - 1)...(mark.right + 1),
            y: (mark.top - 1)...(mark.top + 10)
        ) { px, py in
            var distance = Double(field.distance(x: Float(px - mark.left), y: Float(py - mark.top)))
            distance += growth
            guard distance > -0.6 else { return 1 }
            if roughness > 0 { distance += roughness * rough.value(px, py) }
            for hole in holes {
                let ex = px - hole.x
                let ey = py - hole.y
                distance = min(distance, (ex * ex + ey * ey).squareRoot() - hole.radius)
            }
            let coverage = min(1, max(0, 0.5 + distance * scale))
            var strength = ink
            if faintness > 0 {
                strength *= 1 - faintness * min(1, max(0, 0.45 + 0.9 * noise.value(px, py)))
            }
            return Float(1 - strength * coverage)
        }
    }
}
