internal import Glibc

/// A pattern that security printers lay under a check.
struct SecurityPrint: Sendable {
    /// What repeats.
    enum Motif: Sendable {
        /// Waves of a spacing, swing and period, in modules.
        case waves(spacing: Double, swing: Double, period: Double)
        /// A rosette about a point: petals, and the radius in modules.
        case rosette(x: Double, y: Double, petals: Double, radius: Double)
        /// Two crossing families of fine lines, so many modules apart.
        case weave(Double, Double)
        /// A cloud of tint with cells of the size.
        case cloud(Double)
    }

    var motif: Motif
    var ink: Ink
    var seed: UInt64
    /// Modules from the top where it begins and ends.
    var rows: ClosedRange<Double>

    /// Lays it on the sheet.
    func draw(on canvas: inout Canvas, in channel: Channel) {
        let strength = ink.absorption(in: channel)
        let wide = Double(canvas.width) / canvas.scale
        switch motif {
        case .waves(let spacing, let swing, let period):
            canvas.multiply(x: 0...wide, y: rows) { x, y in
                let wave =
                    y + swing * sin(2 * .pi * x / period) * cos(2 * .pi * y / (period * 1.7))
                let away = abs(wave / spacing - (wave / spacing).rounded()) * spacing
                return away < 0.4 ? Float(1 - strength) : 1
            }
        case .rosette(let cx, let cy, let petals, let radius):
            canvas.multiply(
                x: max(0, cx - radius)...max(1, cx + radius),
                y: max(rows.lowerBound, cy - radius)...max(rows.lowerBound + 1, cy + radius)
            ) { x, y in
                let distance = ((x - cx) * (x - cx) + (y - cy) * (y - cy)).squareRoot()
                guard distance < radius else { return 1 }
                let angle = atan2(y - cy, x - cx)
                let ring = distance * (1 + 0.12 * sin(petals * angle)) / 2.6
                return abs(ring - ring.rounded()) < 0.14 ? Float(1 - strength) : 1
            }
        case .weave(let across, let down):
            let a = 2 * Double.pi / across
            let b = 2 * Double.pi / down
            canvas.multiply(x: 0...wide, y: rows) { x, y in
                Float(1 - 0.5 * strength * (1 + 0.5 * (sin(a * (x + 0.4 * y)) + sin(b * y))))
            }
        case .cloud(let cell):
            let noise = NoiseField(cell: cell, seed: seed)
            canvas.multiply(x: 0...wide, y: rows) { x, y in
                Float(1 - strength * (0.5 + 0.5 * noise.value(x, y)))
            }
        }
    }

    /// A few patterns as a check has them; on most checks the MICR line's band is left alone.
    static func random(
        on size: (width: Double, height: Double),
        using g: inout SeededGenerator
    ) -> [SecurityPrint] {
        let bottom = g.chance(0.7) ? size.height - 48 : size.height
        var patterns = [
            SecurityPrint(
                motif: .cloud(g.uniform(40, 220)),
                ink: .pastel(using: &g),
                seed: g.next(),
                rows: 0...size.height
            )
        ]
        for _ in 0..<g.integer(0...2) {
            let motif: Motif =
                switch g.integer(0...3) {
                case 0, 1:
                    .waves(
                        spacing: g.uniform(2.5, 9),
                        swing: g.uniform(4, 25),
                        period: g.uniform(40, 160)
                    )
                case 2:
                    .rosette(
                        x: size.width * g.uniform(0.2, 0.8),
                        y: size.height * g.uniform(0.2, 0.7),
                        petals: Double(g.integer(5...14)),
                        radius: size.height * g.uniform(0.15, 0.45)
                    )
                default: .weave(g.uniform(1.2, 3.5), g.uniform(1.2, 3.5))
                }
            patterns.append(
                SecurityPrint(
                    motif: motif,
                    ink: .pastel(using: &g),
                    seed: g.next(),
                    rows: 0...bottom
                )
            )
        }
        return patterns
    }
}
