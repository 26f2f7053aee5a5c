/// How a terminal shows pictures.
public enum PictureProtocol: String, Sendable, Hashable, CaseIterable {
    /// By characters, which every terminal can.
    case symbols
    /// By kitty's graphics protocol.
    case kitty
    /// By the inline images of iTerm2.
    case iterm2
    /// By sixels.
    case sixel
}

extension TerminalReplies {
    /// How the terminal shows pictures, as far as it says: what looks best comes first.
    ///
    /// iTerm2's protocol has no question of its own; a terminal that has it says so by its name.
    public var pictureProtocol: PictureProtocol {
        if takesKitty { return .kitty }
        let name = name?.lowercased() ?? ""
        if ["iterm2", "wezterm", "mintty"].contains(where: name.hasPrefix) { return .iterm2 }
        return takesSixels ? .sixel : .symbols
    }

    /// Whether the background is light; `nil` when the terminal did not say.
    public var isLight: Bool? { backgroundLightness.map { $0 > 0.5 } }
}
