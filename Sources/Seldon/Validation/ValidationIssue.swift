public import Documents
import Failures

/// One thing that is wrong with a SeldonDeployment, at the place where it is.
public struct ValidationIssue: Sendable, Hashable {
    /// Where it is, from the root of the object.
    public var path: FieldPath
    /// What is wrong, in words.
    public var message: String
    /// The value that is shown as invalid; `nil` for none.
    public var value: JSON?

    /// Makes an issue.
    public init(_ path: FieldPath, _ message: String, value: JSON? = nil) {
        self.path = path
        self.message = message
        self.value = value
    }

    /// The words as an API server puts them, without the path.
    public var statement: String {
        "Invalid value: \(value?.text() ?? "\"\""): \(message)"
    }
}

extension ValidationIssue: CustomStringConvertible {
    /// `spec.predictors[0]: Duplicate predictor name`.
    public var description: String { "\(path): \(message)" }
}
