internal import HTTP
internal import NIOCore
internal import NIOPosix

/// The connections that one event loop keeps to servers.
///
/// All state belongs to the event loop, which is the lock that makes it sendable.
final class UpstreamPool: @unchecked Sendable {
    struct Settings: Sendable {
        var connectTimeout: TimeAmount
        var idleTimeout: TimeAmount
    }

    let loop: any EventLoop
    let executor: LoopExecutor
    let settings: Settings
    private var hosts: [String: UpstreamHost] = [:]
    private var isClosed = false

    init(loop: any EventLoop, executor: LoopExecutor, _ settings: Settings) {
        self.loop = loop
        self.executor = executor
        self.settings = settings
    }

    /// Sends a request over a connection that is free, or over a new one.
    func start(
        _ exchange: UpstreamExchange,
        _ continuation: UnsafeContinuation<Response, any Error>
    ) {
        exchange.begin(continuation)
        if exchange.isDone { return }
        let authority = exchange.request.authority ?? ""
        let host: UpstreamHost
        if let known = hosts[authority] {
            host = known
        } else {
            guard let address = UpstreamHost.address(authority) else {
                return exchange.fail(HTTPError.malformedURL(exchange.request.url))
            }
            host = UpstreamHost(address)
            hosts[authority] = host
        }
        if let connection = host.free.popLast() {
            connection.send(exchange)
        } else {
            connect(to: host, for: exchange)
        }
    }

    /// Sends a request over a new connection.
    func connect(to host: UpstreamHost, for exchange: UpstreamExchange) {
        var timeout = settings.connectTimeout
        if let deadline = exchange.deadline { timeout = min(timeout, deadline - .now()) }
        guard timeout > .zero else {
            return exchange.fail(HTTPError.timedOut(url: exchange.request.url))
        }
        let bootstrap = ClientBootstrap(group: loop)
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .channelOption(
                .recvAllocator,
                value: FixedSizeRecvByteBufferAllocator(capacity: 64 << 10)
            )
            .connectTimeout(timeout)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(
                        UpstreamConnection(self, host)
                    )
                }
            }
        let connecting =
            host.resolved.map { bootstrap.connect(to: $0) }
            ?? bootstrap.connect(host: host.address.host, port: host.address.port)
        connecting.whenComplete { result in
            switch result {
            case .success(let channel):
                let handler = try? channel.pipeline.syncOperations.handler(
                    type: UpstreamConnection.self
                )
                self.executor.whileRunning {
                    handler?.isFirst = true
                    if exchange.isDone { handler?.release() } else { handler?.send(exchange) }
                }
            case .failure(let error):
                self.executor.whileRunning {
                    exchange.fail(UpstreamFailure.connecting(error, exchange))
                }
            }
        }
    }

    /// Closes all connections that are free; others are closed when their answer is there.
    func close() {
        loop.execute {
            self.isClosed = true
            for host in self.hosts.values {
                for connection in host.free { connection.abandon() }
                host.free = []
            }
        }
    }

    /// Whether a connection may be kept.
    var keeps: Bool { !isClosed }
}

/// A server, and the connections to it that are free, the one used last at the end.
///
/// All state belongs to the pool's event loop, which is the lock that makes it sendable.
final class UpstreamHost: @unchecked Sendable {
    let address: HTTP.SocketAddress
    /// The address where it is a number, so that nobody is asked for it.
    let resolved: NIOCore.SocketAddress?
    var free: [UpstreamConnection] = []

    init(_ address: HTTP.SocketAddress) {
        self.address = address
        resolved = try? NIOCore.SocketAddress(ipAddress: address.host, port: address.port)
    }

    func remove(_ connection: UpstreamConnection) { free.removeAll { $0 === connection } }

    /// Reads `127.0.0.1:9000`, `[::1]:9000` or `localhost`.
    static func address(_ authority: String) -> HTTP.SocketAddress? {
        var host = authority[...]
        var port = 80
        if let colon = authority.lastIndex(of: ":"), !authority.hasSuffix("]") {
            guard let number = Int(authority[authority.index(after: colon)...]),
                (1...65535).contains(number)
            else { return nil }
            port = number
            host = authority[..<colon]
        }
        if host.hasPrefix("["), host.hasSuffix("]") { host = host.dropFirst().dropLast() }
        return host.isEmpty ? nil : HTTP.SocketAddress(host: String(host), port: port)
    }
}
