internal import Glibc
public import HTTP
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import NIOSSL

/// Serves HTTP/1.1, over TLS where it has a credential, with SwiftNIO.
public struct NIOListener: HTTPListener {
    /// What a server shows of itself, and whom it asks who they are.
    public struct Security: Sendable {
        /// What the server proves itself with.
        public var credential: Credential
        /// Authorities of clients, in PEM: a client may, but need not, show a certificate of theirs.
        public var clientAuthorities: [UInt8]?

        /// Makes the rules of a server.
        public init(credential: Credential, clientAuthorities: [UInt8]? = nil) {
            self.credential = credential
            self.clientAuthorities = clientAuthorities
        }
    }

    private let address: HTTP.SocketAddress
    private let security: Security?
    private let bodyLimit: Int
    private let grace: Duration

    /// Makes a listener.
    ///
    /// - Parameters:
    ///   - address: Where to listen; port 0 takes a free one.
    ///   - security: What to show over TLS; `nil` serves in the clear.
    ///   - bodyLimit: The longest request body in bytes; a longer one is answered with 413.
    ///   - grace: How long requests in flight may take after the task was cancelled.
    public init(
        _ address: HTTP.SocketAddress,
        security: Security? = nil,
        bodyLimit: Int = 32 << 20,
        grace: Duration = .seconds(10)
    ) {
        self.address = address
        self.security = security
        self.bodyLimit = bodyLimit
        self.grace = grace
    }

    /// Serves until the task is cancelled.
    ///
    /// - Throws: `HTTPError.cannotListen`, `.badCertificate`.
    public func serve(
        _ handler: any Handler,
        onReady: @escaping @Sendable (HTTP.SocketAddress) -> Void
    ) async throws {
        let tls = try security.map(NIOListener.context)
        let trust = security?.clientAuthorities.map(CertificateTrust.init)
        let connections = ConnectionRegister()
        let bodyLimit = bodyLimit
        let bootstrap = ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.backlog, value: 1024)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let pipeline = channel.pipeline.syncOperations
                    if let tls, trust != nil {
                        // A foreign certificate is an answer 401, as kube-apiserver gives it, and
                        // no broken handshake: it is judged with the first request.
                        let handler = NIOSSLServerHandler(
                            context: tls,
                            customVerificationCallback: { _, verdict in
                                verdict.succeed(.certificateVerified)
                            }
                        )
                        try pipeline.addHandler(handler)
                    } else if let tls {
                        try pipeline.addHandler(NIOSSLServerHandler(context: tls))
                    }
                    try pipeline.configureHTTPServerPipeline(withErrorHandling: true)
                    try pipeline.addHandler(
                        RequestBridge(
                            handler,
                            bodyLimit: bodyLimit,
                            connections: connections,
                            trust: trust
                        )
                    )
                }
            }
        try await Binding.serve(bootstrap, at: address, onReady: onReady)
        await connections.drain(within: grace)
    }

    private static func context(_ security: Security) throws -> NIOSSLContext {
        do {
            let credential = security.credential
            let chain = try NIOSSLCertificate.fromPEMBytes(credential.certificate)
            let key = try NIOSSLPrivateKey(bytes: credential.key, format: .pem)
            var configuration = TLSConfiguration.makeServerConfiguration(
                certificateChain: chain.map { .certificate($0) },
                privateKey: .privateKey(key)
            )
            configuration.minimumTLSVersion = .tlsv12
            configuration.applicationProtocols = ["http/1.1"]
            if let authorities = security.clientAuthorities {
                let trusted = try NIOSSLCertificate.fromPEMBytes(authorities)
                configuration.trustRoots = .certificates(trusted)
                configuration.certificateVerification = .optionalVerification
            }
            return try NIOSSLContext(configuration: configuration)
        } catch {
            throw HTTPError.badCertificate(reason: "\(error)")
        }
    }
}
