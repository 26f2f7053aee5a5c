import Documents
import HTTP
import HTTPTypes
import Kubernetes
import Synchronization
import Testing

@testable import LocalCluster

struct GatewayTests {
    /// Two predictors, the second with two pods, behind a VirtualService as Seldon's operator writes it.
    private static func view(
        weights: [Int],
        mirror: Double? = nil,
        ready: Bool = true
    ) -> TrafficView {
        var services: [ObjectKey: Service] = [:]
        var pods: [ObjectKey: Pod] = [:]
        var rules: [ObjectKey: DestinationRule] = [:]
        var routes: [JSON] = []
        for (index, predictor) in ["main", "canary", "shadow"].enumerated() {
            var service = Service(name: "echo-\(predictor)", namespace: "default")
            service.spec = [
                "clusterIP": .string("127.78.0.\(index + 1)"),
                "selector": ["seldon-app": .string("echo-\(predictor)")],
                "ports": [["name": "http", "port": 8000, "targetPort": 8000]],
            ]
            services[service.key] = service
            for number in 0..<(predictor == "canary" ? 2 : 1) {
                var pod = Pod(
                    name: "\(predictor)-\(number)",
                    namespace: "default",
                    labels: ["seldon-app": "echo-\(predictor)", "version": predictor]
                )
                pod.status = [
                    "podIP": .string("127.77.\(index).\(number + 2)"),
                    "conditions": [["type": "Ready", "status": ready ? "True" : "False"]],
                ]
                pods[pod.key] = pod
            }
            var rule = DestinationRule(name: "echo-\(predictor)", namespace: "default")
            rule.spec = [
                "host": .string("echo-\(predictor).default.svc.cluster.local"),
                "subsets": [
                    ["name": .string(predictor), "labels": ["version": .string(predictor)]]
                ],
            ]
            rules[rule.key] = rule
            if index < weights.count {
                routes.append([
                    "destination": destination(predictor), "weight": .int(weights[index]),
                ])
            }
        }
        var http: JSON = [
            "match": [["uri": ["prefix": "/seldon/default/echo/"]]],
            "rewrite": ["uri": "/"], "route": .array(routes),
        ]
        if let mirror {
            http["mirror"] = destination("shadow")
            http["mirrorPercentage"] = ["value": .double(mirror)]
        }
        var virtual = VirtualService(name: "echo-http", namespace: "default")
        virtual.spec = [
            "hosts": ["*"],
            "http": [
                http,
                [
                    "match": [["uri": ["regex": ".*seldon.protos.*"], "headers": ["seldon": [:]]]],
                    "route": .array(routes),
                ],
            ],
        ]
        let view = TrafficView()
        view.take(
            services: services,
            pods: pods,
            virtualServices: [virtual.key: virtual],
            destinationRules: rules
        )
        return view
    }

    private static func destination(_ predictor: String) -> JSON {
        [
            "host": .string("echo-\(predictor).default.svc.cluster.local"),
            "subset": .string(predictor), "port": ["number": 8000],
        ]
    }

    private func request(
        _ path: String = "/seldon/default/echo/api/v1.0/predictions?a=b",
        host: String = "127.0.0.1:8003"
    ) -> Request {
        Request(
            head: HTTPRequest(method: .post, scheme: "http", authority: host, path: path),
            body: .text("{}")
        )
    }

    private func predictor(_ response: Response) -> String? {
        HTTPField.Name("X-Radiant-Predictor").flatMap { response.head.headerFields[$0] }
    }

    @Test(arguments: [(50, 437...563), (20, 137...263), (0, 0...0), (100, 1_000...1_000)])
    func `a thousand requests are drawn by weight, each for itself`(
        weight: Int,
        bounds: ClosedRange<Int>
    ) async {
        let recorder = RequestRecorder()
        var counts: [Int] = []
        var runs: Set<[Bool]> = []
        for seed in [1, 2] as [UInt64] {
            let gateway = Gateway(
                view: Self.view(weights: [100 - weight, weight]),
                transport: recorder,
                generator: SeededGenerator(seed: seed)
            )
            var draws: [Bool] = []
            for _ in 0..<1_000 {
                draws.append(predictor(await gateway.respond(to: request())) == "canary")
            }
            counts.append(draws.filter { $0 }.count)
            runs.insert(draws)
        }

        #expect(counts.allSatisfy(bounds.contains), "\(counts)")
        if (1..<100).contains(weight) { #expect(runs.count == 2) }
    }

    @Test func `a lone destination gets everything whatever its weight`() async {
        let gateway = Gateway(view: Self.view(weights: [0]), transport: RequestRecorder())

        let response = await gateway.respond(to: request())

        #expect(response.status == 200)
        #expect(predictor(response) == "main")
    }

    @Test func `the request arrives rewritten, with what it brought`() async throws {
        let recorder = RequestRecorder()
        let gateway = Gateway(view: Self.view(weights: [100, 0]), transport: recorder)
        var request = request()
        let puid = try #require(HTTPField.Name("Seldon-Puid"))
        request.head.headerFields[puid] = "id-1"
        request.head.headerFields[.connection] = "keep-alive, X-Gone"
        request.head.headerFields[try #require(HTTPField.Name("X-Gone"))] = "1"

        _ = await gateway.respond(to: request)

        let seen = try #require(recorder.requests.first)
        #expect(seen.url == "http://127.77.0.2:8000/api/v1.0/predictions?a=b")
        #expect(seen.head.headerFields[puid] == "id-1")
        #expect(seen.head.headerFields[.connection] == nil)
        #expect(seen.head.headerFields[try #require(HTTPField.Name("X-Gone"))] == nil)
        let forwarded = try #require(HTTPField.Name("X-Forwarded-Host"))
        #expect(seen.head.headerFields[forwarded] == "127.0.0.1:8003")
        #expect(seen.body.bytes == Array("{}".utf8))
    }

    @Test func `the pods of a predictor share its requests`() async {
        let recorder = RequestRecorder()
        let gateway = Gateway(
            view: Self.view(weights: [0, 100]),
            transport: recorder,
            generator: SeededGenerator(seed: 3)
        )

        for _ in 0..<100 { _ = await gateway.respond(to: request()) }

        let hosts = Dictionary(grouping: recorder.requests) { $0.head.authority ?? "" }
        #expect(hosts.count == 2)
        #expect(hosts.values.allSatisfy { $0.count > 25 })
    }

    @Test func `another pod gets the request that one has refused`() async {
        let recorder = RequestRecorder(refusing: ["127.77.1.2:8000"])
        let gateway = Gateway(view: Self.view(weights: [0, 100]), transport: recorder)

        for _ in 0..<20 {
            let response = await gateway.respond(to: request())
            #expect(response.status == 200)
        }
    }

    @Test func `a predictor without a ready pod says so`() async throws {
        let gateway = Gateway(
            view: Self.view(weights: [100, 0], ready: false),
            transport: RequestRecorder()
        )

        let response = await gateway.respond(to: request())

        #expect(response.status == 503)
        let json = try JSON(parsing: response.body.bytes ?? [])
        #expect(json["reason"] == "NotReady")
        #expect(json["message"]?.string?.contains("predictor main") == true)
    }

    @Test func `an unknown path is answered with the known ones`() async throws {
        let gateway = Gateway(view: Self.view(weights: [100]), transport: RequestRecorder())

        let response = await gateway.respond(to: request("/seldon/default/nobody/x"))

        #expect(response.status == 404)
        let json = try JSON(parsing: response.body.bytes ?? [])
        #expect(json["routes"] == ["/seldon/default/echo/"])
    }

    @Test(arguments: [
        ("127.0.0.1:8003", true), ("localhost:8003", true), ("LOCALHOST", true),
        ("127.78.0.3", true), ("[::1]:8003", true), ("evil.example:8003", false), ("", false),
        ("127.0.0.1.evil.example", false), ("localhost.evil", false), ("10.0.0.1", false),
        ("127.0.0.1:x", false),
    ])
    func `only requests for this machine are answered`(host: String, isLocal: Bool) async {
        let gateway = Gateway(view: Self.view(weights: [100]), transport: RequestRecorder())

        let response = await gateway.respond(to: request(host: host))

        #expect(response.status == (isLocal ? 200 : 421))
        #expect(!response.head.headerFields.contains { $0.name.canonicalName.hasPrefix("access-") })
    }

    @Test func `a body over 32 MiB is refused`() async {
        let gateway = Gateway(view: Self.view(weights: [100]), transport: RequestRecorder())
        var request = request()
        request.body = .bytes([UInt8](repeating: 0, count: (32 << 20) + 1))

        #expect(await gateway.respond(to: request).status == 413)
    }

    @Test(arguments: [(100.0, 200...200), (50.0, 60...140), (0.0, 0...0)])
    func `a shadow gets its share of copies, and its answers are dropped`(
        percentage: Double,
        bounds: ClosedRange<Int>
    ) async {
        let recorder = RequestRecorder()
        let gateway = Gateway(
            view: Self.view(weights: [100, 0], mirror: percentage),
            transport: recorder,
            generator: SeededGenerator(seed: 5)
        )

        await withTaskGroup(of: Void.self) { group in
            group.addTask { await gateway.runMirrors() }
            for _ in 0..<200 {
                let response = await gateway.respond(to: request())
                #expect(predictor(response) == "main")
                // Copies are dropped when too many wait; here all shall be counted.
                await recorder.settle()
            }
            group.cancelAll()
        }

        let copies = recorder.requests.filter { $0.head.authority == "127.77.2.2:8000" }.count
        #expect(bounds.contains(copies), "\(copies)")
    }
}

/// A transport that answers everything, and remembers it.
private final class RequestRecorder: HTTPTransport {
    private let state = Mutex<[Request]>([])
    private let refusing: Set<String>

    init(refusing: Set<String> = []) { self.refusing = refusing }

    var requests: [Request] { state.withLock { $0 } }

    func send(_ request: Request, _ options: RequestOptions) async throws -> Response {
        if refusing.contains(request.head.authority ?? "") {
            throw HTTPError.cannotConnect(url: request.url, reason: "connection refused")
        }
        state.withLock { $0.append(request) }
        return Response(.ok, body: .text("{}"))
    }

    /// Lets other tasks run.
    func settle() async { for _ in 0..<20 { await Task.yield() } }
}
