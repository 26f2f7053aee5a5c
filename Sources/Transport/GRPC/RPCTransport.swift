internal import Glibc
public import HTTP
internal import HTTPTypes
internal import NIOCore
internal import NIOPosix
internal import Synchronization

/// Carries unary calls of gRPC over HTTP/2 in the clear, over connections that are kept.
///
/// A call is a request whose path is the method's full name and whose body is the message; the answer
/// has metadata, trailers (`grpc-status`, `grpc-message`) and the message, if any. A status of gRPC is
/// an answer, not an error.
public final class RPCTransport: HTTPTransport {
    /// How many connections are kept to one address; calls take turns.
    private static let connectionsPerAddress = 2

    private struct Place: Hashable {
        var authority: String
        var number: Int
    }

    private struct Contents {
        var connections: [Place: EventLoopFuture<RPCClientConnection>] = [:]
        var turn = 0
    }

    private let contents = Mutex(Contents())
    private let connectTimeout: TimeAmount

    /// Makes a transport.
    ///
    /// - Parameter connectTimeout: How long a connection may take to be made.
    public init(connectTimeout: Duration = .seconds(5)) {
        self.connectTimeout = TimeAmount(connectTimeout)
    }

    deinit {
        for connection in contents.withLock({ Array($0.connections.values) }) {
            connection.whenSuccess { $0.channel.close(promise: nil) }
        }
    }

    /// Makes a call.
    ///
    /// One that a kept connection took to its grave before a byte of an answer came is made once more
    /// over a new one.
    ///
    /// - Throws: `HTTPError`, or `CancellationError`.
    public func send(_ request: Request, _ options: RequestOptions) async throws -> Response {
        guard let authority = request.head.authority else {
            throw HTTPError.malformedURL(request.url)
        }
        let message = try await request.body.collected()
        let limit: Int =
            switch options.delivery {
            case .collected(let limit): limit
            case .streamed: .max
            }
        var hasFailed = false
        while true {
            let (connection, isNew) = try await connection(to: authority, request, options)
            let call = RPCClientCall(request, message, limit: limit, timeout: options.timeout)
            do {
                return try await call.run(on: connection)
            } catch let error as RPCClientCall.Unanswered {
                drop(connection, authority)
                guard !isNew, !hasFailed else {
                    throw HTTPError.interrupted(url: request.url, reason: error.reason)
                }
                hasFailed = true
            }
        }
    }

    private func connection(
        to authority: String,
        _ request: Request,
        _ options: RequestOptions
    ) async throws -> (RPCClientConnection, isNew: Bool) {
        let (future, isNew) = contents.withLock { contents in
            contents.turn &+= 1
            let place = Place(
                authority: authority,
                number: contents.turn % Self.connectionsPerAddress
            )
            if let known = contents.connections[place] { return (known, false) }
            let loop = MultiThreadedEventLoopGroup.singleton.next()
            let new = connect(to: authority, on: loop)
            contents.connections[place] = new
            return (new, true)
        }
        do {
            let connection = try await future.get()
            if isNew {
                connection.whenGone { [weak self] in self?.drop(connection, authority) }
            }
            return (connection, isNew)
        } catch {
            contents.withLock { contents in
                contents.connections = contents.connections.filter { $0.value !== future }
            }
            if error is CancellationError { throw error }
            throw HTTPError.cannotConnect(url: request.url, reason: Self.reason(error))
        }
    }

    private func connect(
        to authority: String,
        on loop: any EventLoop
    ) -> EventLoopFuture<RPCClientConnection> {
        let colon = authority.lastIndex(of: ":")
        let host = colon.map { String(authority[..<$0]) } ?? authority
        let port = colon.flatMap { Int(authority[authority.index(after: $0)...]) } ?? 80
        return RPCClientConnection.make(
            host: host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host,
            port: port,
            on: loop,
            timeout: connectTimeout
        )
    }

    /// Forgets a connection, so that no new call takes it.
    private func drop(_ connection: RPCClientConnection, _ authority: String) {
        contents.withLock { contents in
            for number in 0..<Self.connectionsPerAddress {
                let place = Place(authority: authority, number: number)
                guard let known = contents.connections[place],
                    connection.isOutcome(of: known)
                else { continue }
                contents.connections[place] = nil
            }
        }
    }

    private static func reason(_ error: any Error) -> String {
        switch error {
        case let error as NIOConnectionError:
            error.connectionErrors.last.map { reason($0.error) } ?? "the host has no address"
        case let error as IOError: String(cString: strerror(error.errnoCode)).lowercased()
        case ChannelError.connectTimeout: "no connection in time"
        default: "\(error)"
        }
    }
}
