public import Failures

/// Why a message is not what was expected.
public enum InferenceError: Error, Sendable, Hashable {
    /// The document is no message, or a part of it has another type; the path of the part.
    case malformed(path: String, expected: String)
    /// The message has no payload.
    case noPayload
    /// The payload is of another kind than the one asked for.
    case wrongPayload(expected: String, found: String)
    /// The rows of an array differ in length.
    case ragged
    /// The number of values does not fit the shape.
    case wrongShape(shape: [Int], count: Int)
    /// The bytes are no message of protobuf of the type.
    case malformedProtobuf(type: String)
    /// A text that should be Base64 is not.
    case malformedBase64(path: String)
}

extension InferenceError: ExplainedError {
    /// The error in words.
    public var failure: Failure {
        switch self {
        case .malformed(let path, let expected): Failure("\(path) is not \(expected)")
        case .noPayload:
            Failure(
                "the message has no payload",
                hint: "one of data, jsonData, strData and binData is needed"
            )
        case .wrongPayload(let expected, let found):
            Failure("the message holds \(found), not \(expected)")
        case .ragged: Failure("the rows of the array differ in length")
        case .wrongShape(let shape, let count):
            Failure("\(count) values do not fit the shape \(shape)")
        case .malformedProtobuf(let type): Failure("the bytes are no \(type)")
        case .malformedBase64(let path): Failure("\(path) is not Base64")
        }
    }
}
