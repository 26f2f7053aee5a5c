package import Telemetry

/// What one orchestrator has counted since it began.
///
/// Read from the executor's two histogram families, or from those that Radiant's orchestrator has
/// beside them.
package struct OrchestratorCounters: Sendable, Equatable {
    /// Requests of clients, by status code.
    package var server: [String: Histogram] = [:]
    /// Calls of nodes: by node, then by what was called (`/predict`, …), then by status code.
    package var nodes: [String: [String: [String: Histogram]]] = [:]

    /// Calls of nodes that got no answer, which are in no histogram: by node, then by reason.
    package var unanswered: [String: [String: Double]] = [:]

    /// A histogram family and the labels by which it tells its series apart.
    private struct Family {
        var name: String
        var node: String?
    }

    /// The families for requests of clients: ours has finer buckets and comes first.
    private static let serverFamilies = [
        Family(name: "radiant_request_duration_seconds"),
        Family(name: "seldon_api_executor_server_requests_seconds"),
    ]
    /// The families for calls of nodes.
    private static let nodeFamilies = [
        Family(name: "radiant_node_duration_seconds", node: "node"),
        Family(name: "seldon_api_executor_client_requests_seconds", node: "model_name"),
    ]
    private static let failureCounter = "radiant_node_failures_total"

    /// Nothing counted.
    package init() {}

    /// Reads a metrics page.
    package init(parsing page: [UInt8]) {
        let names = (Self.serverFamilies + Self.nodeFamilies).map(\.name) + [Self.failureCounter]
        let page = MetricsPage(parsing: page) { name in names.contains { name.hasPrefix($0) } }
        for family in Self.serverFamilies where server.isEmpty {
            for (labels, histogram) in page.histograms(of: family.name, by: ["service", "code"])
            where isPrediction(labels["service"] ?? "") {
                let code = labels["code"] ?? ""
                server[code] = server[code].map { $0.adding(histogram) } ?? histogram
            }
        }
        for family in Self.nodeFamilies where nodes.isEmpty {
            guard let node = family.node else { continue }
            let called = page.histograms(of: family.name, by: [node, "service", "code"])
            for (labels, histogram) in called where isPrediction(labels["service"] ?? "") {
                let (name, service) = (labels[node] ?? "", labels["service"] ?? "")
                nodes[name, default: [:]][service, default: [:]][labels["code"] ?? ""] = histogram
            }
        }
        for sample in page.samples(of: Self.failureCounter) {
            let (node, reason) = (sample.labels["node"] ?? "", sample.labels["reason"] ?? "")
            unanswered[node, default: [:]][reason, default: 0] += sample.value
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
        for (node, reasons) in unanswered {
            for (reason, count) in reasons {
                let before = earlier.unanswered[node]?[reason] ?? 0
                result.unanswered[node, default: [:]][reason] =
                    Telemetry.increase(from: before, to: count)
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
        for (node, reasons) in other.unanswered {
            unanswered[node, default: [:]].merge(reasons, uniquingKeysWith: +)
        }
    }

    /// The calls of a node that got no answer, by the HTTP status that says it best.
    package func failures(of node: String) -> [Int: Int] {
        var failures: [Int: Int] = [:]
        for (reason, count) in unanswered[node] ?? [:] where count >= 1 && reason != "cancelled" {
            let status = ["timeout": 504, "refused": 503][reason] ?? 502
            failures[status, default: 0] += Int(count)
        }
        return failures
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
