import Documents
import HTTP
import HTTPTypes
import Kubernetes
import KubernetesClient
import Telemetry
import Testing

@testable import Operations

struct MetricsWayTests {
    private func pod(isInMesh: Bool = false) -> OrchestratorPod? {
        var containers: [JSON] = [
            ["name": "seldon-container-engine", "args": ["--sdep", "x", "--predictor", "main"]]
        ]
        if isInMesh { containers.append(["name": "istio-proxy"]) }
        return OrchestratorPod(
            Pod(json: [
                "metadata": ["name": "p", "namespace": "models"],
                "spec": ["containers": .array(containers)],
                "status": [
                    "podIP": "10.0.0.7",
                    "containerStatuses": [
                        ["name": "seldon-container-engine", "state": ["running": [:]]]
                    ],
                ],
            ])
        )
    }

    private func status(_ code: Int, _ reason: String, _ message: String) -> [UInt8] {
        APIStatus(code: code, reason: reason, message: message).json.bytes()
    }

    @Test func `a mesh that wants certificates and a right that is missing are told apart`() throws
    {
        let reset = status(
            503,
            "ServiceUnavailable",
            "error trying to reach service: read tcp 10.0.0.1: read: connection reset by peer"
        )
        let plain = try #require(pod())
        let meshed = try #require(pod(isInMesh: true))

        let mesh = MetricsRefusal(status: 503, body: reset, of: meshed)
        #expect(mesh.isLasting && mesh.reason.contains("strict mTLS"))
        let broken = MetricsRefusal(status: 503, body: reset, of: plain)
        #expect(!broken.isLasting && broken.reason.contains("connection reset"))
        let right = MetricsRefusal(status: 403, body: status(403, "Forbidden", "no"), of: plain)
        #expect(right.isLasting)
        #expect(right.reason == "the right to get pods/proxy in models is missing")
    }

    @Test func `the families of the Java engine are read, by their own labels`() {
        let text = """
            seldon_api_engine_server_requests_duration_seconds_bucket{method="POST",status="200",uri="/api/v0.1/predictions",le="10.0"} 3
            seldon_api_engine_server_requests_duration_seconds_bucket{method="POST",status="200",uri="/api/v0.1/predictions",le="+Inf"} 4
            seldon_api_engine_server_requests_duration_seconds_bucket{method="POST",status="500",uri="/api/v0.1/predictions",le="+Inf"} 1
            seldon_api_engine_server_requests_duration_seconds_bucket{method="POST",status="200",uri="/api/v0.1/feedback",le="+Inf"} 9
            seldon_api_engine_client_requests_duration_seconds_bucket{model_name="reader",status="200",uri="/predict",le="+Inf"} 5

            """

        let counters = OrchestratorCounters(parsing: Array(text.utf8))

        #expect(counters.server.mapValues(\.count) == ["200": 4, "500": 1])
        #expect(counters.nodes["reader"]?["/predict"]?["200"]?.count == 5)
        // Of four, the slowest took longer than the last bucket tells.
        #expect(counters.server["200"]?.quantile(0.99) == .over(10))
    }

    @Test func `what a Prometheus knows goes to the pods it is of, by name or by address`()
        async throws
    {
        let text = #"""
            {"status":"success","data":{"resultType":"vector","result":[
            {"metric":{"__name__":"seldon_api_executor_server_requests_seconds_bucket","le":"+Inf",
             "service":"predictions","code":"200","namespace":"models","pod":"p"},"value":[1,"7"]},
            {"metric":{"__name__":"seldon_api_executor_server_requests_seconds_bucket","le":"+Inf",
             "service":"predictions","code":"200","instance":"10.0.0.8:8000"},"value":[1,"5"]}]}}
            """#
        let source = PrometheusSource(
            place: .url("http://prometheus"),
            client: APIClient(
                ClusterEndpoint(server: "http://test"),
                over: InProcessTransport(to: ClosureHandler { _ in Response(.notFound) })
            ),
            web: InProcessTransport(
                to: ClosureHandler { request in
                    let query = request.query["query"] ?? ""
                    #expect(query.contains(#"deployment_name=~"a\\.b|x""#), "\(query)")
                    return Response(.ok, body: .text(text))
                }
            )
        )

        let readings = try await source.readings(of: ["x", "a.b"])

        #expect(readings.count == 2)
        let named = readings.first { $0.pod == "p" }
        #expect(named?.namespace == "models" && named?.counters.served == 7)
        #expect(readings.first { $0.pod == "10.0.0.8" }?.counters.served == 5)
    }

    @Test(arguments: [
        ("http://p:9090/", PrometheusPlace.url("http://p:9090") as PrometheusPlace?),
        ("monitoring/prom:web", .service(namespace: "monitoring", name: "prom", port: "web")),
        ("prom:9090", nil), ("a/b", nil), ("a/:9", nil), ("a/b:", nil),
    ])
    func `a place is a URL or a port of a Service`(text: String, place: PrometheusPlace?) {
        #expect(PrometheusPlace(parsing: text) == place)
    }
}
