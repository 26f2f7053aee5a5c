import Documents
import Failures
import HTTP
import HTTPTypes
import Kubernetes
import KubernetesClient
import Testing

@testable import Transport

/// Whatever goes wrong on the wire, the store ends up equal to a fresh list.
///
/// One at a time: some faults send as fast as they can.
@Suite(.serialized, .timeLimit(.minutes(2)))
struct FaultTests {
    private let cluster = FaultyCluster()
    private let store = ObjectStore<Pod>()

    private func reflector(asksForInitialEvents: Bool = false) -> Reflector<Pod> {
        let client = APIClient(
            ClusterEndpoint(server: cluster.url),
            over: CurlTransport(),
            retrying: .never
        )
        return Reflector(
            client,
            keeping: ["status": ["phase": .all]],
            into: store,
            limits: Reflector.Limits(
                silence: .milliseconds(300),
                initialEvents: .milliseconds(300),
                answer: .seconds(1)
            ),
            asksForInitialEvents: asksForInitialEvents
        )
    }

    private var held: [String: String] {
        get async {
            var held: [String: String] = [:]
            for (key, pod) in await store.objects { held[key.name] = pod.metadata.resourceVersion }
            return held
        }
    }

    private func following(
        asksForInitialEvents: Bool = false,
        _ body: () async -> Void
    ) async {
        for name in ["a", "b", "c"] { cluster.put(name) }
        await withTaskGroup { group in
            group.addTask {
                await reflector(asksForInitialEvents: asksForInitialEvents).run()
            }
            await eventually { await held == cluster.truth }
            await body()
            group.cancelAll()
        }
        cluster.stop()
    }

    /// Changes of every kind, one of them to an object that a fault may have garbled.
    private func change(_ round: Int) {
        cluster.put("new-\(round)")
        cluster.put("a")
        cluster.remove(round.isMultiple(of: 2) ? "b" : "c")
        cluster.put(round.isMultiple(of: 2) ? "c" : "b")
    }

    @Test(arguments: FaultyCluster.Fault.allCases)
    func `after a fault the store equals a fresh list`(fault: FaultyCluster.Fault) async {
        await following {
            for round in 0..<2 {
                cluster.inject(fault)
                change(round)
                await eventually { cluster.isHit }
                await eventually { await held == cluster.truth }
                // What comes after the fault arrives by a watch that works.
                cluster.put("after-\(round)")
                await eventually { await held == cluster.truth }
                await eventually { await store.state.isCurrent }
            }
        }
    }

    @Test func `a storm of 429 passes, and the store was never emptied`() async {
        await following {
            cluster.storm(6)
            change(0)
            #expect(await !held.isEmpty)
            await eventually { cluster.isHit }
            await eventually { await held == cluster.truth }
        }
    }

    @Test(arguments: [false, true])
    func `an API server that is restarted is found again, be it put back to an older state`(
        losingPast: Bool
    ) async {
        await following {
            cluster.restart(losingPast: losingPast)
            change(1)
            await eventually { await held == cluster.truth }
            change(2)
            await eventually { await held == cluster.truth }
        }
    }

    @Test func `a server that knows no initial events is listed page by page`() async {
        await following(asksForInitialEvents: true) {
            change(0)
            await eventually { await held == cluster.truth }
            #expect(cluster.counts.lists == 1)
        }
    }

    @Test func `a watch that is silent for too long is checked by a list and replaced`() async {
        await following {
            let before = cluster.counts
            await eventually {
                cluster.counts.watches > before.watches && cluster.counts.lists > before.lists
            }
            change(0)
            await eventually { await held == cluster.truth }
            await eventually { await store.state.isCurrent }
        }
    }

    @Test func `a body that is read slowly is not piled up in memory`() async throws {
        let server = FaultySocket { _ in
            [
                .text("HTTP/1.1 200 OK\r\n\r\n"),
                .sendForEver([UInt8](repeating: 0x0A, count: 1 << 20)),
            ]
        }
        let response = try await CurlTransport().send(
            Request(url: server.url),
            RequestOptions(delivery: .streamed)
        )
        guard case .stream(let stream) = response.body else {
            Issue.record("the body is no stream")
            return
        }
        var pieces = stream.makeAsyncIterator()
        _ = try await pieces.next()

        // The server gets rid of what the buffers on the way hold, and then of no more.
        var sent = -1
        await eventually {
            try? await ContinuousClock().sleep(for: .milliseconds(200))
            defer { sent = server.sentBytes }
            return server.sentBytes == sent
        }
        #expect(sent < 64 << 20)
        server.stop()
    }
}

/// Certificates that are not to be trusted, over a real socket.
struct DistrustTests {
    private func failure(
        _ credential: (CertificateAuthority) throws -> Transport.Credential,
        trusting other: CertificateAuthority? = nil,
        serverName: String? = nil
    ) async throws -> ClientError? {
        let authority = try CertificateAuthority(commonName: "authority")
        let listener = NIOListener(
            SocketAddress(host: "127.0.0.1", port: 0),
            security: NIOListener.Security(credential: try credential(authority)),
            grace: .milliseconds(100)
        )
        let (addresses, found) = AsyncStream<SocketAddress>.makeStream()
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                try await listener.serve(ClosureHandler { _ in Response(.ok, body: .text("{}")) }) {
                    found.yield($0)
                }
            }
            defer { group.cancelAll() }
            for await address in addresses {
                let trusted = (other ?? authority).credential.certificate
                let client = APIClient(
                    ClusterEndpoint(server: "https://\(address)"),
                    over: CurlTransport(
                        security: ClientSecurity(authorities: trusted, serverName: serverName)
                    )
                )
                do {
                    _ = try await client.json(.get, "/version")
                    return nil
                } catch let error as ClientError {
                    return error
                }
            }
            return nil
        }
    }

    @Test func `a server whose certificate has run out is told from one that is not known`()
        async throws
    {
        let expired = try await failure { authority in
            let request = CertificateRequest(
                commonName: "server",
                organizations: [],
                days: -1,
                extensions: []
            )
            return try request.issue(by: authority.credential)
        }
        let unknown = try await failure(
            { try $0.serverCredential(commonName: "server", names: ["127.0.0.1"]) },
            trusting: try CertificateAuthority(commonName: "another")
        )

        #expect(expired?.failure.message.contains("expired") == true)
        #expect(expired?.failure.hint?.contains("clock") == true)
        #expect(unknown?.failure.hint?.contains("certificate-authority") == true)
    }

    @Test func `a certificate for another name is taken when tls-server-name says so`() async throws
    {
        let named: (CertificateAuthority) throws -> Transport.Credential = {
            try $0.serverCredential(commonName: "server", names: ["api.internal"])
        }
        let refused = try await failure(named)
        let taken = try await failure(named, serverName: "api.internal")

        #expect(refused?.failure.hint?.contains("tls-server-name") == true)
        #expect(taken == nil)
    }
}
