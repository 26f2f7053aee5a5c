import Documents
import Foundation
import HTTP
import HTTPTypes
import Synchronization

@testable import APIServer

/// What stood behind the proxy of the recorded server: the pods' answers as they were recorded.
final class RecordedBackend: HTTPTransport {
    private struct State {
        var hasPods = false
        var hasKubelet = false
    }

    private let folder: URL
    private let state = Mutex(State())

    init(in folder: URL) { self.folder = folder }

    /// Says what was there when an exchange was recorded.
    func begin(_ name: String) {
        state.withLock { state in
            state.hasPods =
                ["pod-proxy-ok", "pod-proxy-refused", "running-service-proxy-post"].contains(name)
                || name.hasPrefix("pod-proxy-backend")
            state.hasKubelet = name.hasPrefix("running-") || name.hasPrefix("failing-")
        }
    }

    /// The backend as the server uses it.
    var pods: PodBackend {
        PodBackend(
            address: { _, _ in self.state.withLock { $0.hasPods } ? "192.0.2.10" : nil },
            log: { _ in .text("line\n") },
            transport: self,
            runs: { _ in self.state.withLock { $0.hasKubelet } }
        )
    }

    func send(_ request: Request, _ options: RequestOptions) async throws -> Response {
        let url = "http://\(request.head.authority ?? "")\(request.head.path ?? "")"
        if request.head.authority?.hasSuffix(":9") ?? false {
            throw HTTPError.cannotConnect(url: url, reason: "connection refused")
        }
        switch request.head.path {
        case "/prometheus?x=1": return try answer(.ok, "pod-proxy-ok.txt", "version=0.0.4")
        case "/missing": return try answer(.notFound, "pod-proxy-backend-404.txt", "version=0.0.4")
        case "/api/v1.0/predictions":
            return Response(
                .ok,
                type: "application/json",
                body: .bytes(try bytes("running-service-proxy-post.json"))
            )
        default: throw HTTPError.interrupted(url: url, reason: "EOF")
        }
    }

    private func answer(
        _ status: HTTPResponse.Status,
        _ file: String,
        _ parameter: String
    ) throws -> Response {
        Response(status, type: "text/plain; \(parameter)", body: .bytes(try bytes(file)))
    }

    private func bytes(_ file: String) throws -> [UInt8] {
        Array(try Data(contentsOf: folder.appendingPathComponent(file)))
    }
}

/// The budget under which the recorded eviction was refused.
enum RecordedBudget {
    static let json: JSON = [
        "metadata": ["name": "iris-main", "namespace": "models"],
        "spec": ["minAvailable": 3, "selector": ["matchLabels": ["version": "main"]]],
        "status": [
            "currentHealthy": 3, "desiredHealthy": 3, "disruptionsAllowed": 0, "expectedPods": 3,
        ],
    ]
}
