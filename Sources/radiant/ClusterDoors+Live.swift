import HTTP
import LocalCluster
import Transport

extension ClusterDoors {
    /// Sockets and certificates of this machine.
    static let live = ClusterDoors(
        makeAuthority: { name in
            KeyPair(try CertificateAuthority(commonName: name).credential)
        },
        issueServer: { authority, names in
            let authority = CertificateAuthority(credential: Credential(authority))
            return KeyPair(try authority.serverCredential(commonName: "radiant", names: names))
        },
        secureListener: { address, server, authority in
            NIOListener(
                address,
                security: NIOListener.Security(
                    credential: Credential(server),
                    clientAuthorities: authority
                ),
                grace: .seconds(1)
            )
        },
        plainListener: { address, bodyLimit in
            SharedListener(address, bodyLimit: bodyLimit, grace: .seconds(2))
        },
        transport: LoopTransport(),
        rpcTransport: RPCTransport(),
        forward: { address, choose, onReady in
            try await TCPForwarder(address, choose: choose).run(onReady: onReady)
        },
        connects: { address, timeout in
            await TCPProbe.canConnect(to: address, timeout: timeout)
        }
    )
}

extension KeyPair {
    fileprivate init(_ credential: Credential) {
        self.init(certificate: credential.certificate, key: credential.key)
    }
}

extension Credential {
    fileprivate init(_ pair: KeyPair) {
        self.init(certificate: pair.certificate, key: pair.key)
    }
}
