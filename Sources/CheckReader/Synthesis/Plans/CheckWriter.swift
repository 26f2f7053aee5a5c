internal import Glibc
internal import Lettering

/// Puts print, handwriting and marks on a check, one thing after the other.
struct CheckWriter {
    let width: Double
    let height: Double
    let lineTop: Double
    let left: Double
    let right: Double
    /// The check's own choices: faces, inks, the writer's hand.
    let face: Typeface
    let print: Ink
    let hand: Typeface
    let arabicFace: Typeface
    let arabicHand: Typeface
    let pen: Ink
    /// Whether the blanks are filled in by a typewriter or printer.
    let isTyped: Bool
    let amount: Int
    var items: [SheetItem] = []

    init(plan: CheckPlan, using g: inout SeededGenerator) {
        width = plan.width
        height = plan.height
        lineTop = plan.lineTop
        left = g.uniform(0.22, 0.4) * CheckPlan.inch
        right = plan.width - g.uniform(0.22, 0.4) * CheckPlan.inch
        face = g.pick(CheckFonts.print)
        print = g.chance(0.7) ? .black(g.uniform(0.6, 0.95)) : .pastel(using: &g).weakened(to: 2.6)
        hand = g.pick(CheckFonts.hand)
        arabicFace = g.pick(CheckFonts.arabicPrint)
        arabicHand = g.pick(CheckFonts.arabicHand)
        isTyped = g.chance(0.3)
        pen = isTyped ? .black(g.uniform(0.7, 0.95)) : .pen(using: &g)
        amount = g.chance(0.5) ? g.integer(500...99_999) : g.integer(100_000...9_999_999)
    }

    /// The amount in figures.
    var figures: String {
        let cents = amount % 100 < 10 ? "0\(amount % 100)" : "\(amount % 100)"
        var whole = String(amount / 100)
        if whole.count > 3 { whole.insert(",", at: whole.index(whole.endIndex, offsetBy: -3)) }
        return "\(whole).\(cents)"
    }

    // MARK: Print

    /// Text of the form itself.
    mutating func form(
        _ text: String,
        x: Double,
        y: Double,
        size: Double,
        anchor: Inscription.Anchor = .left,
        bold: Bool = false,
        ink: Ink? = nil,
        kind: FieldKind? = .english
    ) {
        let isArabic = text.unicodeScalars.contains { (0x600...0x6ff).contains($0.value) }
        var face = isArabic ? arabicFace : face
        if bold { face = face.bold }
        items.append(
            .text(
                Inscription(
                    text: text,
                    typeface: face,
                    x: x,
                    y: y,
                    size: size,
                    ink: ink ?? print,
                    anchor: anchor,
                    kind: kind.map { _ in isArabic ? .arabic : .english }
                )
            )
        )
    }

    mutating func rule(from x0: Double, to x1: Double, at y: Double) {
        guard x1 > x0 else { return }
        items.append(.bar(x: x0...x1, y: y...(y + 0.6), print.weakened(to: 0.8)))
    }

    mutating func box(x: ClosedRange<Double>, y: ClosedRange<Double>) {
        items += SheetItem.box(x: x, y: y, print.weakened(to: 0.9))
    }

    // MARK: Writing

    /// Text filled in by hand or by a machine, standing on the line at `foot`.
    mutating func fill(
        _ text: String,
        x: Double,
        foot: Double,
        size: Double,
        anchor: Inscription.Anchor = .left,
        using g: inout SeededGenerator
    ) {
        let isArabic = text.unicodeScalars.contains { (0x600...0x6ff).contains($0.value) }
        let byHand = !isTyped
        let face =
            isArabic
            ? (byHand ? arabicHand : arabicFace) : (byHand ? hand : CheckFonts.typewriter[0])
        let high = size * (byHand ? g.uniform(1.1, 1.7) : 1)
        items.append(
            .text(
                Inscription(
                    text: text,
                    typeface: face,
                    x: x,
                    y: foot - 0.83 * high + (byHand ? g.normal(0, 0.8) : 0),
                    size: high,
                    ink: pen,
                    anchor: anchor,
                    turn: byHand ? g.normal(0, 0.9) : 0,
                    sway: byHand
                        ? (g.uniform(0, 1.1), g.uniform(40, 160), g.uniform(0, 6)) : (0, 100, 0),
                    kind: isArabic ? .arabic : .english,
                    isHandwritten: byHand
                )
            )
        )
    }

    /// A signature: a name in a hurried hand, or loops; at times its tail reaches far down.
    mutating func sign(x: Double, foot: Double, width: Double, using g: inout SeededGenerator) {
        let ink: Ink = isTyped || g.chance(0.3) ? .pen(using: &g) : pen
        let pen = g.uniform(0.9, 1.8)
        let high = g.uniform(7, 16)
        let phase = g.uniform(0, 6)
        let count = g.integer(40...95)
        let lean = g.uniform(-0.2, 0.6)
        let fast = g.uniform(0.7, 1.5)
        var points = (0..<count).map { index in
            let t = Double(index) * 0.33 + phase
            let share = Double(index) / Double(count)
            let fade = 1 - 0.6 * share
            let up = high * fade * (0.5 + 0.6 * sin(t * fast) * cos(t * 0.37))
            return PenPoint(
                x: x + width * share + 5 * sin(t * 1.13) + lean * up,
                y: foot - up,
                width: pen * (0.75 + 0.25 * sin(t * 1.7))
            )
        }
        if g.chance(0.7), let last = points.last {
            let deep = g.chance(0.25) ? g.uniform(10, 28) : g.uniform(2, 8)
            points += (1...14).map { index in
                let t = Double(index) / 14
                return PenPoint(
                    x: last.x - width * 0.7 * t,
                    y: last.y + deep * sin(2.6 * t),
                    width: pen * (1.1 - 0.6 * t)
                )
            }
        }
        items.append(.stroke(points, ink, kind: .signature))
    }

    // MARK: Marks

    /// Stamps, strokes and rules that lie over the check, now and then in the MICR line's band.
    mutating func marks(using g: inout SeededGenerator) {
        if g.chance(0.15) {
            items.append(
                .text(
                    Inscription(
                        text: g.pick(Vocabulary.stamps),
                        typeface: face.bold,
                        x: g.uniform(0.15, 0.8) * width,
                        y: g.chance(0.15)
                            ? lineTop - g.uniform(4, 16) : g.uniform(0.2, 0.7) * height,
                        size: g.uniform(12, 26),
                        ink: Ink.pen(using: &g).weakened(to: g.uniform(0.25, 0.7)),
                        anchor: .middle,
                        turn: g.uniform(-25, 25)
                    )
                )
            )
        }
        if g.chance(0.07) { items.append(pen(into: lineTop, using: &g)) }
        if g.chance(0.3) {
            items.append(
                .text(
                    Inscription(
                        text: g.pick(Vocabulary.captions),
                        typeface: face,
                        x: width / 2,
                        y: lineTop - g.uniform(9, 15),
                        size: g.uniform(4, 6.5),
                        ink: print.weakened(to: 0.8),
                        anchor: .middle,
                        kind: .english
                    )
                )
            )
        }
        if g.chance(0.15) {
            let foot = height - g.uniform(2, 5)
            items.append(.bar(x: 0...width, y: foot...height, .pastel(using: &g).weakened(to: 2.4)))
        }
    }

    /// A stroke that comes down into the band.
    private func pen(into top: Double, using g: inout SeededGenerator) -> SheetItem {
        var x = g.uniform(0.1, 0.95) * width
        var y = top - g.uniform(8, 20)
        var angle = g.uniform(0.4, 2.7)
        let bend = g.uniform(-0.2, 0.2)
        let wide = g.uniform(0.8, 1.6)
        var points: [PenPoint] = []
        for _ in 0..<g.integer(8...26) {
            points.append(PenPoint(x: x, y: y, width: wide * g.uniform(0.7, 1.1)))
            angle += bend + g.normal(0, 0.15)
            x += 1.6 * cos(angle)
            y += 1.6 * sin(angle)
            if y > top + 7 { angle = -abs(angle) }
        }
        return .stroke(points, .pen(using: &g), kind: nil)
    }
}
