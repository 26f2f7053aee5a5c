internal import Glibc

/// How a line of CMC-7 came out of the printer.
struct CMC7Print: Sendable {
    /// Modules by which every edge lies further out than designed.
    var growth = 0.0
    /// How much of the light the ink takes, 0 to 1.
    var ink = 0.9
    /// How much less ink there is in places, 0 to 1.
    var faintness = 0.0
    /// Random displacement of each glyph in modules: standard deviation.
    var jitter = 0.06

    /// A printer as checks show them; a wear of 0 is a clean print, 1 the whole range.
    static func random(wear: Double, using g: inout SeededGenerator) -> CMC7Print {
        var print = CMC7Print()
        print.growth = g.uniform(-0.06 * wear, 0.02 + 0.08 * wear)
        print.ink = g.uniform(0.92 - 0.35 * wear, 0.95)
        if g.chance(0.2 * wear) { print.faintness = g.uniform(0.1, 0.6) }
        print.jitter = g.uniform(0.02, 0.05 + 0.06 * wear)
        return print
    }

    /// Prints a line whose last position ends at `right`, the heads of its digits at `top`; returns
    /// the box around it in modules.
    func apply(
        _ glyphs: [CMC7Glyph?],
        right: Double,
        top: Double,
        on canvas: inout Canvas,
        using g: inout SeededGenerator
    ) -> (left: Double, top: Double, right: Double, bottom: Double) {
        let noise = NoiseField(cell: 0.4, seed: g.next())
        let pitch = CMC7Glyph.pitch * CMC7Glyph.modulesPerMillimetre
        let start = right - Double(glyphs.count) * pitch
        let row = CMC7Glyph.height * CMC7Glyph.modulesPerMillimetre / 12
        for (index, glyph) in glyphs.enumerated() {
            guard let glyph else { continue }
            let left = start + Double(index) * pitch + g.normal(0, jitter)
            let head = top + g.normal(0, jitter)
            let rows = CMC7Outline.rows(of: glyph).map(Array.init)
            for (bar, place) in glyph.bars.enumerated() {
                let x0 = left + place * CMC7Glyph.modulesPerMillimetre - growth
                let x1 = x0 + CMC7Glyph.bar * CMC7Glyph.modulesPerMillimetre + 2 * growth
                for (from, to) in Self.runs(rows.map { $0[bar] == "#" }) {
                    let y0 = head + Double(from) * row - growth
                    let y1 = head + Double(to) * row + growth
                    draw(x: x0...max(x0, x1), y: y0...max(y0, y1), noise, on: &canvas)
                }
            }
        }
        return (start, top, right - 0.3, top + 12 * row)
    }

    /// The first row and the row after the last of each piece of a bar.
    private static func runs(_ inked: [Bool]) -> [(Int, Int)] {
        var runs: [(Int, Int)] = []
        for (row, isInked) in inked.enumerated() where isInked {
            if let last = runs.last, last.1 == row {
                runs[runs.count - 1].1 = row + 1
            } else {
                runs.append((row, row + 1))
            }
        }
        return runs
    }

    private func draw(
        x: ClosedRange<Double>,
        y: ClosedRange<Double>,
        _ noise: NoiseField,
        on canvas: inout Canvas
    ) {
        let scale = canvas.scale
        canvas.multiply(x: x, y: y) { px, py in
            // How much of the point lies inside: edges are as sharp as the canvas.
            let inside = min(
                px - x.lowerBound,
                x.upperBound - px,
                py - y.lowerBound,
                y.upperBound - py
            )
            let coverage = min(1, max(0, 0.5 + inside * scale))
            var strength = ink
            if faintness > 0 {
                strength *= 1 - faintness * min(1, max(0, 0.45 + 0.9 * noise.value(px, py)))
            }
            return Float(1 - strength * coverage)
        }
    }
}
