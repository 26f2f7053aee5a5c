internal import Glibc

/// What lies under, over and beside a MICR line: paper, security print, captions, pen and stamp.
enum Surroundings {
    /// Paper with its grain, and on most checks a tint or a pattern in the line's band.
    static func lay(
        on canvas: inout Canvas,
        wear: Double,
        using g: inout SeededGenerator
    ) {
        let tint = NoiseField(cell: g.uniform(30, 120), seed: g.next())
        let depth = g.uniform(0, 0.12 * wear)
        let paper = g.uniform(1 - 0.3 * wear, 1)
        canvas.multiplyAll { x, y in Float(paper * (1 - depth * (0.5 + 0.5 * tint.value(x, y)))) }
        if g.chance(0.25 * wear) { guilloche(on: &canvas, using: &g) }
        if g.chance(0.12 * wear) { weave(on: &canvas, using: &g) }
    }

    /// Curves that repeat, as security printers draw them.
    static func guilloche(on canvas: inout Canvas, using g: inout SeededGenerator) {
        let spacing = g.uniform(1.5, 6)
        let swing = g.uniform(1, 12)
        let period = g.uniform(15, 90)
        let slant = g.uniform(-0.6, 0.6)
        let line = g.uniform(0.15, 0.5)
        let ink = g.uniform(0.08, 0.35)
        let phase = g.uniform(0, 6)
        canvas.multiplyAll { x, y in
            let wave = y + slant * x + swing * sin(x * 2 * .pi / period + phase)
            let away = abs(wave / spacing - (wave / spacing).rounded()) * spacing
            return away < line / 2 ? Float(1 - ink) : 1
        }
    }

    /// A fine regular texture.
    static func weave(on canvas: inout Canvas, using g: inout SeededGenerator) {
        let a = 2 * Double.pi / g.uniform(1, 3)
        let b = 2 * Double.pi / g.uniform(1, 3)
        let ink = g.uniform(0.04, 0.15)
        canvas.multiplyAll { x, y in Float(1 - ink * (0.5 + 0.25 * (sin(a * x) + sin(b * y)))) }
    }

    /// Captions, strips, rules and borders close to a line whose digits begin at `top`.
    static func frame(
        _ canvas: inout Canvas,
        around top: Double,
        wear: Double,
        using g: inout SeededGenerator
    ) {
        let width = Double(canvas.width) / canvas.scale
        if g.chance(0.25 * wear) {
            let below = top + 9 + g.uniform(1.2, 7)
            canvas.fill(
                x: 0...width,
                y: below...(below + g.uniform(0.3, 8)),
                ink: g.uniform(0.2, 0.9)
            )
        }
        if g.chance(0.2 * wear) {
            let above = top - g.uniform(1.2, 7)
            let thick = g.chance(0.5) ? g.uniform(0.3, 0.8) : 20
            canvas.fill(x: 0...width, y: (above - thick)...above, ink: g.uniform(0.2, 0.9))
        }
        if g.chance(0.3 * wear) {
            let size = g.uniform(4, 9)
            let text = PrintedWords.caption(using: &g)
            canvas.print(
                text,
                x: g.uniform(-20, width * 0.7),
                y: top - size - g.uniform(0.2, 5),
                size: size,
                ink: g.uniform(0.3, 0.9)
            )
        }
        if g.chance(0.06 * wear) {
            let left = g.uniform(0, 3)
            canvas.stroke(
                (0...24).map { step in
                    let angle = Double(step) * .pi / 12
                    return (left + 3.5 + 3.5 * cos(angle), top + 4.5 + 3.5 * sin(angle), 0.8)
                },
                ink: 0.8
            )
        }
    }

    /// A pen's stroke that comes down from above, such as a signature's tail.
    static func pen(
        on canvas: inout Canvas,
        around top: Double,
        using g: inout SeededGenerator
    ) {
        let width = Double(canvas.width) / canvas.scale
        var x = g.uniform(0.1, 0.95) * width
        var y = top - g.uniform(8, 20)
        var angle = g.uniform(0.2, 2.9)
        let pen = g.uniform(0.9, 2.2)
        var points: [(x: Double, y: Double, width: Double)] = []
        let bend = g.uniform(-0.25, 0.25)
        for _ in 0..<g.integer(8...40) {
            points.append((x, y, pen * g.uniform(0.7, 1.1)))
            angle += bend + g.normal(0, 0.15)
            x += 1.6 * cos(angle)
            y += 1.6 * sin(angle)
            if y > top + g.uniform(2, 14) { angle = -abs(angle) }
        }
        canvas.stroke(points, ink: g.uniform(0.35, 0.9))
    }

    /// Words of a stamp, weak and speckled.
    static func stamp(
        on canvas: inout Canvas,
        around top: Double,
        using g: inout SeededGenerator
    ) {
        let width = Double(canvas.width) / canvas.scale
        canvas.print(
            g.pick(["PAID", "RECEIVED", "FOR DEPOSIT ONLY", "CLEARED", "CANCELLED"]),
            x: g.uniform(0, 0.8) * width,
            y: top + g.uniform(-14, 4),
            size: g.uniform(10, 22),
            ink: g.uniform(0.15, 0.45)
        )
    }
}

/// Words as checks have them printed.
enum PrintedWords {
    static func caption(using g: inout SeededGenerator) -> String {
        g.pick([
            "Please do not write or sign below this line", "AUTHORIZED SIGNATURE", "MEMO",
            "Please sign above", "VOID AFTER 90 DAYS", "Payable at par at all branches",
            "A/C No. \(g.digits(10))", "No. \(g.digits(6))", "Printed by Security Print 2019",
            "\(g.digits(3))-\(g.digits(4)) \(g.digits(5))", "FOR", "Tel. \(g.digits(8))",
        ])
    }
}
