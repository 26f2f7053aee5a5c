internal import COpenSSL

/// Certificates of authorities, by which those of clients are judged.
final class CertificateTrust: Sendable {
    private let authorities: [UInt8]

    /// Takes authorities in PEM.
    init(authorities: [UInt8]) { self.authorities = authorities }

    /// Whether a client's certificate in DER is valid at this moment and signed by an authority.
    func holds(der: [UInt8]) -> Bool {
        let certificate = der.withUnsafeBufferPointer { buffer in
            var start = buffer.baseAddress
            return d2i_X509(nil, &start, buffer.count)
        }
        guard let certificate, let store = X509_STORE_new(), let context = X509_STORE_CTX_new()
        else { return false }
        defer {
            X509_STORE_CTX_free(context)
            X509_STORE_free(store)
            X509_free(certificate)
        }
        add(to: store)
        guard X509_STORE_CTX_init(context, store, certificate, nil) == 1 else { return false }
        X509_STORE_CTX_set_purpose(context, X509_PURPOSE_SSL_CLIENT)
        return X509_verify_cert(context) == 1
    }

    private func add(to store: OpaquePointer) {
        authorities.withUnsafeBytes { buffer in
            guard let bio = BIO_new_mem_buf(buffer.baseAddress, Int32(buffer.count)) else { return }
            defer { BIO_free(bio) }
            while let authority = PEM_read_bio_X509(bio, nil, nil, nil) {
                X509_STORE_add_cert(store, authority)
                X509_free(authority)
            }
            // The end of the text is an error to OpenSSL, which must not be taken for another's.
            ERR_clear_error()
        }
    }
}
