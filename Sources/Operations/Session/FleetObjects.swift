import Documents
package import Kubernetes
package import Seldon

/// The objects of a cluster that a fleet is made of, as they were last heard of.
package struct FleetObjects: Sendable {
    /// The SeldonDeployments.
    package var resources: [SeldonDeployment] = []
    /// The Deployments that Seldon's operator made.
    package var workloads: [Deployment] = []
    /// The pods of Seldon's.
    package var pods: [Pod] = []
    /// The events that warn.
    package var warnings: [Event] = []
    /// The rules of the mesh.
    package var routes: [VirtualService] = []
    /// What the containers of pods use, where somebody measures it.
    package var usage: [ObjectKey: [String: ContainerUsage]] = [:]

    /// Nothing.
    package init() {}
}

/// The same objects, arranged by what they belong to.
struct FleetIndex {
    /// The Deployments by the uid of the SeldonDeployment that owns them.
    let workloads: [String: [Deployment]]
    /// The pods by namespace and name of their Deployment.
    let pods: [ObjectKey: [Pod]]
    /// The warnings by the uid of the object that they are about.
    let warnings: [String: [Event]]
    /// The routed weights by the uid of the SeldonDeployment, then by predictor.
    let routes: [String: [String: Int]]

    init(_ objects: FleetObjects) {
        workloads = Dictionary(grouping: objects.workloads) { $0.metadata.controller?.uid ?? "" }
        pods = Dictionary(grouping: objects.pods) { pod in
            ObjectKey(namespace: pod.namespace, name: FleetIndex.workloadName(of: pod))
        }
        warnings = Dictionary(grouping: objects.warnings) { event in
            event.involvedObject["uid"]?.string ?? ""
        }
        routes = FleetIndex.weights(of: objects.routes)
    }

    /// The routed weights by the uid of the SeldonDeployment, then by predictor.
    static func weights(of routes: [VirtualService]) -> [String: [String: Int]] {
        var weights: [String: [String: Int]] = [:]
        for route in routes {
            if let owner = route.metadata.controller?.uid {
                weights[owner] = self.weights(of: route)
            }
        }
        return weights
    }

    /// The Deployment that a pod belongs to: its ReplicaSet bears the name with the hash of the
    /// template behind it.
    static func workloadName(of pod: Pod) -> String {
        guard let owner = pod.metadata.controller else { return "" }
        guard owner.kind == "ReplicaSet", let hash = pod.metadata.label("pod-template-hash"),
            owner.name.hasSuffix("-" + hash)
        else { return owner.name }
        return String(owner.name.dropLast(hash.count + 1))
    }

    /// The weights of the first HTTP route, by subset, which bears the predictor's name.
    static func weights(of route: VirtualService) -> [String: Int] {
        let destinations = route.spec["http"]?[0]?["route"]?.elements ?? []
        var weights: [String: Int] = [:]
        for destination in destinations {
            guard let subset = destination["destination"]?["subset"]?.string else { continue }
            // A lone destination gets everything, whatever its weight.
            weights[subset] =
                destinations.count == 1 ? 100 : destination["weight"]?.int ?? 0
        }
        return weights
    }
}
