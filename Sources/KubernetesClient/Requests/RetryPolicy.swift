import HTTP
import HTTPTypes

/// When and after how long a request is sent again.
public struct RetryPolicy: Sendable, Hashable {
    /// How often a request is sent at most.
    public var attempts: Int
    /// The wait after the first failure; it doubles with each further one.
    public var firstDelay: Duration
    /// The longest wait, whatever a server asks for.
    public var longestDelay: Duration

    /// Makes a policy.
    public init(
        attempts: Int = 3,
        firstDelay: Duration = .milliseconds(100),
        longestDelay: Duration = .seconds(10)
    ) {
        self.attempts = attempts
        self.firstDelay = firstDelay
        self.longestDelay = longestDelay
    }

    /// Never again.
    public static let never = RetryPolicy(attempts: 1)

    /// How long to wait before the request is sent again; `nil` when it is not.
    ///
    /// A request that changes something is repeated only where the server says that it did not
    /// look at it: 429, and 503 with `Retry-After`.
    func delay(
        after outcome: Result<Response, HTTPError>,
        of method: HTTPRequest.Method,
        attempt: Int
    ) -> Duration? {
        guard attempt < attempts else { return nil }
        let own = min(longestDelay, firstDelay * (1 << min(attempt - 1, 16)))
        switch outcome {
        case .success(let response):
            let asked = response.head.headerFields[.retryAfter].flatMap { Int($0) }
            switch response.status {
            case 429: return min(longestDelay, asked.map { .seconds($0) } ?? own)
            case 503: return asked.map { min(longestDelay, .seconds($0)) }
            default: return nil
            }
        case .failure(.cannotConnect): return own
        case .failure(.interrupted): return method == .get ? own : nil
        case .failure: return nil
        }
    }
}
