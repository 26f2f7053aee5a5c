internal import COpenSSL

/// Whom a certificate names, as Kubernetes reads it.
struct CertificateSubject: Equatable {
    /// The user.
    var commonName: String?
    /// The user's groups.
    var organizations: [String]

    /// Reads the subject of a certificate in DER; `nil` when it is none.
    init?(der: [UInt8]) {
        let certificate = der.withUnsafeBufferPointer { buffer in
            var start = buffer.baseAddress
            return d2i_X509(nil, &start, buffer.count)
        }
        guard let certificate else { return nil }
        defer { X509_free(certificate) }
        let name = X509_get_subject_name(certificate)
        commonName = CertificateSubject.values(NID_commonName, in: name).first
        organizations = CertificateSubject.values(NID_organizationName, in: name)
    }

    private static func values(_ nid: Int32, in name: OpaquePointer?) -> [String] {
        var values: [String] = []
        var index = X509_NAME_get_index_by_NID(name, nid, -1)
        while index >= 0 {
            let entry = X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, index))
            var text: UnsafeMutablePointer<UInt8>?
            let count = ASN1_STRING_to_UTF8(&text, entry)
            if let text, count >= 0 {
                values.append(
                    String(
                        decoding: UnsafeBufferPointer(start: text, count: Int(count)),
                        as: UTF8.self
                    )
                )
                CRYPTO_free(text, nil, 0)
            }
            index = X509_NAME_get_index_by_NID(name, nid, index)
        }
        return values
    }
}
