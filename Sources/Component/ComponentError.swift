public import Failures

/// Why a component cannot answer.
public enum ComponentError: Error, Sendable, Hashable {
    /// The message cannot be used: the sender's fault, in words for the sender.
    case badData(String)
    /// The component has no such role.
    case roleNotDefined(String)
    /// A parameter of the manifest is missing or cannot be read.
    case badParameter(name: String, value: String, expected: String)
    /// A metric of the author's cannot be counted.
    case badMetric(String)
    /// More calls wait than may.
    case overloaded(limit: Int)
    /// The author refuses, with a status of HTTP and a fixed word for the reason.
    case rejected(status: Int, reason: String, message: String)
    /// There is no example component of the name.
    case unknownExample(String, known: [String])

    /// The status of HTTP that says so.
    public var status: Int {
        switch self {
        case .badData, .roleNotDefined: 400
        case .badParameter, .badMetric, .unknownExample: 500
        case .overloaded: 503
        case .rejected(let status, _, _): status
        }
    }

    /// The fixed word for it in the status of the answer.
    public var reason: String {
        switch self {
        case .badData, .roleNotDefined: "MICROSERVICE_BAD_DATA"
        case .badParameter: "MICROSERVICE_BAD_PARAMETER"
        case .badMetric: "MICROSERVICE_BAD_METRIC"
        case .overloaded: "MICROSERVICE_OVERLOADED"
        case .rejected(_, let reason, _): reason
        case .unknownExample: "MICROSERVICE_INTERNAL_ERROR"
        }
    }
}

extension ComponentError: ExplainedError {
    /// The error in words.
    public var failure: Failure {
        switch self {
        case .badData(let message): Failure(message)
        case .roleNotDefined(let role): Failure("\(role) not defined")
        case .badParameter(let name, let value, let expected):
            Failure("the parameter \(name) is \"\(value)\", not \(expected)")
        case .badMetric(let problem): Failure("Bad metric created during request: \(problem)")
        case .overloaded(let limit):
            Failure("\(limit) calls wait already", hint: "try again in a second")
        case .rejected(_, _, let message): Failure(message)
        case .unknownExample(let name, let known):
            Failure(
                "there is no component \(name)",
                hint: "there are " + known.joined(separator: ", ")
            )
        }
    }
}
