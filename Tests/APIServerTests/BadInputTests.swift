import Documents
import HTTP
import HTTPTypes
import Kubernetes
import Synchronization
import Testing

@testable import APIServer

struct BadInputTests {
    @Test(arguments: [
        "", "{", "[]", "null", "\"text\"", "{\"apiVersion\": 1}", "{\"kind\": {}}",
        "{\"apiVersion\": \"machinelearning.seldon.io/v1\", \"kind\": \"SeldonDeployment\"}",
        "{\"metadata\": []}", "\u{0}",
    ])
    func `a body that is no object is refused with a Status`(_ body: String) async throws {
        let cluster = try await TestCluster()

        let (status, answer) = try await cluster.json(.post, Sample.graphs, body)

        #expect((400..<500).contains(status))
        #expect(answer["kind"] == "Status")
        #expect(answer["code"]?.int == status)
    }

    @Test func `an object nested without end is refused`() async throws {
        let cluster = try await TestCluster()
        let body = String(repeating: "{\"a\":", count: 5000)

        let (status, _) = try await cluster.json(.post, Sample.graphs, body)

        #expect(status == 400)
    }

    @Test func `a body past the limit is refused`() async throws {
        let cluster = try await TestCluster()
        let body = String(repeating: " ", count: ClusterAPI.bodyLimit + 1)

        let (status, answer) = try await cluster.json(.post, Sample.graphs, body)

        #expect(status == 413)
        #expect(answer["reason"] == "RequestEntityTooLarge")
    }

    @Test(arguments: [
        "kind: SeldonDeployment\nmetadata: &a {x: *a}\n", "a: [\n", "\t- x", "a: 1\na: 2\n",
    ])
    func `YAML that is none is refused`(_ body: String) async throws {
        let cluster = try await TestCluster()

        let (status, _) = try await cluster.json(
            .patch,
            Sample.graphs + "/x?fieldManager=m",
            body,
            type: "application/apply-patch+yaml"
        )

        #expect(status == 400)
    }

    @Test(arguments: [
        "/api/v1/pods/", "/api/v1/namespaces//pods", "/api//v1", "/apis/apps", "/apis/apps/v9/x",
        "/api/v1/namespaces/models/pods/a/b/c/d", "/../../etc/passwd", "/api/v1/%2e%2e", "//",
        "/api/v1/namespaces/models/pods/%00", "/openapi/v3/nothing", "/apis/apps/v1/nothings",
        "/api/v1/pods?limit=-1", "/api/v1/pods?limit=x", "/api/v1/pods?fieldSelector=,,,",
        "/api/v1/pods?labelSelector=%21", "/api/v1/pods?continue=%00",
    ])
    func `no path makes the server fail`(_ path: String) async throws {
        let cluster = try await TestCluster()

        let response = try await cluster.send(.get, path)

        #expect(response.status < 500)
    }

    @Test func `a graph eleven levels below the root is an unknown field`() async throws {
        let cluster = try await TestCluster()
        func graph(_ levels: Int) -> JSON {
            let name = JSON.string("n\(levels)")
            return levels == 0
                ? ["name": name] : ["name": name, "children": [graph(levels - 1)]]
        }
        func post(_ levels: Int) async throws -> Int {
            var object = Sample.graph("deep-\(levels)")
            object["spec"] = ["predictors": [["name": "main", "graph": graph(levels)]]]
            return try await cluster.json(
                .post,
                Sample.graphs + "?fieldValidation=Strict",
                object.text()
            ).status
        }

        #expect(try await post(10) == 201)
        #expect(try await post(11) == 400)
    }

    @Test(.timeLimit(.minutes(1)))
    func `requests past the seats are told to come back, and watches take none`() async throws {
        let store = try VersionedStore(path: nil)
        let api = ClusterAPI(store: store, users: TestCluster.users, seats: 1)
        try await api.prepare()
        func send(
            _ method: HTTPRequest.Method,
            _ path: String,
            _ body: Body = .empty
        ) async throws -> Response {
            var fields: HTTPFields = [.contentType: "application/json"]
            fields[.authorization] = "Bearer admin"
            let url = "https://127.0.0.1:6443" + path
            return await api.respond(to: try Request(method, url: url, fields: fields, body: body))
        }
        let maps = "/api/v1/namespaces/default/configmaps"
        let (asked, ask) = AsyncStream<Void>.makeStream()
        let (opened, open) = AsyncStream<Void>.makeStream()
        let calls = Mutex(0)
        let slow = ByteStream(unfolding: {
            guard
                calls.withLock({
                    $0 += 1
                    return $0 == 1
                })
            else { return nil }
            ask.yield()
            for await _ in opened.prefix(1) {}
            return Array(Sample.configMap("slow").text().utf8)
        })

        async let held = send(.post, maps, .stream(slow))
        for await _ in asked.prefix(1) {}
        let refused = try await send(.get, maps)
        let watch = try await send(.get, maps + "?watch=true")
        open.yield()

        #expect(refused.status == 429)
        #expect(refused.head.headerFields[.retryAfter] == "1")
        #expect(watch.status == 200)
        #expect(try await held.status == 201)
        #expect(try await send(.get, maps).status == 200)
    }
}
