public import Failures

/// Why a request is no call.
public enum ServingError: Error, Sendable, Hashable {
    /// The body is longer than `limit` bytes.
    case bodyTooLarge(limit: Int)
    /// The body ended before it was whole.
    case bodyInterrupted
    /// There is no JSON where some is needed, with the reason where there is one.
    case noJSON(String?)
    /// A part of a form cannot be read.
    case malformedForm(String)

    /// The status of HTTP that says so.
    public var status: Int {
        switch self {
        case .bodyTooLarge: 413
        case .bodyInterrupted, .noJSON, .malformedForm: 400
        }
    }
}

extension ServingError: ExplainedError {
    /// The error in words.
    public var failure: Failure {
        switch self {
        case .bodyTooLarge(let limit): Failure("the body is larger than \(limit) bytes")
        case .bodyInterrupted: Failure("the body ended before it was whole")
        case .noJSON(let reason):
            // The first words are those of Seldon's wrapper, which clients look for.
            Failure("Can't find JSON in data" + (reason.map { ": " + $0 } ?? ""))
        case .malformedForm(let problem): Failure("the form cannot be read: \(problem)")
        }
    }
}
