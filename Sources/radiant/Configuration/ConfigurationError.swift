import Documents
import Failures

/// Why a configuration file cannot be used.
enum ConfigurationError: Error, Sendable, Equatable {
    /// The file cannot be read, or is no YAML.
    case unreadable(path: String, Failure)
    /// Something in it is not as it must be.
    case invalid(path: String, Position, what: String, hint: String?)
}

extension ConfigurationError: ExplainedError {
    var failure: Failure {
        switch self {
        case .unreadable(let path, let failure):
            Failure("\(path): \(failure.message)", hint: failure.hint, details: failure.details)
        case .invalid(let path, let position, let what, let hint):
            Failure(
                "\(path): \(position): \(what)",
                hint: hint ?? "radiant config --example shows everything that can be set"
            )
        }
    }
}
