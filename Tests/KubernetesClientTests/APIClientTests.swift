import Documents
import Failures
import HTTP
import HTTPTypes
import Kubernetes
import KubernetesClient
import Synchronization
import Testing

/// Answers requests from a list and keeps what was asked.
final class Script: Sendable {
    private let state: Mutex<(answers: [Response], requests: [Request])>

    init(_ answers: [Response]) { state = Mutex((answers, [])) }

    func next(_ request: Request) -> Response {
        state.withLock { state in
            state.requests.append(request)
            return state.answers.isEmpty ? Response(.notFound) : state.answers.removeFirst()
        }
    }

    var requests: [Request] { state.withLock(\.requests) }

    func client(
        _ endpoint: ClusterEndpoint = ClusterEndpoint(server: "http://test")
    ) -> APIClient {
        APIClient(
            endpoint,
            over: InProcessTransport(to: ClosureHandler { self.next($0) }),
            retrying: RetryPolicy(firstDelay: .zero, longestDelay: .zero)
        )
    }
}

struct APIClientTests {
    private let key = ObjectKey(namespace: "models", name: "iris")

    @Test func `credentials, identity and selectors are in the request`() async throws {
        let script = Script([Response(.ok, body: .text(#"{"metadata":{},"items":[]}"#))])
        let endpoint = ClusterEndpoint(
            server: "https://h:1/",
            credential: .password(user: "me", password: "pw"),
            impersonation: Impersonation(user: "boss", groups: ["a", "b"])
        )

        let pods = try await script.client(endpoint).list(
            Pod.self,
            ListQuery(namespace: "models", labels: LabelSelector(matching: ["app": "x"]))
        )

        #expect(pods.isEmpty)
        let request = try #require(script.requests.first)
        #expect(
            request.url
                == "https://h:1/api/v1/namespaces/models/pods?labelSelector=app%3Dx&limit=500"
        )
        #expect(request.head.headerFields[.authorization] == "Basic bWU6cHc=")
        let group = try #require(HTTPField.Name("Impersonate-Group"))
        #expect(request.head.headerFields[values: group] == ["a", "b"])
    }

    @Test func `pages are put together, and items know their kind`() async throws {
        let page = #"{"metadata":{"continue":"t"},"items":[{"metadata":{"name":"a"}}]}"#
        let last = #"{"metadata":{"continue":""},"items":[{"metadata":{"name":"b"}}]}"#
        let script = Script([Response(.ok, body: .text(page)), Response(.ok, body: .text(last))])

        let pods = try await script.client().list(Pod.self)

        #expect(pods.map(\.name) == ["a", "b"])
        #expect(pods.first?.json["kind"] == "Pod")
        #expect(script.requests.last?.query["continue"] == "t")
    }

    @Test func `a refusal is thrown as the server's status`() async throws {
        let status = APIStatus(code: 409, reason: "AlreadyExists", message: "it is there")
        let script = Script([Response(.conflict, body: .bytes(status.json.bytes()))])

        let error = await #expect(throws: ClientError.self) {
            try await script.client().create(Pod(name: "a", namespace: "b"))
        }

        #expect(error == .refused(status))
        #expect(error?.isAlreadyThere == true)
    }

    @Test func `an answer that is no status still becomes one`() async throws {
        let script = Script([Response(.notFound, body: .text("404 page not found\n"))])

        let error = await #expect(throws: ClientError.self) {
            try await script.client().get(Pod.self, key)
        }

        #expect(error?.isNotFound == true)
        #expect(error?.failure.message == "404 page not found")
    }

    @Test func `a busy server is asked again, a write that failed otherwise is not`() async throws {
        let script = Script([
            Response(.tooManyRequests, fields: [.retryAfter: "1"]),
            Response(.ok, body: .text(#"{"metadata":{"name":"iris"}}"#)),
            Response(.serviceUnavailable),
        ])
        let client = script.client()

        let pod = try await client.patch(Pod.self, key, .merge(["spec": [:]]))
        #expect(pod.name == "iris")
        await #expect(throws: ClientError.self) { try await client.create(pod) }
        #expect(script.requests.count == 3)
    }

    @Test func `each kind of patch has its content type`() async throws {
        let kinds: [(ObjectPatch, String)] = [
            (.json(JSONPatch()), "application/json-patch+json"),
            (.merge([:]), "application/merge-patch+json"),
            (.strategic([:]), "application/strategic-merge-patch+json"),
            (.apply([:], isForced: true), "application/apply-patch+yaml"),
        ]
        for (patch, type) in kinds {
            let script = Script([Response(.ok, body: .text("{}"))])
            _ = try await script.client().patch(.pod, key, patch, options: .init(isDryRun: true))
            #expect(script.requests.first?.head.headerFields[.contentType] == type)
            #expect(script.requests.first?.query["dryRun"] == "All")
        }
        #expect(kinds.count == 4)
    }

    @Test func `a proxied answer passes through whatever its status`() async throws {
        let script = Script([Response(.init(code: 418), body: .text("teapot"))])

        let response = try await script.client().proxy(
            to: .pod(key, port: 8000),
            "/prometheus?x=1"
        )

        #expect(response.status == 418)
        #expect(
            script.requests.first?.url
                == "http://test/api/v1/namespaces/models/pods/iris:8000/proxy/prometheus?x=1"
        )
    }
}
