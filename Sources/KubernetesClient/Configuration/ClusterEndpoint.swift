/// Where a cluster is and how one signs in to it: all that a client and its transport need.
public struct ClusterEndpoint: Sendable, Hashable {
    /// The URL of the API server, without a slash at its end.
    public var server: String
    /// What secures the connection.
    public var security: Security
    /// How one signs in, beside the client certificate.
    public var credential: Credential
    /// Who one acts as; `nil` for oneself.
    public var impersonation: Impersonation?
    /// The proxy to go through, such as `http://10.0.0.1:3128`; `nil` for none.
    public var proxyURL: String?
    /// Whether compressed answers are asked for.
    public var isCompressed: Bool
    /// The namespace where none is named.
    public var namespace: String
    /// The name of the context that this was made from; empty when it was made otherwise.
    public var context: String

    /// Makes an endpoint.
    public init(
        server: String,
        security: Security = Security(),
        credential: Credential = .none,
        impersonation: Impersonation? = nil,
        proxyURL: String? = nil,
        isCompressed: Bool = true,
        namespace: String = "default",
        context: String = ""
    ) {
        self.server = server.hasSuffix("/") ? String(server.dropLast()) : server
        self.security = security
        self.credential = credential
        self.impersonation = impersonation
        self.proxyURL = proxyURL
        self.isCompressed = isCompressed
        self.namespace = namespace
        self.context = context
    }

    /// The material for TLS, which the transport gets when it is made; all in PEM.
    public struct Security: Sendable, Hashable, CustomStringConvertible {
        /// The certificates of the authorities to trust; `nil` for those of the system.
        public var authorities: [UInt8]?
        /// The certificate to show.
        public var certificate: [UInt8]?
        /// The key of the certificate.
        public var key: [UInt8]?
        /// The files that certificate and key were read from, and are read from again when they
        /// change; `nil` when they stood in the configuration itself.
        public var files: CertificateFiles?
        /// The name that the server's certificate must have, when it is not the URL's host.
        public var serverName: String?
        /// Whether the server's certificate is accepted whatever it is.
        public var acceptsAnyCertificate: Bool

        /// Makes the material.
        public init(
            authorities: [UInt8]? = nil,
            certificate: [UInt8]? = nil,
            key: [UInt8]? = nil,
            files: CertificateFiles? = nil,
            serverName: String? = nil,
            acceptsAnyCertificate: Bool = false
        ) {
            self.files = files
            self.authorities = authorities
            self.certificate = certificate
            self.key = key
            self.serverName = serverName
            self.acceptsAnyCertificate = acceptsAnyCertificate
        }

        /// What there is, without the key.
        public var description: String {
            let parts = [
                authorities == nil ? "the system's authorities" : "own authorities",
                certificate == nil ? nil : "a client certificate",
                acceptsAnyCertificate ? "any server certificate" : nil,
            ]
            return parts.compactMap(\.self).joined(separator: ", ")
        }
    }
}

/// The user as whom requests are made, on behalf of who is signed in.
public struct Impersonation: Sendable, Hashable {
    /// The name of the user.
    public var user: String
    /// The user's groups.
    public var groups: [String]
    /// The user's identity; `nil` when it does not matter.
    public var uid: String?

    /// Makes an impersonation.
    public init(user: String, groups: [String] = [], uid: String? = nil) {
        self.user = user
        self.groups = groups
        self.uid = uid
    }
}
