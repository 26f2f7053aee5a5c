/// What a client trusts and what it shows of itself.
public struct ClientSecurity: Sendable, Hashable {
    /// The authorities whose certificates are trusted, in PEM; `nil` for those of the system.
    public var authorities: [UInt8]?
    /// What the client proves itself with; `nil` for nothing.
    public var credential: Credential?
    /// Whether any certificate is taken, which is not safe.
    public var skipsVerification: Bool

    /// Makes the rules of a client.
    public init(
        authorities: [UInt8]? = nil,
        credential: Credential? = nil,
        skipsVerification: Bool = false
    ) {
        self.authorities = authorities
        self.credential = credential
        self.skipsVerification = skipsVerification
    }
}
