/// What carries requests to a server and brings its answers.
public protocol HTTPTransport: Sendable {
    /// Sends a request and returns the answer.
    ///
    /// A streamed answer returns as soon as its header is there; ending the iteration of its body
    /// closes the stream. Cancelling the task ends the exchange at once.
    ///
    /// - Throws: `HTTPError`, or `CancellationError`.
    func send(_ request: Request, _ options: RequestOptions) async throws -> Response
}

extension HTTPTransport {
    /// Sends a request with the default options.
    public func send(_ request: Request) async throws -> Response {
        try await send(request, RequestOptions())
    }
}

/// How one request is to be carried.
public struct RequestOptions: Sendable, Hashable {
    /// How the body of the answer is handed over.
    public enum Delivery: Sendable, Hashable {
        /// All at once; longer than `upTo` bytes is an error.
        case collected(upTo: Int)
        /// A piece at a time.
        case streamed
    }

    /// How the body of the answer is handed over; by default all of it, up to 64 MiB.
    public var delivery: Delivery
    /// The longest time to the end of the answer; for a streamed one, to its header.
    ///
    /// `nil`: no limit.
    public var timeout: Duration?
    /// The longest time in which nothing at all arrives, in whole seconds; `nil`: no limit.
    public var longestStall: Duration?
    /// What the client shows of itself for this request; `nil` for what the transport shows.
    public var clientCertificate: ClientCertificate?
    /// Whether the request may be sent once more when a connection that was kept from earlier ends
    /// before a byte of the answer came.
    ///
    /// Requests of a method that is safe to repeat (RFC 9110, section 9.2.2) always are.
    public var isRepeatable: Bool

    /// Makes options.
    public init(
        delivery: Delivery = .collected(upTo: 64 << 20),
        timeout: Duration? = .seconds(30),
        longestStall: Duration? = nil,
        clientCertificate: ClientCertificate? = nil,
        isRepeatable: Bool = false
    ) {
        self.delivery = delivery
        self.timeout = timeout
        self.longestStall = longestStall
        self.clientCertificate = clientCertificate
        self.isRepeatable = isRepeatable
    }
}

/// A certificate with its key, both in PEM; printing it never shows the key.
public struct ClientCertificate: Sendable, Hashable, CustomStringConvertible {
    /// The certificate, perhaps with those of its authorities behind it.
    public var certificate: [UInt8]
    /// The private key.
    public var key: [UInt8]

    /// Makes a pair.
    public init(certificate: [UInt8], key: [UInt8]) {
        self.certificate = certificate
        self.key = key
    }

    /// That it is one.
    public var description: String { "a client certificate" }
}

/// A transport that hands requests to a handler of the same process, with no socket between.
public struct InProcessTransport: HTTPTransport {
    private let handler: any Handler

    /// Makes a transport to `handler`.
    public init(to handler: any Handler) { self.handler = handler }

    /// Lets the handler answer.
    public func send(_ request: Request, _ options: RequestOptions) async throws -> Response {
        var response = await handler.respond(to: request)
        try Task.checkCancellation()
        if case .collected(let limit) = options.delivery {
            response.body = .bytes(try await response.body.collected(upTo: limit))
        }
        return response
    }
}
