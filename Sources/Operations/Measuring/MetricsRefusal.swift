import Documents
import Kubernetes

/// Why an orchestrator's counters did not come through the API server's proxy.
struct MetricsRefusal: Sendable, Equatable {
    /// The reason in one line.
    var reason: String
    /// Whether asking again will not help, so that another way is needed.
    var isLasting: Bool

    /// Reads an answer that is not 200.
    init(status: Int, body: [UInt8], of address: OrchestratorPod) {
        let said = (try? JSON(parsing: body)).flatMap(APIStatus.init)
        if status == 403, said?.reason == "Forbidden" {
            let right = Permission.readMetrics.description
            reason = "the right to \(right) in \(address.pod.namespace) is missing"
            isLasting = true
        } else if address.isInMesh, status == 503, MetricsRefusal.isMeshRefusal(said, body) {
            reason = "the mesh lets in nobody without its certificate (strict mTLS)"
            isLasting = true
        } else {
            let words = said.map { ": \($0.message)" } ?? ""
            reason = "HTTP \(status)\(words)"
            isLasting = false
        }
    }

    /// A sidecar that wants mTLS ends a plain connection without a word, or its gateway says so.
    private static func isMeshRefusal(_ status: APIStatus?, _ body: [UInt8]) -> Bool {
        let text = status?.message ?? String(decoding: body.prefix(500), as: UTF8.self)
        return [
            "connection reset by peer", "EOF", "upstream connect error", "first record does not",
        ]
        .contains { text.contains($0) }
    }
}
