public import Failures
import Terminal

/// Which keys the user has given to which actions, in place of the usual ones.
///
/// A key that was given to an action loses its usual meaning on every page that has the action.
public struct KeyBindings: Sendable, Equatable {
    /// Keys that somebody's hands know already.
    public enum Preset: String, Sendable, CaseIterable {
        /// The keys of the help.
        case radiant
        /// As in k9s, as far as it has the action.
        case k9s
    }

    /// The keys of each action that has others than usual; none at all takes it away.
    private(set) var keys: [Action: [KeyEvent]] = [:]

    /// The keys of a preset.
    public init(preset: Preset = .radiant) {
        guard preset == .k9s else { return }
        keys = [
            .logs: [.character("l")], .yaml: [.character("y")], .describe: [.character("d")],
            .edit: [.character("e")], .shell: [.character("s")], .events: [.character("v")],
            .previousLogs: [.character("p")], .portForward: [.character("F")],
            .deletePod: [.control("d")], .order: [.character("O")], .wrap: [.character("w")],
            .halfPageDown: [], .right: [.right], .left: [.left, .character("h")],
        ]
    }

    /// Gives an action other keys.
    ///
    /// - Parameters:
    ///   - notations: The keys in the words of ``Terminal/KeyEvent/init(notation:)``; none takes the
    ///     action's keys away.
    ///   - name: The action in the words of ``actionNames``.
    /// - Throws: ``KeyBindingError``.
    public mutating func bind(
        _ notations: [String],
        to name: String
    ) throws(KeyBindingError) {
        guard let action = Action(name: name) else { throw .unknownAction(name) }
        guard !action.isFixed else { throw .fixed(name) }
        var chosen: [KeyEvent] = []
        for notation in notations {
            guard let key = KeyEvent(notation: notation) else { throw .unknownKey(notation) }
            guard ![.escape, .control("c"), .control("z")].contains(key) else {
                throw .taken(notation)
            }
            chosen.append(key)
        }
        keys[action] = chosen
    }

    /// The names of every action that may have other keys.
    public static var actionNames: [String] {
        Action.allCases.filter { !$0.isFixed }.map(\.name).sorted()
    }
}

/// Why a key cannot mean what was asked.
public enum KeyBindingError: Error, Sendable, Hashable {
    /// There is no such action.
    case unknownAction(String)
    /// There is no such key.
    case unknownKey(String)
    /// The key always means the same.
    case taken(String)
    /// The action always has the same keys.
    case fixed(String)
}

extension KeyBindingError: ExplainedError {
    /// The error in words for the user.
    public var failure: Failure {
        switch self {
        case .unknownAction(let name):
            Failure(
                "there is no action \(name)",
                hint: "there is " + KeyBindings.actionNames.joined(separator: ", ")
            )
        case .unknownKey(let name):
            Failure(
                "there is no key \(name)",
                hint: "such as: x, X, ctrl-d, f2, enter, tab, shift-tab, space, page-down, left"
            )
        case .taken(let key):
            Failure(
                "\(key) cannot be given away",
                hint: "Esc always goes back, Ctrl-c quits and Ctrl-z suspends"
            )
        case .fixed(let name): Failure("\(name) always has the same keys")
        }
    }
}

extension Action {
    /// Without these nobody finds out again.
    var isFixed: Bool { [.back, .interrupt, .suspend].contains(self) }

    /// The name in a configuration file, such as `half-page-down`.
    var name: String {
        String(rawValue.flatMap { $0.isUppercase ? ["-", Character($0.lowercased())] : [$0] })
    }

    init?(name: String) {
        guard let action = Action.allCases.first(where: { $0.name == name }) else { return nil }
        self = action
    }
}
