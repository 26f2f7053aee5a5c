import Failures
public import HTTP
import HTTPTypes

/// Calls nodes over REST, with the paths of Seldon's language wrapper.
public struct HTTPNodeClient: NodeClient {
    /// Tells whether an address accepts connections.
    public typealias Reachability = @Sendable (SocketAddress) async -> Bool

    private let transport: any HTTPTransport
    private let options: RequestOptions
    private let connectRetries: Int
    private let reachability: Reachability?

    /// Makes a client.
    ///
    /// - Parameters:
    ///   - transport: What carries the requests.
    ///   - timeout: The longest time of one call; `nil` for no limit, the executor's default.
    ///   - connectRetries: How often a call is tried again that nobody accepted.
    ///   - replyLimit: The longest answer in bytes.
    ///   - reachability: Connects to an address; `nil` for a request whose answer does not matter.
    public init(
        _ transport: any HTTPTransport,
        timeout: Duration? = nil,
        connectRetries: Int = 0,
        replyLimit: Int = 64 << 20,
        reachability: Reachability? = nil
    ) {
        self.transport = transport
        self.options = RequestOptions(delivery: .collected(upTo: replyLimit), timeout: timeout)
        self.connectRetries = connectRetries
        self.reachability = reachability
    }

    /// Sends one request; the method is GET for a step that has no message.
    public func ask(
        _ node: Node,
        _ step: Step,
        _ message: NodeMessage?,
        _ fields: FieldLines
    ) async throws(NodeFailure) -> NodeReply {
        var fields = fields
        if let type = message?.contentType { fields.append(.contentType, type) }
        if let encoding = message?.contentEncoding { fields.append(.contentEncoding, encoding) }
        let request = Request(
            method: message == nil ? .get : .post,
            authority: node.authority,
            target: step.rawValue,
            fields: fields,
            body: .bytes(message?.bytes ?? [])
        )
        do {
            let response = try await send(request, step)
            return NodeReply(
                status: response.status,
                message: NodeMessage(
                    response.body.bytes ?? [],
                    contentType: response.fields[.contentType],
                    contentEncoding: response.fields[.contentEncoding]
                )
            )
        } catch {
            throw Self.failure(error)
        }
    }

    /// Sends a request; one that nobody accepted, as when a node just starts anew, again after 10 ms
    /// and then after ever longer pauses.
    private func send(_ request: Request, _ step: Step) async throws -> Response {
        var options = options
        // Feedback changes what a node has learned: it may not be told twice.
        options.isRepeatable = step != .feedback
        var pause = Duration.milliseconds(10)
        for _ in 0..<connectRetries {
            do {
                return try await transport.send(request, options)
            } catch HTTPError.cannotConnect {
                try await Task.sleep(for: pause)
                pause *= 4
            }
        }
        return try await transport.send(request, options)
    }

    /// Whether the node accepts connections; without a way to connect, whether it answers at all.
    ///
    /// A node that is too busy to answer within a second does accept connections.
    public func isReachable(_ node: Node) async -> Bool {
        guard let address = node.address else { return true }
        if let reachability { return await reachability(address) }
        let request = Request(method: .get, authority: node.authority, target: "/health/ping")
        let options = RequestOptions(delivery: .collected(upTo: 1 << 20), timeout: .seconds(1))
        do {
            _ = try await transport.send(request, options)
            return true
        } catch HTTPError.timedOut, HTTPError.bodyTooLarge, HTTPError.interrupted {
            return true
        } catch {
            return false
        }
    }

    private static func failure(_ error: any Error) -> NodeFailure {
        let message = Failure(describing: error).message
        switch error {
        case HTTPError.cannotConnect, HTTPError.unknownHost: return NodeFailure(.refused, message)
        case HTTPError.timedOut: return NodeFailure(.timeout, message)
        case HTTPError.interrupted: return NodeFailure(.closed, message)
        case HTTPError.malformed: return NodeFailure(.malformed, message)
        case HTTPError.bodyTooLarge: return NodeFailure(.tooLarge, message)
        case is CancellationError: return NodeFailure(.cancelled, "the call was given up")
        default: return NodeFailure(.other, message)
        }
    }
}
