/// A thing on a check; all random choices are made, so that it is drawn alike in every colour.
enum SheetItem: Sendable {
    /// A line of text.
    case text(Inscription)
    /// A filled rectangle, in modules: a rule, a side of a box, a strip.
    case bar(x: ClosedRange<Double>, y: ClosedRange<Double>, Ink)
    /// A stroke of a pen; `kind` says what field it belongs to, if any.
    case stroke([PenPoint], Ink, kind: FieldKind?)
    /// Security print.
    case pattern(SecurityPrint)
}

/// A point of a stroke and the pen's width there, in modules.
struct PenPoint: Sendable {
    var x: Double
    var y: Double
    var width: Double
}

extension SheetItem {
    /// The four sides of a box.
    static func box(
        x: ClosedRange<Double>,
        y: ClosedRange<Double>,
        line: Double = 0.6,
        _ ink: Ink
    ) -> [SheetItem] {
        [
            .bar(x: x, y: y.lowerBound...(y.lowerBound + line), ink),
            .bar(x: x, y: (y.upperBound - line)...y.upperBound, ink),
            .bar(x: x.lowerBound...(x.lowerBound + line), y: y, ink),
            .bar(x: (x.upperBound - line)...x.upperBound, y: y, ink),
        ]
    }
}
