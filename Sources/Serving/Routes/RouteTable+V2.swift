import HTTPTypes

extension RouteTable {
    /// The paths of an orchestrator with the `v2` protocol: the executor's, and those of the Open
    /// Inference Protocol that it leaves out (`/v2`, `/v2/health/live`).
    static let v2Graph = RouteTable([
        Route("/v2", [.get, .options]) { _ in .metadata(node: nil) },
        Route("/v2/health/live", [.get, .options]) { _ in .ping },
        Route("/v2/health/ready", [.get, .options]) { _ in .status(node: nil) },
        Route(
            "/v2/models/infer",
            [.options, .post],
            telling: [.options, .post, .get, .options]
        ) { _ in .predict },
        Route("/v2/models/{node}/infer", [.options, .post]) { _ in .predict },
        Route("/v2/models/{node}/ready", [.get, .options]) { .status(node: $0) },
        Route("/v2/models/{node}", [.get, .options]) { .metadata(node: $0) },
    ])

    /// The paths of an orchestrator with the `tensorflow` protocol.
    static let tensorflowGraph = RouteTable([
        Route("/v1/models:predict", [.options, .post]) { _ in .predict },
        Route(
            "/v1/models/:predict",
            [.options, .post],
            telling: [.options, .post, .get, .options]
        ) { _ in .predict },
        Route(
            "/v1/models/{node}:predict",
            [.options, .post],
            telling: [.options, .post, .get, .options]
        ) { _ in .predict },
        Route("/v1/models/{node}/:predict", [.options, .post]) { _ in .predict },
        Route("/v1/models/{node}/metadata", [.get, .options]) { .metadata(node: $0) },
        Route("/v1/models/{node}", [.get, .options]) { .status(node: $0) },
        Route("/api/v1.0/feedback", [.options, .post]) { _ in .feedback },
    ])
}
