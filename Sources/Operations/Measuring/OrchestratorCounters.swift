package import Telemetry

/// What one orchestrator has counted since it began.
///
/// Read from the executor's two histogram families, from those that Radiant's orchestrator has
/// beside them, or from those of the Java engine that Seldon had before the executor.
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
        /// The label that says what was called: a word, a path, or a gRPC method.
        var service = "service"
        /// The label that has the status.
        var code = "code"

        /// The families of the engine, whose labels are those of its HTTP library (Micrometer).
        static func engine(_ side: String, node: String? = nil) -> Family {
            let name = "seldon_api_engine_\(side)_requests_duration_seconds"
            return Family(name: name, node: node, service: "uri", code: "status")
        }

        func isPrediction(_ labels: LabelSet) -> Bool {
            guard let service = labels[service], !service.isEmpty else {
                // The engine does not always say; the executor does, and counts under no name what
                // is none of its services.
                return self.service == "uri"
            }
            return Operations.isPrediction(service)
        }
    }

    /// The families for requests of clients: ours has finer buckets and comes first.
    private static let serverFamilies = [
        Family(name: "radiant_request_duration_seconds"),
        Family(name: "seldon_api_executor_server_requests_seconds"),
        .engine("server"),
    ]
    /// The families for calls of nodes.
    private static let nodeFamilies = [
        Family(name: "radiant_node_duration_seconds", node: "node"),
        Family(name: "seldon_api_executor_client_requests_seconds", node: "model_name"),
        .engine("client", node: "model_name"),
    ]
    private static let failureCounter = "radiant_node_failures_total"

    /// Nothing counted.
    package init() {}

    /// Whether a metric is one of those that are read here, by its name with suffix.
    package static func reads(_ name: String) -> Bool {
        name == failureCounter
            || (serverFamilies + nodeFamilies).contains { name.hasPrefix($0.name) }
    }

    /// The names of the families that any orchestrator but Radiant's has, without suffix.
    package static let foreignFamilies = (serverFamilies + nodeFamilies).map(\.name)
        .filter { $0.hasPrefix("seldon_") }

    /// Reads a metrics page.
    package init(parsing page: [UInt8]) {
        self.init(MetricsPage(parsing: page, keeping: Self.reads))
    }

    /// Reads the samples of one orchestrator.
    package init(_ page: MetricsPage) {
        for family in Self.serverFamilies where server.isEmpty {
            let called = page.histograms(of: family.name, by: [family.service, family.code])
            for (labels, histogram) in called where family.isPrediction(labels) {
                let code = labels[family.code] ?? ""
                server[code] = server[code].map { $0.adding(histogram) } ?? histogram
            }
        }
        for family in Self.nodeFamilies where nodes.isEmpty {
            guard let node = family.node else { continue }
            let called = page.histograms(of: family.name, by: [node, family.service, family.code])
            for (labels, histogram) in called where family.isPrediction(labels) {
                let (name, service) = (labels[node] ?? "", labels[family.service] ?? "")
                nodes[name, default: [:]][service, default: [:]][labels[family.code] ?? ""] =
                    histogram
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
