public import Documents
public import Failures

/// Why a text is no theme.
public enum ThemeError: Error, Sendable, Equatable {
    /// The text is no YAML.
    case unreadable(DocumentError)
    /// The text is YAML, but not the mapping that a theme is.
    case notATheme(Position)
    /// A name is none that a theme has.
    case unknownName(String, Position)
    /// Words that describe no look.
    case unknownStyle(String, Position)
}

extension ThemeError: ExplainedError {
    /// The error in words for the user.
    public var failure: Failure {
        switch self {
        case .unreadable(let error):
            error.failure
        case .notATheme(let position):
            Failure(
                "\(position): a theme is a mapping of name, summary and styles",
                hint: "see themes/dark.yaml"
            )
        case .unknownName(let name, let position):
            Failure(
                "\(position): a theme has no \(name)",
                hint: "styles are: " + Role.allCases.map(\.rawValue).joined(separator: ", ")
            )
        case .unknownStyle(let words, let position):
            Failure(
                "\(position): “\(words)” describes no look",
                hint: "such as: #e0af68 bold, bright-red, default on #2b3040, reverse"
            )
        }
    }
}
