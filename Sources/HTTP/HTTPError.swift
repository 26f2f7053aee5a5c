public import Failures

/// Why a message could not be sent or received.
public enum HTTPError: Error, Sendable, Hashable {
    /// The text is no absolute URL.
    case malformedURL(String)
    /// The name of the host has no address.
    case unknownHost(String)
    /// Nobody accepts connections there.
    case cannotConnect(url: String, reason: String)
    /// No connection could be secured: certificates or protocol versions do not agree.
    case insecure(url: String, reason: String)
    /// There was no answer in time.
    case timedOut(url: String)
    /// The connection ended before the message did.
    case interrupted(url: String, reason: String)
    /// The answer is no HTTP.
    case malformed(url: String, reason: String)
    /// A body is longer than `limit` bytes.
    case bodyTooLarge(limit: Int)
    /// The address to listen on is taken, or may not be used.
    case cannotListen(address: String, reason: String)
    /// A certificate or key could not be made or read.
    case badCertificate(reason: String)
}

extension HTTPError: ExplainedError {
    /// The error in words.
    public var failure: Failure {
        switch self {
        case .malformedURL(let url):
            Failure("\(url) is no URL", hint: "expected such as http://127.0.0.1:8003")
        case .unknownHost(let host):
            Failure("the host \(host) has no address", hint: "is the name right, is a VPN down?")
        case .cannotConnect(let url, let reason): Failure("cannot reach \(url): \(reason)")
        case .insecure(let url, let reason):
            Failure("no trusted connection to \(url): \(reason)")
        case .timedOut(let url): Failure("no answer in time from \(url)")
        case .interrupted(let url, let reason):
            Failure("the connection to \(url) broke: \(reason)")
        case .malformed(let url, let reason):
            Failure("the answer of \(url) cannot be read: \(reason)")
        case .bodyTooLarge(let limit): Failure("the body is larger than \(limit) bytes")
        case .cannotListen(let address, let reason):
            Failure("cannot listen on \(address): \(reason)")
        case .badCertificate(let reason): Failure("cannot use the certificate: \(reason)")
        }
    }
}
