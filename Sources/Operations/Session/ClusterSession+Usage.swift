import Documents
import HTTP
import HTTPTypes
import Kubernetes
import KubernetesClient

extension ClusterSession {
    /// How often it is asked what pods use: metrics-server measures every 15 s.
    private static let usageInterval = Duration.seconds(15)
    /// How long it is left alone where there is no such server, or one may not ask it.
    private static let usagePause = Duration.seconds(300)

    /// Asks what pods use until the task is cancelled; where nobody can say, nothing is shown.
    func pollUsage() async {
        let clock = ContinuousClock()
        while !Task.isCancelled {
            let found = await usage()
            if let found, found != objects.usage {
                objects.usage = found
                note()
            }
            do {
                try await clock.sleep(
                    for: found == nil ? ClusterSession.usagePause : ClusterSession.usageInterval
                )
            } catch { return }
        }
    }

    private func usage() async -> [ObjectKey: MeasuredUsage]? {
        let place: String =
            if case .one(let name) = scope { "/namespaces/\(name)" } else { "" }
        let document = try? await client.json(
            .get,
            "/apis/metrics.k8s.io/v1beta1\(place)/pods",
            query: Query(parsing: "labelSelector=seldon-deployment-id")
        )
        guard let items = document?["items"]?.elements else { return nil }
        var usage: [ObjectKey: MeasuredUsage] = [:]
        for item in items {
            let key = ObjectKey(
                namespace: item["metadata"]?["namespace"]?.string ?? "",
                name: item["metadata"]?["name"]?.string ?? ""
            )
            let at = (item["timestamp"]?.string).flatMap(Timestamp.init).map(Moment.init)
            var measured = MeasuredUsage(measuredAt: at ?? time.now)
            for container in item["containers"]?.elements ?? [] {
                guard let name = container["name"]?.string else { continue }
                measured.containers[name] = ContainerUsage(container["usage"])
            }
            usage[key] = measured
        }
        return usage
    }
}
