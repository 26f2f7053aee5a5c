import Documents
import HTTP
import HTTPTypes
import Kubernetes
import KubernetesClient
import Logging
import Synchronization
import Testing

@testable import LocalCluster

/// A whole cluster without a socket: its listeners hand over what would answer, its pods are real
/// processes that sleep.
final class ClusterFixture: Sendable {
    let scratch = ScratchDirectory()
    private let handlers = Mutex<[String: any Handler]>([:])
    private let images: [String: String]

    /// Makes a cluster whose images are shell scripts.
    init(images: [String: String] = [:]) { self.images = images }

    /// Runs the cluster until the body is done, which begins when all deployments serve.
    func running(
        applying object: JSON? = nil,
        _ body: @Sendable @escaping () async throws -> Void
    ) async throws {
        let directory = try DataDirectory(at: scratch.path + "/data")
        let script = "exec sleep 1000"
        let scripts = ["*": script].merging(images) { _, own in own }
        var configuration = ClusterConfiguration(
            directory: directory,
            catalogue: ImageCatalogue(
                programs: "/nowhere",
                additions: scripts.sorted { $0.key > $1.key }.map { pattern, script in
                    ImageCatalogue.Entry(
                        pattern: ImagePattern(text: pattern),
                        words: ["/bin/sh", "-c", script],
                        takesArguments: false,
                        isOwn: true
                    )
                }
            )
        )
        configuration.apiPort = 7001
        configuration.gatewayPort = 7002
        let cluster = EmbeddedCluster(
            configuration,
            doors: doors,
            launcher: SubprocessLauncher(grace: .milliseconds(300)),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
        let (readies, ready) = AsyncStream<Void>.makeStream()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                try await cluster.run { stage in
                    switch stage {
                    case .serving:
                        guard let object else { return }
                        _ = try await self.client().create(
                            .seldonDeployment,
                            namespace: "default",
                            object
                        )
                    case .ready: ready.yield()
                    }
                }
                ready.finish()
            }
            group.addTask {
                for await _ in readies {
                    try await body()
                    return
                }
            }
            try await group.next()
            group.cancelAll()
            try await group.waitForAll()
        }
    }

    /// A client with the rights of the administrator's kubeconfig.
    func client() throws -> APIClient {
        try client(at: Kubeconfig(file: scratch.path + "/data/kubeconfig").endpoint())
    }

    /// A client with other credentials.
    func client(at endpoint: ClusterEndpoint) throws -> APIClient {
        let api = try #require(handlers.withLock { $0["api"] })
        return APIClient(endpoint, over: InProcessTransport(to: api))
    }

    /// Sends a request through the gateway.
    func ask(_ path: String) async throws -> Response {
        let gateway = try #require(handlers.withLock { $0["gateway"] })
        let request = try Request(.post, url: "http://127.0.0.1:7002\(path)", body: .text("{}"))
        return await gateway.respond(to: request)
    }

    private var doors: ClusterDoors {
        ClusterDoors(
            makeAuthority: { _ in KeyPair(certificate: Array("ca".utf8), key: Array("key".utf8)) },
            issueServer: { authority, _ in authority },
            secureListener: { address, _, _ in self.listener("api", address) },
            plainListener: { address, _ in self.listener("gateway", address) },
            transport: InProcessTransport(
                to: ClosureHandler { request in
                    Response(.ok, type: "application/json", body: .text("\"\(request.path)\""))
                }
            ),
            forward: { _, _, _ in
                let (never, _) = AsyncStream<Void>.makeStream()
                for await _ in never {}
            },
            connects: { _, _ in true }
        )
    }

    private func listener(_ name: String, _ address: SocketAddress) -> any HTTPListener {
        PretendedListener(address: address) { handler in
            self.handlers.withLock { $0[name] = handler }
        }
    }
}

/// A listener that hands its handler over instead of listening.
private struct PretendedListener: HTTPListener {
    let address: SocketAddress
    let take: @Sendable (any Handler) -> Void

    func serve(
        _ handler: any Handler,
        onReady: @escaping @Sendable (SocketAddress) -> Void
    ) async throws {
        take(handler)
        onReady(address)
        let (never, _) = AsyncStream<Void>.makeStream()
        for await _ in never {}
    }
}
