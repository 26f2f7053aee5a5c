/// A colour of a cell.
public enum Color: Sendable, Hashable {
    /// The terminal's own foreground or background.
    case standard
    /// One of the sixteen ANSI colours, 0 to 15, as the user's terminal shows it.
    case ansi(UInt8)
    /// Red, green and blue, 0 to 255 each.
    case rgb(red: UInt8, green: UInt8, blue: UInt8)
}
