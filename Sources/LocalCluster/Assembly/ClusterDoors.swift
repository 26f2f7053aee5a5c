public import HTTP

/// A certificate and its private key, in PEM.
public struct KeyPair: Sendable, Hashable {
    /// The certificate, in PEM.
    public var certificate: [UInt8]
    /// The private key, in PEM.
    public var key: [UInt8]

    /// Makes a pair.
    public init(certificate: [UInt8], key: [UInt8]) {
        self.certificate = certificate
        self.key = key
    }
}

/// All that a cluster does with sockets and certificates, from whoever can.
public struct ClusterDoors: Sendable {
    /// Makes the certificate and key of a new authority with a name.
    public var makeAuthority: @Sendable (_ name: String) throws -> KeyPair
    /// Makes a server's certificate, signed by an authority, for names and numeric addresses.
    public var issueServer: @Sendable (_ authority: KeyPair, _ names: [String]) throws -> KeyPair
    /// What listens with TLS, shows a certificate, and knows clients by those of an authority.
    public var secureListener:
        @Sendable (_ address: SocketAddress, _ server: KeyPair, _ authority: [UInt8])
            -> any HTTPListener
    /// What listens without TLS; the number is the longest body of a request, in bytes.
    public var plainListener: @Sendable (_ address: SocketAddress, Int) -> any HTTPListener
    /// What carries requests to pods.
    public var transport: any HTTPTransport
    /// What carries calls of gRPC to pods.
    public var rpcTransport: (any HTTPTransport)?
    /// What passes connections on.
    public var forward: Forwarding
    /// Whether a connection stands within a time.
    public var connects: @Sendable (SocketAddress, Duration) async -> Bool

    /// Makes the doors of a cluster.
    public init(
        makeAuthority: @escaping @Sendable (_ name: String) throws -> KeyPair,
        issueServer:
            @escaping @Sendable (_ authority: KeyPair, _ names: [String]) throws -> KeyPair,
        secureListener:
            @escaping @Sendable (_ address: SocketAddress, _ server: KeyPair, _ authority: [UInt8])
            -> any HTTPListener,
        plainListener: @escaping @Sendable (_ address: SocketAddress, Int) -> any HTTPListener,
        transport: any HTTPTransport,
        rpcTransport: (any HTTPTransport)? = nil,
        forward: @escaping Forwarding,
        connects: @escaping @Sendable (SocketAddress, Duration) async -> Bool
    ) {
        self.makeAuthority = makeAuthority
        self.issueServer = issueServer
        self.secureListener = secureListener
        self.plainListener = plainListener
        self.transport = transport
        self.rpcTransport = rpcTransport
        self.forward = forward
        self.connects = connects
    }
}
