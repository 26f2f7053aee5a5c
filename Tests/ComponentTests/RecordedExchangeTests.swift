import Component
import Documents
import HTTP
import Testing

struct RecordedExchangeTests {
    /// Exchanges in which we differ from the real wrapper on purpose, and why.
    private static let differences: [String: String] = [
        // A path or method that is not there is the client's fault, not an internal error.
        "not-found": "404", "root": "404", "live-path": "404", "ready-path": "404",
        "metadata-trailing-model": "404", "metrics-on-http-port": "404",
        "get-api-v1.0-predictions": "405", "method-not-allowed": "405",
        // Bad input is the sender's fault: 400 where numpy's exceptions make it 500.
        "predict-1d": "a flat list is one row", "predict-bad-shape": "400",
        "predict-ragged": "400", "predict-strings-into-numeric-model": "400",
        "route-on-strdata": "400", "transform-input-error": "400", "aggregate-empty": "400",
        "aggregate-ragged": "400", "multipart-bindata-field": "400",
        "echo-bindata-bad-base64": "400", "predict-empty-data": "no rows in, no rows out",
        // NaN is not JSON.
        "echo-ndarray-nan": "400",
        // What numpy and the real wrapper's duck typing do to values, ours leaves alone.
        "echo-ndarray-mixed-2d": "the number stays a number",
        "echo-jsondata-list": "it stays jsonData", "echo-jsondata-scalar": "it stays jsonData",
        "echo-tftensor": "it passes through",
        "transform-input-predict-on-transformer": "400 in place of an empty list",
        // The real wrapper's own label leaks into the tags; protobuf's form leaves COUNTER out.
        "metrics-tags-predict": "no label in the tags",
        "metrics-tags-predict-2": "no label in the tags",
        "metrics-tags-feedback": "the type is told",
        "metrics-tags-feedback-negative": "the type is told",
        "feedback-empty": "a list of no values is written",
        // The type system does not let an author return these.
        "error-returned-none": "cannot be written", "route-bad-type": "cannot be written",
        "error-metadata-invalid": "cannot be written", "error-bad-metric": "cannot be written",
        "error-worker-exit": "there is no worker process",
        // Not served here.
        "openapi-seldon-json": "no OpenAPI document",
        "metrics-default-path-when-env-set": "recorded on the metrics port",
        "metrics-empty": "recorded on the metrics port",
        "metrics-endpoint": "recorded on the metrics port",
        "metrics-text-headers": "recorded on the metrics port",
        "raw-non-dict-body": "predict_raw", "raw-status-200": "predict_raw",
        "raw-status-418": "predict_raw",
        "no-env-feedback": "tested below", "no-env-metadata": "tested below",
        "no-env-predict": "tested below",
    ]

    @Test func `recorded requests are answered as the real wrapper answered them`() async throws {
        let names = Fixtures.names("seldon-microservice")
        var compared = 0
        for name in names {
            guard Self.differences[name] == nil,
                let text = Fixtures.text("seldon-microservice/\(name).json"),
                let exchange = RecordedExchange(name: name, json: try JSON(parsing: text)),
                let status = exchange.status,
                let (unit, component) = FixtureComponents.make(exchange.component)
            else { continue }
            compared += 1
            let server = ComponentServer(component, configuration: try Self.configuration(unit))
            let response = await server.respond(to: exchange.request)
            #expect(response.status == status, "\(name)")
            try Self.compare(response.body.bytes ?? [], exchange.body, name)
        }
        print("compared \(compared) of \(names.count) recorded exchanges")
        if !names.isEmpty { #expect(compared >= 50) }
    }

    @Test func `a component without the operator's variables tells no request path`() async throws {
        guard let text = Fixtures.text("seldon-microservice/no-env-predict.json"),
            let exchange = RecordedExchange(name: "no-env", json: try JSON(parsing: text))
        else { return }
        var configuration = ComponentConfiguration()
        configuration.tellsMetrics = false
        let server = ComponentServer(MetricsModel(), configuration: configuration)
        let response = await server.respond(to: exchange.request)
        try Self.compare(response.body.bytes ?? [], exchange.body, "no-env-predict")
    }

    private static func configuration(_ unit: String) throws -> ComponentConfiguration {
        try ComponentConfiguration(environment: [
            "PREDICTIVE_UNIT_ID": unit, "PREDICTIVE_UNIT_IMAGE": "radiant/\(unit):0.1",
            "PREDICTOR_ID": "main", "PREDICTOR_LABELS": "{\"version\":\"main\"}",
            "SELDON_DEPLOYMENT_ID": "fixtures", "SELDON_EXECUTOR_ENABLED": "true",
            "PREDICTIVE_UNIT_METRICS_ENDPOINT": "/prometheus",
        ])
    }

    /// Compares documents by value; of a failure's words only what code and reason do not say.
    private static func compare(_ bytes: [UInt8], _ expected: [UInt8], _ name: String) throws {
        guard let expected = try? JSON(parsing: expected) else {
            #expect(bytes == expected, "\(name)")
            return
        }
        let json = try JSON(parsing: bytes)
        if let status = expected["status"] {
            #expect(json["status"]?["code"] == status["code"], "\(name)")
            #expect(json["status"]?["reason"] == status["reason"], "\(name)")
            #expect(json["status"]?["status"] == status["status"], "\(name)")
            if status["code"]?.int != -1 || status["reason"]?.string == "BAD_TENANT" {
                #expect(json["status"]?["info"] == status["info"], "\(name)")
            }
        } else {
            #expect(json == expected, "\(name): \(json.text()) is not \(expected.text())")
        }
    }
}
