/// What the environment variables say about the terminal.
public struct TerminalEnvironment: Sendable, Equatable {
    /// The name of its terminfo entry, or an empty text.
    public var term: String
    /// Whether colours are refused: `NO_COLOR` is set to something (no-color.org).
    public var refusesColor: Bool
    /// Whether it claims to take red, green and blue: `COLORTERM`.
    public var claimsDirectColor: Bool
    /// Whether the locale of characters is UTF-8, by name.
    public var isUnicode: Bool
    /// Whether the background is light, where `COLORFGBG` says so (rxvt's variable: the number of the
    /// colour behind the text comes last, and 7 and 15 are white).
    public var isLight: Bool?

    /// What the variables say.
    public init(variables: [String: String]) {
        term = variables["TERM"] ?? ""
        refusesColor = variables["NO_COLOR"].map { !$0.isEmpty } ?? false
        claimsDirectColor = ["truecolor", "24bit"].contains(variables["COLORTERM"] ?? "")
        // The first of the three that is set wins (POSIX.1-2017, 8.2).
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy
            .compactMap { variables[$0] }
            .first { !$0.isEmpty }
        let codeset = (locale ?? "").lowercased()
        isUnicode = codeset.hasSuffix("utf-8") || codeset.hasSuffix("utf8")
        let ground = variables["COLORFGBG"]?.split(separator: ";").last.flatMap { Int($0) }
        isLight = ground.map { $0 == 7 || $0 == 15 }
    }

    /// Whether the cursor can be placed on such a terminal at all.
    public var isAddressable: Bool { !["", "dumb", "unknown"].contains(term) }

    /// Whether it can be driven by xterm's control sequences, as nearly every terminal of today can.
    public var isLikeXterm: Bool {
        let families = [
            "xterm", "tmux", "screen", "alacritty", "foot", "ghostty", "kitty", "wezterm", "vte",
            "gnome", "konsole", "iterm", "contour", "rio", "st-",
        ]
        return families.contains { term.hasPrefix($0) }
    }

    /// How many colours to use.
    ///
    /// - Parameter terminfoColors: What the terminfo entry of the terminal says.
    /// - Returns: The depth; direct colour only where both the terminal claims it and it can be
    ///   driven like xterm.
    public func colorDepth(terminfoColors: Int) -> ColorDepth {
        if refusesColor || terminfoColors < 8 { return .none }
        if terminfoColors > 256 || claimsDirectColor && isLikeXterm && terminfoColors == 256 {
            return .direct
        }
        if terminfoColors >= 256 { return .palette }
        return terminfoColors >= 16 ? .sixteen : .eight
    }
}
