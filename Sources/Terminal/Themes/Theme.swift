/// How each role looks.
public struct Theme: Sendable, Equatable {
    /// The name, as `--theme` takes it.
    public var name: String
    /// One sentence for the list of themes.
    public var summary: String
    /// The looks; a role without one looks like the terminal's own text.
    public var styles: [Role: Style]

    /// A theme.
    public init(name: String, summary: String = "", styles: [Role: Style]) {
        self.name = name
        self.summary = summary
        self.styles = styles
    }

    /// How a role looks.
    public subscript(role: Role) -> Style {
        styles[role] ?? Style()
    }

    /// The terminal's own colours: what is shown before a theme was read, and where none can be.
    public static let terminal = Theme(
        name: "terminal",
        summary: "The terminal's own colours.",
        styles: [
            .strong: Style(attributes: .bold),
            .faint: Style(attributes: .dim),
            .accent: Style(foreground: .ansi(6)),
            .border: Style(attributes: .dim),
            .good: Style(foreground: .ansi(2)),
            .caution: Style(foreground: .ansi(3), attributes: .bold),
            .trouble: Style(foreground: .ansi(1), attributes: .bold),
            .stale: Style(attributes: .dim),
            .selection: Style(attributes: .reverse),
            .alarm: Style(foreground: .ansi(1), attributes: [.bold, .reverse]),
        ]
    )
}
