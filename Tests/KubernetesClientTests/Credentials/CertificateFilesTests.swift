import Documents
import Foundation
import HTTP
import HTTPTypes
import KubernetesClient
import Synchronization
import Testing
import Transport

/// Client certificates in files that others renew, against a server over TLS.
struct CertificateFilesTests {
    private let folder = FileManager.default.temporaryDirectory
        .appending(path: "certificates-\(UUID().uuidString)")

    private func write(_ credential: Transport.Credential) throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data(credential.certificate).write(to: folder.appending(path: "crt"), options: .atomic)
        try Data(credential.key).write(to: folder.appending(path: "key"), options: .atomic)
    }

    private func serving(
        _ authority: CertificateAuthority,
        _ body: @escaping @Sendable (APIClient) async throws -> Void
    ) async throws {
        let listener = NIOListener(
            SocketAddress(host: "127.0.0.1", port: 0),
            security: NIOListener.Security(
                credential: try authority.serverCredential(
                    commonName: "server",
                    names: ["127.0.0.1"]
                ),
                clientAuthorities: authority.credential.certificate
            ),
            grace: .milliseconds(200)
        )
        let names = ClosureHandler { request in
            Response(.ok, body: .text("\"\(request.peer.commonName ?? "nobody")\""))
        }
        let folder = folder
        let (addresses, found) = AsyncStream<SocketAddress>.makeStream()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await listener.serve(names) { found.yield($0) } }
            for await address in addresses.prefix(1) {
                let text = """
                    current-context: x
                    contexts: [{name: x, context: {cluster: c, user: u}}]
                    clusters: [{name: c, cluster: {server: "https://\(address)"}}]
                    users: [{name: u, user: {client-certificate: crt, client-key: key}}]
                    """
                let config = try Kubeconfig(parsing: text, file: folder.path + "/config")
                let trust = ClientSecurity(authorities: authority.credential.certificate)
                try await body(
                    APIClient(try config.endpoint(), over: CurlTransport(security: trust))
                )
            }
            group.cancelAll()
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func `a certificate that was renewed on the disk is shown from the next request on`()
        async throws
    {
        defer { try? FileManager.default.removeItem(at: folder) }
        let authority = try CertificateAuthority(commonName: "test authority")
        try write(try authority.clientCredential(commonName: "old", organizations: []))
        try await serving(authority) { client in
            #expect(try await client.json(.get, "/version").string == "old")
            #expect(try await client.json(.get, "/version").string == "old")

            try write(try authority.clientCredential(commonName: "new", organizations: []))

            #expect(try await client.json(.get, "/version").string == "new")
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func `while a file is missing the last certificate stays in use`() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let authority = try CertificateAuthority(commonName: "test authority")
        try write(try authority.clientCredential(commonName: "old", organizations: []))
        let key = folder.appending(path: "key")
        try await serving(authority) { client in
            #expect(try await client.json(.get, "/version").string == "old")

            try FileManager.default.removeItem(at: key)

            #expect(try await client.json(.get, "/version").string == "old")
        }
    }
}
