internal import COpenSSL
internal import HTTP

/// What a certificate shall say.
struct CertificateRequest {
    var commonName: String
    var organizations: [String]
    var days: Int
    var extensions: [(nid: Int32, value: String)]

    /// Makes a key and a certificate for it, signed by `authority` or, without one, by itself.
    func issue(by authority: Credential?) throws(HTTPError) -> Credential {
        guard let key = radiant_p256_key(), let certificate = X509_new() else {
            throw HTTPError.badCertificate(reason: "no key could be made")
        }
        defer {
            EVP_PKEY_free(key)
            X509_free(certificate)
        }
        let issuer = try authority.map { credential throws(HTTPError) in
            try Issuer(credential)
        }
        defer { issuer?.free() }

        X509_set_version(certificate, 2)
        setSerialNumber(of: certificate)
        // An hour back, for clocks that do not agree.
        X509_gmtime_adj(X509_getm_notBefore(certificate), -3600)
        X509_gmtime_adj(X509_getm_notAfter(certificate), days * 86_400)
        X509_set_pubkey(certificate, key)
        let subject = X509_get_subject_name(certificate)
        for organization in organizations { add(organization, as: "O", to: subject) }
        add(commonName, as: "CN", to: subject)
        X509_set_issuer_name(
            certificate,
            issuer.map { X509_get_subject_name($0.certificate) } ?? subject
        )
        for (nid, value) in extensions {
            let signer = issuer?.certificate ?? certificate
            guard radiant_add_extension(signer, certificate, nid, value) == 1 else {
                throw HTTPError.badCertificate(reason: "it cannot say \(value)")
            }
        }
        guard X509_sign(certificate, issuer?.key ?? key, EVP_sha256()) > 0 else {
            throw HTTPError.badCertificate(reason: "it could not be signed")
        }
        return Credential(
            certificate: try pem { PEM_write_bio_X509($0, certificate) },
            key: try pem { PEM_write_bio_PrivateKey($0, key, nil, nil, 0, nil, nil) }
        )
    }

    private func setSerialNumber(of certificate: OpaquePointer) {
        let number = BN_new()
        defer { BN_free(number) }
        // 159 bits, so that the number is positive in 20 octets (RFC 5280, section 4.1.2.2).
        BN_rand(number, 159, 0, 0)
        BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate))
    }

    private func add(_ value: String, as field: String, to name: OpaquePointer?) {
        let bytes = Array(value.utf8)
        X509_NAME_add_entry_by_txt(name, field, MBSTRING_UTF8, bytes, Int32(bytes.count), -1, 0)
    }

    private func pem(_ write: (OpaquePointer?) -> Int32) throws(HTTPError) -> [UInt8] {
        let bio = BIO_new(BIO_s_mem())
        defer { BIO_free(bio) }
        var start: UnsafeMutablePointer<CChar>?
        guard write(bio) == 1, case let count = radiant_bio_bytes(bio, &start), count > 0,
            let start
        else { throw HTTPError.badCertificate(reason: "it could not be written") }
        return UnsafeBufferPointer(start: start, count: count).map { UInt8(bitPattern: $0) }
    }
}

/// The certificate and key that sign others, as OpenSSL holds them.
private struct Issuer {
    let certificate: OpaquePointer
    let key: OpaquePointer

    init(_ credential: Credential) throws(HTTPError) {
        let certificate = Issuer.read(credential.certificate) {
            PEM_read_bio_X509($0, nil, nil, nil)
        }
        let key = Issuer.read(credential.key) { PEM_read_bio_PrivateKey($0, nil, nil, nil) }
        guard let certificate, let key else {
            throw HTTPError.badCertificate(reason: "the authority's own one cannot be read")
        }
        self.certificate = certificate
        self.key = key
    }

    func free() {
        X509_free(certificate)
        EVP_PKEY_free(key)
    }

    private static func read(
        _ pem: [UInt8],
        _ parse: (OpaquePointer?) -> OpaquePointer?
    ) -> OpaquePointer? {
        let bio = BIO_new_mem_buf(pem, Int32(pem.count))
        defer { BIO_free(bio) }
        return parse(bio)
    }
}
