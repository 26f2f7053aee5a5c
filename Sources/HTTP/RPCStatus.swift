/// How a call over gRPC ended.
public struct RPCStatus: Sendable, Hashable {
    /// The codes of gRPC, by their numbers.
    public enum Code: Int, Sendable, Hashable, CaseIterable {
        case ok = 0
        case cancelled, unknown, invalidArgument, deadlineExceeded, notFound, alreadyExists
        case permissionDenied, resourceExhausted, failedPrecondition, aborted, outOfRange
        case unimplemented, `internal`, unavailable, dataLoss, unauthenticated

        /// The name as metrics of gRPC in Go bear it, such as `DeadlineExceeded`.
        public var name: String {
            switch self {
            case .ok: "OK"
            case .cancelled: "Canceled"
            default: "\(self)".prefix(1).uppercased() + "\(self)".dropFirst()
            }
        }

        /// The code that says what a status of HTTP says.
        ///
        /// What an orchestrator answers with 500 is an error of unknown kind to gRPC, as the
        /// executor has it.
        public init(status: Int) {
            self =
                switch status {
                case 200..<300: .ok
                case 400: .invalidArgument
                case 401: .unauthenticated
                case 403: .permissionDenied
                case 404: .notFound
                case 405, 501: .unimplemented
                case 413, 429: .resourceExhausted
                case 499: .cancelled
                case 502, 503: .unavailable
                case 504: .deadlineExceeded
                default: .unknown
                }
        }

        /// The status of HTTP that says what the code says.
        public var status: Int {
            switch self {
            case .ok: 200
            case .invalidArgument, .failedPrecondition, .outOfRange: 400
            case .unauthenticated: 401
            case .permissionDenied: 403
            case .notFound: 404
            case .alreadyExists, .aborted: 409
            case .resourceExhausted: 429
            case .cancelled: 499
            case .unimplemented: 501
            case .unavailable: 503
            case .deadlineExceeded: 504
            case .unknown, .internal, .dataLoss: 500
            }
        }
    }

    /// The code.
    public var code: Code
    /// What happened, in words; empty when all went well.
    public var message: String

    /// Makes a status.
    public init(_ code: Code, _ message: String = "") {
        self.code = code
        self.message = message
    }
}
