package import Telemetry

/// What one orchestrator has counted since it began.
///
/// Read from the executor's two histogram families, which Radiant's orchestrator has as well.
package struct OrchestratorCounters: Sendable, Equatable {
    /// Requests of clients, by status code.
    package var server: [String: Histogram] = [:]
    /// Calls of nodes: by node, then by what was called (`/predict`, …), then by status code.
    package var nodes: [String: [String: [String: Histogram]]] = [:]

    package static let serverFamily = "seldon_api_executor_server_requests_seconds"
    package static let clientFamily = "seldon_api_executor_client_requests_seconds"

    /// Nothing counted.
    package init() {}

    /// Reads a metrics page.
    package init(parsing page: [UInt8]) {
        let page = MetricsPage(parsing: page) { name in
            name.hasPrefix(OrchestratorCounters.serverFamily)
                || name.hasPrefix(OrchestratorCounters.clientFamily)
        }
        let served = page.histograms(
            of: OrchestratorCounters.serverFamily,
            by: ["service", "code"]
        )
        for (labels, histogram) in served where isPrediction(labels["service"] ?? "") {
            let code = labels["code"] ?? ""
            server[code] = server[code].map { $0.adding(histogram) } ?? histogram
        }
        let called = page.histograms(
            of: OrchestratorCounters.clientFamily,
            by: ["model_name", "service", "code"]
        )
        for (labels, histogram) in called where isPrediction(labels["service"] ?? "") {
            let (node, service) = (labels["model_name"] ?? "", labels["service"] ?? "")
            nodes[node, default: [:]][service, default: [:]][labels["code"] ?? ""] = histogram
        }
    }

    /// What was counted since an earlier reading of the same orchestrator.
    package func increase(since earlier: OrchestratorCounters) -> OrchestratorCounters {
        var result = OrchestratorCounters()
        result.server = difference(server, earlier.server)
        for (node, services) in nodes {
            for (service, codes) in services {
                let before = earlier.nodes[node]?[service] ?? [:]
                result.nodes[node, default: [:]][service] = difference(codes, before)
            }
        }
        return result
    }

    /// The counts of two orchestrators together.
    package mutating func add(_ other: OrchestratorCounters) {
        merge(&server, other.server)
        for (node, services) in other.nodes {
            for (service, codes) in services {
                merge(&nodes[node, default: [:]][service, default: [:]], codes)
            }
        }
    }

    /// How many requests of clients were counted.
    package var served: Double { server.values.reduce(0) { $0 + $1.count } }

    /// The calls of a node that every request makes: of a node that is called twice a request, those
    /// of the one that is called most.
    package func calls(of node: String) -> [String: Histogram] {
        let services = nodes[node] ?? [:]
        // Of equally frequent ones the first by name, so that figures do not jump between two.
        return services.sorted { $0.key < $1.key }
            .max { total($0.value) < total($1.value) }?.value ?? [:]
    }
}

private func total(_ codes: [String: Histogram]) -> Double {
    codes.values.reduce(0) { $0 + $1.count }
}

private func difference(
    _ now: [String: Histogram],
    _ before: [String: Histogram]
)
    -> [String: Histogram]
{
    var result: [String: Histogram] = [:]
    for (code, histogram) in now {
        result[code] = before[code].map { histogram.difference(since: $0) } ?? histogram
    }
    return result
}

private func merge(_ counts: inout [String: Histogram], _ other: [String: Histogram]) {
    for (code, histogram) in other {
        counts[code] = counts[code].map { $0.adding(histogram) } ?? histogram
    }
}

/// Whether a value of the label `service` stands for predictions, and not for feedback, status or
/// metadata (by REST the words or paths, by gRPC the full method).
private func isPrediction(_ service: String) -> Bool {
    let last = service.split(separator: "/").last.map { $0.lowercased() } ?? ""
    let others = [
        "feedback", "send-feedback", "sendfeedback", "status", "metadata", "ready", "modelready",
        "modelmetadata", "serverlive", "serverready", "servermetadata", "getmodelstatus",
        "getmodelmetadata",
    ]
    return !last.isEmpty && !others.contains(last)
}
