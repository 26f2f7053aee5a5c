import Documents
import Kubernetes

/// Whether all deployments serve.
struct Readiness: Sendable {
    /// The deployments.
    var deployments: [DynamicObject]
    /// Where requests go.
    var routes: RouteTable
    /// The ready pods.
    var backends: Backends

    /// Whether each deployment is available and each of its destinations has a ready pod.
    var isComplete: Bool { deployments.allSatisfy(isServed) }

    private func isServed(_ deployment: DynamicObject) -> Bool {
        guard deployment.status["state"]?.string == "Available" else { return false }
        let prefix = "/seldon/\(deployment.namespace)/\(deployment.name)/"
        guard let route = routes.routes.first(where: { $0.prefix == prefix }) else { return false }
        return route.destinations.allSatisfy { destination in
            let backends = backends.backends(
                of: destination.service,
                port: destination.port,
                labels: destination.labels
            )
            return !backends.isEmpty
        }
    }
}
