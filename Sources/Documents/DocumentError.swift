public import Failures

/// A place in a text, counted from 1 in lines and characters.
public struct Position: Sendable, Hashable, CustomStringConvertible {
    /// The line, the first being 1.
    public var line: Int
    /// The character in the line, the first being 1.
    public var column: Int

    /// Makes a place from its line and column.
    public init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    /// `line 3, column 14`.
    public var description: String { "line \(line), column \(column)" }
}

/// Why a text is no document, or a document cannot be changed as asked.
public enum DocumentError: Error, Sendable, Hashable {
    /// The text breaks the grammar at a place.
    case malformed(String, Position)
    /// Values are nested deeper than `limit`.
    case tooDeep(limit: Int)
    /// The text is longer than `limit` bytes.
    case tooLarge(limit: Int)
    /// Aliases expand to more than `limit` nodes.
    case tooManyNodes(limit: Int)
    /// A patch is not made as its standard asks.
    case malformedPatch(String)
    /// A patch names a place that the document does not have.
    case noSuchPath(String)
    /// A `test` of a patch found another value at the path.
    case testFailed(String)
}

extension DocumentError: ExplainedError {
    /// The error in words.
    public var failure: Failure {
        switch self {
        case .malformed(let problem, let position): Failure("\(position): \(problem)")
        case .tooDeep(let limit): Failure("values are nested deeper than \(limit) levels")
        case .tooLarge(let limit): Failure("the document is larger than \(limit) bytes")
        case .tooManyNodes(let limit):
            Failure(
                "the document expands to more than \(limit) values",
                hint: "an alias that contains itself, or too many of them?"
            )
        case .malformedPatch(let problem): Failure("the patch is not valid: \(problem)")
        case .noSuchPath(let path): Failure("the patch names \(path), which is not there")
        case .testFailed(let path): Failure("the value at \(path) is not what the patch expects")
        }
    }
}
