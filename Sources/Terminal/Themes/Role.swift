/// What a piece of the screen is there for; a theme says how it looks.
public enum Role: String, Sendable, Hashable, CaseIterable {
    /// Ordinary text.
    case text
    /// What names the thing that one looks at.
    case strong
    /// What is there but need not be read: units, labels, hints.
    case faint
    /// The one colour that is not about state: keys, the selected edge, the program's name.
    case accent
    /// Lines and boxes.
    case border
    /// It is as it should be.
    case good
    /// It needs a look.
    case caution
    /// It is in trouble.
    case trouble
    /// Figures or rows that are no longer fresh.
    case stale
    /// The row or card that keys act on.
    case selection
    /// The line that says that something is wrong everywhere.
    case alarm
}
