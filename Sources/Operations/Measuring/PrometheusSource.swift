import Documents
import Failures
import HTTP
import HTTPTypes
import Kubernetes
import KubernetesClient
import Telemetry

/// A Prometheus that is asked for the orchestrators' counters, as they would give them themselves.
struct PrometheusSource: Sendable {
    /// How often it is asked: its own samples are no fresher than its scrapes, 15 s to a minute apart.
    static let interval = Duration.seconds(15)
    /// For how many deployments one query asks.
    static let batch = 50
    private static let patience = Duration.seconds(10)
    private static let answerLimit = 32 << 20

    let place: PrometheusPlace
    let client: APIClient
    let web: any HTTPTransport

    /// What one orchestrator counted, by what Prometheus knows of where it is.
    struct Reading: Sendable {
        var namespace: String
        /// The pod's name, or else the address that was scraped.
        var pod: String
        var counters: OrchestratorCounters
    }

    /// What the orchestrators of these deployments have counted.
    ///
    /// - Throws: `TelemetryError`, `ClientError`, `HTTPError`.
    func readings(of deployments: [String]) async throws -> [Reading] {
        let vector = try await query(Self.expression(for: deployments))
        var pages: [Key: [Sample]] = [:]
        for sample in vector.samples { pages[Key(sample.labels), default: []].append(sample) }
        return pages.map { key, samples in
            Reading(
                namespace: key.namespace,
                pod: key.pod,
                counters: OrchestratorCounters(MetricsPage(samples))
            )
        }
    }

    private struct Key: Hashable {
        var namespace: String
        var pod: String

        /// What tells orchestrators apart: the labels of a PodMonitor, those of the configuration that
        /// Seldon's analytics chart brings, or the address.
        init(_ labels: LabelSet) {
            namespace =
                labels["namespace"] ?? labels["kubernetes_namespace"]
                ?? labels["exported_namespace"] ?? ""
            pod =
                labels["pod"] ?? labels["kubernetes_pod_name"] ?? labels["pod_name"]
                ?? labels["instance"].map { String($0.prefix { $0 != ":" }) } ?? ""
        }
    }

    static func expression(for deployments: [String]) -> String {
        let names = OrchestratorCounters.foreignFamilies
            .map { "\($0)_(bucket|sum|count)" }.joined(separator: "|")
        let wanted = deployments.sorted()
            .map { $0.map { $0 == "." ? "\\." : String($0) }.joined() }.joined(separator: "|")
        return "{__name__=~\(PrometheusVector.quoted(names)),"
            + "deployment_name=~\(PrometheusVector.quoted(wanted))}"
    }

    private func query(_ expression: String) async throws -> PrometheusVector {
        let path = "/api/v1/query?query=\(percentEncoded(expression))"
        let options = RequestOptions(
            delivery: .collected(upTo: Self.answerLimit),
            timeout: Self.patience
        )
        let response: Response
        switch place {
        case .url(let url):
            response = try await web.send(Request(url: url + path), options)
        case .service(let namespace, let name, let port):
            var client = client
            client.retrying = .never
            response = try await client.proxy(
                to: .service(ObjectKey(namespace: namespace, name: name), port: port),
                path,
                options: options
            )
        }
        let body = try await response.body.collected(upTo: Self.answerLimit)
        if response.status != 200, let status = (try? JSON(parsing: body)).flatMap(APIStatus.init) {
            throw ClientError.refused(status)
        }
        return try PrometheusVector(parsing: body)
    }

    /// Finds a Prometheus by the labels that its charts and its operator give its Service; in one
    /// namespace where not all may be seen.
    static func find(with client: APIClient, in namespace: String?) async -> PrometheusPlace? {
        let selectors = [
            ["app.kubernetes.io/name": "prometheus"], ["app": "kube-prometheus-stack-prometheus"],
            ["app": "prometheus", "component": "server"], ["operated-prometheus": "true"],
        ]
        for labels in selectors {
            let query = ListQuery(
                namespace: namespace,
                labels: LabelSelector(matching: labels),
                pageSize: 20
            )
            let found = (try? await client.page(of: Service.self, query))?.objects ?? []
            if let place = found.lazy.compactMap(PrometheusPlace.init).first { return place }
        }
        return nil
    }
}
