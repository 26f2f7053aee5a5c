import Documents
import HTTP
import HTTPTypes
import Kubernetes
import KubernetesClient
import Synchronization
import Testing

@testable import Operations

/// What a session says of a cluster that refuses, lacks or forgets something.
struct TruthTests {
    /// The embedded API server behind something that answers certain paths in its place.
    private func snapshot(
        of cluster: TestCluster,
        answering answer: @escaping @Sendable (Request) -> Response?,
        where isMet: @escaping @Sendable (ClusterSnapshot) -> Bool
    ) async -> ClusterSnapshot? {
        struct Door: HTTPTransport {
            let client: APIClient
            let answer: @Sendable (Request) -> Response?

            func send(_ request: Request, _ options: RequestOptions) async throws -> Response {
                if let response = answer(request) { return response }
                return try await client.response(
                    request.head.method,
                    request.head.path ?? "/",
                    fields: request.head.headerFields,
                    body: request.body,
                    options: options
                )
            }
        }
        let session = ClusterSession(
            APIClient(
                ClusterEndpoint(server: "https://test", namespace: "default"),
                over: Door(client: cluster.client, answer: answer),
                retrying: .never
            ),
            scope: .all,
            labels: ClusterSession.Labels(context: "test", cluster: "c", user: "u"),
            interval: .milliseconds(50)
        )
        return await session.first(where: isMet)
    }

    private static func refusal(_ code: Int, _ reason: String, _ message: String) -> Response {
        let status = APIStatus(code: code, reason: reason, message: message)
        return Response(.init(code: code), body: .bytes(status.json.bytes()))
    }

    @Test func `a list that is forbidden is a gap with its remedy, and the rest is shown`()
        async throws
    {
        let cluster = try await TestCluster()
        try await cluster.seed()

        let snapshot = await snapshot(of: cluster) { request in
            guard request.path.hasSuffix("/v1/pods"), request.path.contains("/api/") else {
                return nil
            }
            return Self.refusal(403, "Forbidden", "pods is forbidden")
        } where: {
            $0.isComplete && !$0.deployments.isEmpty && $0.gaps.contains { $0.subject == "pods" }
        }

        let gap = try #require(snapshot?.gaps.first { $0.subject == "pods" })
        #expect(gap.reason == "pods is forbidden")
        #expect(gap.remedy == "ask for the verbs list and watch on pods in all namespaces")
        let health = try #require(snapshot?.sources.first { $0.source == .apiServer })
        #expect(health.status == .healthy)
        #expect(snapshot?.deployments.first?.predictors.count == 2)
    }

    @Test func `a cluster without the resource says how to install it, and is no lost cluster`()
        async throws
    {
        let cluster = try await TestCluster()

        let snapshot = await snapshot(of: cluster) { request in
            guard request.path.hasSuffix("/seldondeployments") else { return nil }
            return Response(.notFound, type: "text/plain", body: .text("404 page not found\n"))
        } where: { snapshot in
            snapshot.sources.contains {
                if $0.source == .apiServer, case .failing = $0.status { true } else { false }
            }
        }

        let health = try #require(snapshot?.sources.first { $0.source == .apiServer })
        #expect(health.isReachable)
        #expect(health.hint?.contains("helm install") == true)
        #expect(health.nextAttempt != nil)
        #expect(snapshot?.isComplete == false)
    }

    @Test func `a resource that was just created and is not served yet is seen once it is`()
        async throws
    {
        let cluster = try await TestCluster()
        try await cluster.seed()
        let refusals = Mutex(4)

        let snapshot = await snapshot(of: cluster) { request in
            guard request.path.hasSuffix("/seldondeployments") else { return nil }
            let isRefused = refusals.withLock { left in
                left -= 1
                return left >= 0
            }
            return isRefused ? Response(.notFound, body: .text("404 page not found\n")) : nil
        } where: {
            $0.isComplete && $0.deployments.map(\.id.name) == ["checks"]
        }

        #expect(snapshot != nil)
    }

    @Test func `ages are by the server's clock, however wrong this machine's is`() async throws {
        let cluster = try await TestCluster()
        try await cluster.seed()

        let snapshot = await snapshot(of: cluster) { request in
            guard request.path == "/version" else { return nil }
            return Response(
                .ok,
                body: .text("{}"),
                fields: [.date: "Mon, 23 Nov 2020 20:15:00 GMT"]
            )
        } where: { snapshot in
            let year2021 = Moment(secondsSince1970: 1_609_459_200)
            return snapshot.takenAt < year2021 && snapshot.isComplete
        }

        let health = try #require(snapshot?.sources.first { $0.source == .apiServer })
        let age = try #require(health.lastSuccess.map { snapshot?.takenAt.elapsed(since: $0) })
        #expect(age.map { $0 > .seconds(-5) && $0 < .seconds(60) } == true)
    }
}
