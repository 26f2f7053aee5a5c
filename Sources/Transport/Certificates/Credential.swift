/// A certificate and its private key, in PEM.
public struct Credential: Sendable, Hashable {
    /// The certificate, in PEM.
    public var certificate: [UInt8]
    /// The private key, in PEM (PKCS #8).
    public var key: [UInt8]

    /// Makes a credential from its parts.
    public init(certificate: [UInt8], key: [UInt8]) {
        self.certificate = certificate
        self.key = key
    }
}
