/// A key, or several together, as a terminal reports it.
public enum KeyEvent: Sendable, Hashable {
    /// A key that writes a character.
    case character(Character)
    /// A letter together with Ctrl, in lower case.
    case control(Character)
    /// Return or Enter.
    case enter
    /// Esc.
    case escape
    /// Tab.
    case tab
    /// Tab together with Shift.
    case backTab
    /// Backspace.
    case backspace
    /// Delete.
    case delete
    /// The arrow upwards.
    case up
    /// The arrow downwards.
    case down
    /// The arrow to the left.
    case left
    /// The arrow to the right.
    case right
    /// Home.
    case home
    /// End.
    case end
    /// Page up.
    case pageUp
    /// Page down.
    case pageDown
    /// A function key, 1 to 63.
    case function(Int)

    /// What a reader of the help finds on the key.
    public var label: String {
        switch self {
        case .character(" "): "Space"
        case .character(let character): String(character)
        case .control(let character): "Ctrl-\(character)"
        case .enter: "Enter"
        case .escape: "Esc"
        case .tab: "Tab"
        case .backTab: "Shift-Tab"
        case .backspace: "Backspace"
        case .delete: "Del"
        case .up: "↑"
        case .down: "↓"
        case .left: "←"
        case .right: "→"
        case .home: "Home"
        case .end: "End"
        case .pageUp: "PgUp"
        case .pageDown: "PgDn"
        case .function(let number): "F\(number)"
        }
    }
}
