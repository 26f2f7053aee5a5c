internal import Glibc

/// A sheet of a check: its size, its print but the MICR line, and what was written on it.
///
/// Lengths are modules of 0.013 inch; the MICR line's place is that of ANSI X9 (its foot a quarter
/// of an inch above the lower edge, its right end 5/16 of an inch from the right one).
struct CheckSheet {
    private static let inch = 1 / E13B.inchesPerModule

    let width: Double
    let height: Double
    /// Where the last position of the MICR line ends, and the tops of its digits lie.
    let lineRight: Double
    let lineTop: Double
    private let words: Words

    /// What is printed and written on a check.
    private struct Words {
        let bank: String
        let place: String
        let holder: String
        let payee: String
        let amount: String
        let amountInWords: String
        let date: String
        let number: String
    }

    init(for line: LineText, using g: inout SeededGenerator) {
        let length = Double(line.positions.count) * E13B.pitch
        let (wide, high): (Double, Double) =
            switch line.country {
            case .unitedStates, .canada: g.chance(0.5) ? (6, 2.75) : (8.5, 3.5)
            case .india: (8, 3.66)
            case .emirates: (6.1, 2.95)
            default: g.pick([(6.8, 3.3), (7, 3.2), (8, 3.6)])
            }
        let right = g.uniform(0.25, 0.4) * Self.inch
        width = max(wide * Self.inch, length + right + 0.3 * Self.inch)
        height = high * Self.inch
        let room = width - right - length - 0.25 * Self.inch
        lineRight = width - right - (line.country == .india ? room * 0.5 : 0)
        lineTop = height - g.uniform(0.2, 0.28) * Self.inch - E13B.height
        words = Self.words(using: &g)
    }

    /// Draws all but the MICR line.
    func draw(on canvas: inout Canvas, wear: Double, using g: inout SeededGenerator) {
        background(of: &canvas, using: &g)
        print(on: &canvas, using: &g)
        write(on: &canvas, using: &g)
        if g.chance(0.25 * wear) { Surroundings.stamp(on: &canvas, around: height / 2, using: &g) }
    }

    /// Paper, a tint, and curves that leave the band of the MICR line alone on most checks.
    private func background(of canvas: inout Canvas, using g: inout SeededGenerator) {
        let tint = NoiseField(cell: g.uniform(60, 200), seed: g.next())
        let grain = NoiseField(cell: 0.6, seed: g.next())
        let paper = g.uniform(0.82, 0.98)
        let depth = g.uniform(0.02, 0.12)
        let spacing = g.uniform(3, 9)
        let swing = g.uniform(4, 25)
        let period = g.uniform(40, 160)
        let ink = g.uniform(0.03, 0.16)
        let bandTop = g.chance(0.75) ? height - 0.62 * Self.inch : height
        canvas.multiplyAll { x, y in
            var light = paper * (1 - depth * (0.5 + 0.5 * tint.value(x, y)))
            light *= 1 + 0.012 * grain.value(x, y)
            if y < bandTop {
                let wave = y + swing * sin(2 * .pi * x / period) * cos(2 * .pi * y / (period * 1.7))
                let away = abs(wave / spacing - (wave / spacing).rounded()) * spacing
                if away < 0.4 { light *= 1 - ink }
            }
            return Float(light)
        }
    }

    private func print(on canvas: inout Canvas, using g: inout SeededGenerator) {
        let left = 0.3 * Self.inch
        let end = width - 0.35 * Self.inch
        let ink = g.uniform(0.65, 0.95)
        // The bank, and in its corner the number of the check.
        canvas.print(words.bank, x: left, y: 0.16 * Self.inch, size: 16, ink: ink)
        canvas.print(words.place, x: left, y: 0.38 * Self.inch, size: 9, ink: ink * 0.8)
        canvas.print(words.number, x: end - 55, y: 0.14 * Self.inch, size: 12, ink: ink)
        let date = 0.55 * Self.inch
        canvas.print("DATE", x: end - 125, y: date, size: 8, ink: ink * 0.8)
        rule(&canvas, from: end - 102, to: end, at: date + 8)
        // Payee, amount in figures, amount in words.
        let pay = height * 0.36
        canvas.print("PAY TO THE ORDER OF", x: left, y: pay, size: 8, ink: ink * 0.85)
        rule(&canvas, from: left + 100, to: end - 115, at: pay + 9)
        let box = end - 105
        for y in [pay - 8, pay + 11] { rule(&canvas, from: box, to: end, at: y) }
        for x in [box, end] {
            canvas.fill(x: x...(x + 0.6), y: (pay - 8)...(pay + 11.6), ink: 0.7)
        }
        rule(&canvas, from: left, to: end - 30, at: height * 0.53)
        canvas.print(words.holder, x: left, y: height * 0.58, size: 10, ink: ink)
        canvas.print("FOR", x: left, y: lineTop - 25, size: 8, ink: ink * 0.8)
        rule(&canvas, from: left + 20, to: left + 160, at: lineTop - 16)
        rule(&canvas, from: end - 170, to: end, at: lineTop - 19)
        canvas.print("AUTHORIZED SIGNATURE", x: end - 130, y: lineTop - 18, size: 6, ink: ink * 0.7)
        if g.chance(0.4) {
            for edge in [4.0, height - 5] where edge < lineTop - 12 || g.chance(0.3) {
                canvas.fill(x: 4...(width - 4), y: edge...(edge + 1), ink: 0.5)
            }
        }
    }

    private func write(on canvas: inout Canvas, using g: inout SeededGenerator) {
        let left = 0.3 * Self.inch
        let end = width - 0.35 * Self.inch
        let ink = g.uniform(0.55, 0.9)
        canvas.print(words.date, x: end - 98, y: 0.55 * Self.inch - 4, size: 11, ink: ink)
        canvas.print(words.payee, x: left + 106, y: height * 0.36 - 4, size: 12, ink: ink)
        canvas.print(words.amount, x: end - 98, y: height * 0.36 - 4, size: 12, ink: ink)
        canvas.print(words.amountInWords, x: left + 4, y: height * 0.53 - 13, size: 12, ink: ink)
        signature(on: &canvas, x: end - 160, y: lineTop - 22, using: &g)
    }

    /// Loops that lean to the right, and a flourish under them.
    private func signature(
        on canvas: inout Canvas,
        x: Double,
        y: Double,
        using g: inout SeededGenerator
    ) {
        let pen = g.uniform(1, 1.7)
        let ink = g.uniform(0.6, 0.92)
        let high = g.uniform(6, 12)
        let phase = g.uniform(0, 6)
        let step = g.uniform(1.4, 2.4)
        let points = (0..<g.integer(40...90)).map { index in
            let t = Double(index) * 0.33 + phase
            let fade = 1 - Double(index) / 160
            return (
                x: x + Double(index) * step / 1.4 + 5 * sin(t * 1.13),
                y: y - high * fade * (0.5 + 0.6 * sin(t) * cos(t * 0.37)),
                width: pen * (0.75 + 0.25 * sin(t * 1.7))
            )
        }
        canvas.stroke(points, ink: ink)
        guard let last = points.last else { return }
        canvas.stroke(
            (0...12).map { index in
                let t = Double(index) / 12
                return (last.x - 70 * t, last.y + 6 + 5 * sin(3 * t), pen * (1.1 - 0.6 * t))
            },
            ink: ink
        )
    }

    private func rule(_ canvas: inout Canvas, from x0: Double, to x1: Double, at y: Double) {
        guard x1 > x0 else { return }
        canvas.fill(x: x0...x1, y: y...(y + 0.6), ink: 0.7)
    }

    private static func words(using g: inout SeededGenerator) -> Words {
        let amount = g.integer(25...985_000)
        let cents = amount % 100 < 10 ? "0\(amount % 100)" : "\(amount % 100)"
        return Words(
            bank: g.pick([
                "TRANTOR NATIONAL BANK", "First Bank of Terminus", "BANK OF SIWENNA",
                "Anacreon Savings & Trust", "KALGAN COMMERCIAL BANK", "Helicon Mutual",
            ]),
            place: g.pick([
                "14 Imperial Avenue, Streeling", "Corniche Road, P.O. Box 1000",
                "221 Mayor's Square", "Branch 052, Main Street 7",
            ]),
            holder: g.pick([
                "HARBOUR LIGHT TRADING W.L.L.", "Dors V. Salvor", "ENCYCLOPEDIA PRESS INC.",
                "Golan & Daughters Ltd", "M. Palver",
            ]),
            payee: g.pick([
                "Bayta Darell", "Second Street Hardware", "Ducem Barr", "The Light Company",
                "Onum Instruments", "Janov Pelorat",
            ]),
            amount: "\(amount / 100).\(cents)",
            amountInWords: NumberWords.english(amount / 100) + " and \(cents)/100",
            date: "\(g.integer(1...28))/\(g.integer(1...12))/\(g.integer(2012...2026))",
            number: g.digits(6)
        )
    }
}

/// Whole numbers in English words, as on a check.
enum NumberWords {
    private static let small = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
        "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
        "nineteen",
    ]
    private static let tens = [
        "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
    ]

    /// The words of a number from 0 to 999,999.
    static func english(_ number: Int) -> String {
        if number < 20 { return small[max(0, number)] }
        if number < 100 {
            let rest = number % 10
            return tens[number / 10] + (rest == 0 ? "" : "-" + small[rest])
        }
        let (unit, name) = number < 1000 ? (100, "hundred") : (1000, "thousand")
        let rest = number % unit
        return english(number / unit) + " " + name + (rest == 0 ? "" : " " + english(rest))
    }
}
