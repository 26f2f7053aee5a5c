import Dashboard
import Operations
import Terminal

/// What the user has set in the one configuration file; every line of it may be left out.
struct Configuration: Sendable, Equatable {
    /// Which theme is wished for.
    enum ThemeWish: Sendable, Equatable {
        /// The one for the terminal's background, as far as the terminal says how light that is.
        case automatic(dark: String, light: String)
        /// This one.
        case named(String)
    }

    /// What holds for contexts of some names.
    struct ContextRule: Sendable, Equatable {
        /// The names; `*` stands for anything.
        var pattern: String
        /// The theme there, such as a loud one for production.
        var theme: String?
        /// The ingress that test requests go to.
        var gateway: String?
        /// Where rates and latencies come from, as `--prometheus` has it.
        var prometheus: String?
        /// Whether changes are refused.
        var isReadOnly: Bool?

        /// Whether it holds for a context.
        func matches(_ context: String) -> Bool {
            Self.matches(pattern[...], context[...])
        }

        private static func matches(_ pattern: Substring, _ text: Substring) -> Bool {
            guard let first = pattern.first else { return text.isEmpty }
            if first == "*" {
                let rest = pattern.dropFirst()
                return rest.isEmpty
                    || text.indices.contains { matches(rest, text[$0...]) }
                    || matches(rest, text[text.endIndex...])
            }
            return text.first == first && matches(pattern.dropFirst(), text.dropFirst())
        }
    }

    /// Which theme is wished for.
    var theme = ThemeWish.automatic(dark: "dark", light: "light")
    /// Which keys mean what.
    var keys = KeyBindings()
    /// Whether alarms ring the bell.
    var ringsBell = true
    /// Whether alarms are sent to the terminal as notifications (OSC 9).
    var notifies = false
    /// Whether the dashboard hears the mouse.
    var usesMouse = false
    /// Patterns of the contexts that are production, or `nil` for the usual ones.
    var production: [String]?
    /// From what on deployments count as slow or failing.
    var thresholds = ThresholdRules()
    /// The program that edits, or `nil` for that of `$VISUAL` or `$EDITOR`.
    var editor: String?
    /// What holds for contexts of some names; the first that matches counts.
    var contexts: [ContextRule] = []
    /// Programs that stand for images in the embedded cluster, as `PATTERN=COMMAND`.
    var images: [String] = []

    /// What holds for a context.
    func rule(for context: String) -> ContextRule? {
        contexts.first { $0.matches(context) }
    }

    /// The path of the file: `$RADIANT_CONFIG`, else `radiant/config.yaml` in `$XDG_CONFIG_HOME` or
    /// `~/.config`.
    static func path(_ environment: [String: String]) -> String {
        if let path = environment["RADIANT_CONFIG"], !path.isEmpty { return path }
        if let base = environment["XDG_CONFIG_HOME"], !base.isEmpty {
            return base + "/radiant/config.yaml"
        }
        return (environment["HOME"] ?? "") + "/.config/radiant/config.yaml"
    }
}
