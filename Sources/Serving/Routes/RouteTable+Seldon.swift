import HTTPTypes
public import Inference

extension RouteTable {
    /// The paths of Seldon's orchestrator with a payload protocol.
    public static func graph(_ payloads: PayloadProtocol) -> RouteTable {
        switch payloads {
        case .seldon: seldonGraph
        case .v2: v2Graph
        case .tensorflow: tensorflowGraph
        }
    }

    private static let seldonGraph: RouteTable = {
        var routes: [Route] = [
            Route("/api/v1.0/status", [.get, .options]) { _ in .status(node: nil) },
            Route("/api/v1.0/health/status", [.get, .options]) { _ in .status(node: nil) },
            Route("/api/v1.0/metadata", [.get, .options]) { _ in .metadata(node: nil) },
        ]
        for version in ["v1.0", "v0.1"] {
            routes += [
                Route("/api/\(version)/predictions", [.options, .post]) { _ in .predict },
                Route("/api/\(version)/feedback", [.options, .post]) { _ in .feedback },
                Route("/api/\(version)/status/{node}", [.get, .options]) { .status(node: $0) },
                Route("/api/\(version)/metadata/{node}", [.get, .options]) { .metadata(node: $0) },
            ]
        }
        return RouteTable(routes)
    }()

    /// The paths of Seldon's language wrapper.
    public static let component: RouteTable = {
        var routes: [Route] = [
            Route("/predict", [.post, .options, .head, .get]) { _ in .predict },
            Route("/transform-input", [.post, .options, .head, .get]) { _ in .transformInput },
            Route("/transform-output", [.post, .options, .head, .get]) { _ in .transformOutput },
            Route("/route", [.post, .options, .head, .get]) { _ in .route },
            Route("/aggregate", [.post, .options, .head, .get]) { _ in .aggregate },
            Route("/send-feedback", [.post, .options, .head, .get]) { _ in .feedback },
            Route("/health/ping", [.options, .head, .get]) { _ in .ping },
            Route("/health/status", [.options, .head, .get]) { _ in .status(node: nil) },
            Route("/api/v1.0/health/status", [.options, .head, .get]) { _ in .status(node: nil) },
            Route("/metadata", [.options, .head, .get]) { _ in .metadata(node: nil) },
            Route("/api/v1.0/metadata", [.options, .head, .get]) { _ in .metadata(node: nil) },
        ]
        for version in ["v1.0", "v0.1"] {
            routes += [
                Route("/api/\(version)/predictions", [.post, .options]) { _ in .predict },
                Route("/api/\(version)/feedback", [.post, .options]) { _ in .feedback },
            ]
        }
        return RouteTable(routes)
    }()
}
