/// Why bytes are no HTTP/1.1 message, or not one that is taken.
enum WireError: Error, Hashable {
    /// The first line or a field is malformed, with what is wrong.
    case malformed(String)
    /// The version is not HTTP/1.
    case version
    /// The header is longer than allowed.
    case headTooLong
    /// A transfer coding other than `chunked`.
    case coding
    /// An expectation other than `100-continue`.
    case expectation
    /// The body is longer than allowed.
    case bodyTooLong(limit: Int)
    /// The connection ended before the message did.
    case cut

    /// The status with which a server refuses such a request.
    var status: Int {
        switch self {
        case .malformed, .cut: 400
        case .version: 505
        case .headTooLong: 431
        case .coding: 501
        case .expectation: 417
        case .bodyTooLong: 413
        }
    }

    /// What is wrong, in words.
    var message: String {
        switch self {
        case .malformed(let problem): "the message is malformed: \(problem)"
        case .version: "only HTTP/1.1 and HTTP/1.0 are spoken"
        case .headTooLong: "the header is longer than \(HeadScan.limit) bytes"
        case .coding: "the only transfer coding known is chunked"
        case .expectation: "the only expectation known is 100-continue"
        case .bodyTooLong(let limit): "the body is larger than \(limit) bytes"
        case .cut: "the connection ended before the message did"
        }
    }
}
