internal import COpenSSL
public import HTTP

/// Makes certificates that whoever trusts its own certificate trusts as well.
///
/// Keys are on the curve P-256, signatures are ECDSA with SHA-256.
public struct CertificateAuthority: Sendable {
    /// The authority's own certificate and key.
    public let credential: Credential

    /// Takes up an authority that was made before.
    public init(credential: Credential) { self.credential = credential }

    /// Makes a new authority, valid for ten years.
    ///
    /// - Throws: `HTTPError.badCertificate`.
    public init(commonName: String) throws(HTTPError) {
        let request = CertificateRequest(
            commonName: commonName,
            organizations: [],
            days: 3650,
            extensions: [
                (NID_basic_constraints, "critical,CA:TRUE"),
                (NID_key_usage, "critical,keyCertSign,cRLSign"),
                (NID_subject_key_identifier, "hash"),
            ]
        )
        credential = try request.issue(by: nil)
    }

    /// Makes a certificate for a server, valid for a year.
    ///
    /// - Parameters:
    ///   - commonName: The subject.
    ///   - names: Names and numeric addresses under which clients reach the server.
    /// - Returns: The certificate, signed by the authority, and its key.
    /// - Throws: `HTTPError.badCertificate`.
    public func serverCredential(
        commonName: String,
        names: [String]
    ) throws(HTTPError) -> Credential {
        let alternatives = names.map { name in
            let isAddress = name.contains(":") || name.allSatisfy { $0.isNumber || $0 == "." }
            return (isAddress ? "IP:" : "DNS:") + name
        }
        return try issue(
            commonName,
            [],
            [
                (NID_ext_key_usage, "serverAuth"),
                (NID_subject_alt_name, alternatives.joined(separator: ",")),
            ]
        )
    }

    /// Makes a certificate for a client, valid for a year.
    ///
    /// - Parameters:
    ///   - commonName: The user, as Kubernetes reads it.
    ///   - organizations: The user's groups.
    /// - Returns: The certificate, signed by the authority, and its key.
    /// - Throws: `HTTPError.badCertificate`.
    public func clientCredential(
        commonName: String,
        organizations: [String]
    ) throws(HTTPError) -> Credential {
        try issue(commonName, organizations, [(NID_ext_key_usage, "clientAuth")])
    }

    private func issue(
        _ commonName: String,
        _ organizations: [String],
        _ extensions: [(Int32, String)]
    ) throws(HTTPError) -> Credential {
        let request = CertificateRequest(
            commonName: commonName,
            organizations: organizations,
            days: 365,
            extensions: [
                (NID_basic_constraints, "critical,CA:FALSE"),
                (NID_key_usage, "critical,digitalSignature"),
                (NID_subject_key_identifier, "hash"),
                (NID_authority_key_identifier, "keyid"),
            ] + extensions
        )
        return try request.issue(by: credential)
    }
}
