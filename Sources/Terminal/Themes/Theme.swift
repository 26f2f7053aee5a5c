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

    /// The theme as a terminal of few colours can show it, so that nothing is lost but colour.
    ///
    /// With eight colours or sixteen a theme of red, green and blue gives way to the terminal's own; without any,
    /// what is loud is bold and underlined, and what is selected is reversed.
    ///
    /// - Parameter depth: What the terminal can show.
    /// - Returns: A theme of the same name.
    public func adapted(to depth: ColorDepth) -> Theme {
        var adapted = self
        switch depth {
        case .direct, .palette:
            break
        case .eight, .sixteen:
            let isMixed = styles.values.contains { $0.foreground.isMixed || $0.background.isMixed }
            if isMixed { adapted.styles = Theme.terminal.styles }
        case .none:
            adapted.styles = Theme.terminal.styles.mapValues { Style(attributes: $0.attributes) }
            adapted.styles[.accent] = Style(attributes: .bold)
            adapted.styles[.caution] = Style(attributes: .bold)
            adapted.styles[.trouble] = Style(attributes: [.bold, .underline])
        }
        return adapted
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

extension Color {
    /// Whether it is mixed of red, green and blue.
    fileprivate var isMixed: Bool {
        if case .rgb = self { true } else { false }
    }
}
