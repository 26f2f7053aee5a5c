public import Failures

/// Why no text can be drawn.
public enum LetteringError: Error, Sendable, Hashable {
    /// None of these families is installed; `packages` are Debian's packages that bring them.
    case missingFonts(families: [String], packages: [String])
}

extension LetteringError: ExplainedError {
    /// The error in words.
    public var failure: Failure {
        switch self {
        case .missingFonts(let families, let packages):
            Failure(
                "fonts for drawing checks are missing: \(families.joined(separator: ", "))",
                hint: "on Debian: apt-get install \(packages.joined(separator: " "))"
            )
        }
    }
}
