public import Lettering

/// A line of text on a check, printed or written.
struct Inscription: Sendable {
    /// Which point of the text its place names.
    enum Anchor: Sendable {
        case left, middle, right
    }

    var text: String
    var typeface: Typeface
    /// Modules from the left edge of the sheet to the anchor, and from the top to the line's top.
    var x: Double
    var y: Double
    /// Height of the line in modules, from ascender to descender.
    var size: Double
    var ink: Ink
    var anchor = Anchor.left
    /// Degrees, clockwise about the anchor.
    var turn = 0.0
    /// The most modules by which a hand strays from its line, over so many modules.
    var sway = (height: 0.0, period: 100.0, phase: 0.0)
    /// What sort of field it belongs to; `nil` for print that is part of the pattern.
    var kind: FieldKind?
    /// Whether it looks written by hand.
    var isHandwritten = false
}
