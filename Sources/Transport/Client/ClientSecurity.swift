/// What a client trusts and what it shows of itself.
public struct ClientSecurity: Sendable, Hashable {
    /// The authorities whose certificates are trusted, in PEM; `nil` for those of the system.
    public var authorities: [UInt8]?
    /// What the client proves itself with; `nil` for nothing.
    public var credential: Credential?
    /// Whether any certificate is taken, which is not safe.
    public var skipsVerification: Bool
    /// The name that the server's certificate must have; `nil` for the host of the URL.
    public var serverName: String?

    /// Makes the rules of a client.
    public init(
        authorities: [UInt8]? = nil,
        credential: Credential? = nil,
        skipsVerification: Bool = false,
        serverName: String? = nil
    ) {
        self.authorities = authorities
        self.credential = credential
        self.skipsVerification = skipsVerification
        self.serverName = serverName
    }
}
