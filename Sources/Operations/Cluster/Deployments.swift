import Documents
public import Kubernetes
import KubernetesClient
public import Seldon

extension ClusterOperations {
    /// A SeldonDeployment.
    ///
    /// - Throws: `OperationsError.noSuchDeployment` with the names of those that there are.
    public func deployment(_ key: ObjectKey) async throws -> SeldonDeployment {
        guard let found = try await client.find(SeldonDeployment.self, key) else {
            throw try await missing(key.name, in: key.namespace)
        }
        return found
    }

    /// The error for a name that no deployment has.
    public func missing(_ name: String, in namespace: String) async throws -> OperationsError {
        let all = try await client.list(SeldonDeployment.self, ListQuery(namespace: namespace))
        return .noSuchDeployment(
            name: name,
            namespace: namespace,
            existing: all.map(\.name).sorted()
        )
    }

    /// Deletes a deployment; what the operator made for it goes with it.
    ///
    /// - Parameters:
    ///   - key: The deployment.
    ///   - isForced: Whether a rollout that is under way goes with it.
    /// - Returns: The deployment as it was, from which `apply` makes it anew.
    /// - Throws: `OperationsError.noSuchDeployment`, `.readOnly`, `.locked`, `.nameNotTyped`,
    ///   `.rolloutUnderWay`.
    @discardableResult
    public func delete(_ key: ObjectKey, isForced: Bool = false) async throws -> SeldonDeployment {
        let resource = try await deployment(key)
        let account = ChangeAccount(.delete, key, "deleted", from: resource, to: nil)
        try await guarded(account) {
            if !isForced { try checkRollout(of: resource) }
            do {
                try await client.delete(
                    .seldonDeployment,
                    key,
                    options: DeleteOptions(uid: resource.metadata.uid)
                )
            } catch let error as ClientError where error.isNotFound {
                throw try await missing(key.name, in: key.namespace)
            }
        }
        return resource
    }

    /// The Deployments that the operator made for a deployment.
    func workloads(of resource: SeldonDeployment) async throws -> [Deployment] {
        try await client.list(Deployment.self, seldons(resource.namespace))
            .filter { $0.metadata.controller?.uid == resource.metadata.uid }
    }

    /// The pods of a deployment, those of one predictor only where it is named.
    func pods(of resource: SeldonDeployment, predictor: String? = nil) async throws -> [Pod] {
        let workloads = try await workloads(of: resource).filter {
            predictor == nil || FleetAssembly.predictor(of: $0) == predictor
        }
        let names = Set(workloads.map(\.name))
        return try await client.list(Pod.self, seldons(resource.namespace))
            .filter { names.contains(FleetIndex.workloadName(of: $0)) }
    }

    private func seldons(_ namespace: String) -> ListQuery {
        ListQuery(
            namespace: namespace,
            labels: LabelSelector([.exists("seldon-deployment-id")])
        )
    }

    /// The containers that write the logs of a deployment, or of a node of it.
    ///
    /// - Throws: `OperationsError.noSuchNode`, `.noSuchPredictor`, `.noSuchDeployment`.
    public func logSources(
        of key: ObjectKey,
        predictor: String? = nil,
        node: String? = nil
    )
        async throws -> [LogSource]
    {
        let resource = try await deployment(key)
        let declared = DeploymentSnapshot(declaredBy: resource)
        if let predictor, !declared.predictors.contains(where: { $0.name == predictor }) {
            let names = declared.predictors.map(\.name)
            throw OperationsError.noSuchPredictor(predictor, deployment: key.name, existing: names)
        }
        let nodes = Set(declared.predictors.flatMap { $0.graph.names })
        if let node, !nodes.contains(node), node != ClusterOperations.orchestratorContainer {
            throw OperationsError.noSuchNode(node, deployment: key.name, existing: nodes.sorted())
        }
        let pods = try await pods(of: resource, predictor: predictor)
        return ClusterOperations.logSources(of: pods, node: node)
    }

    /// What happened to a deployment, its Deployments, its ReplicaSets and its pods; newest first.
    ///
    /// - Throws: `OperationsError.noSuchDeployment`.
    public func events(of key: ObjectKey) async throws -> [EventLine] {
        let resource = try await deployment(key)
        let workloads = try await workloads(of: resource)
        let pods = try await pods(of: resource)
        let query = ListQuery(namespace: key.namespace)
        let all = try await client.list(Event.self, query)
        return ClusterOperations.events(all, about: resource, workloads, pods)
    }

    /// The events that are about a deployment or what belongs to it; newest first.
    static func events(
        _ events: [Event],
        about resource: SeldonDeployment,
        _ workloads: [Deployment],
        _ pods: [Pod]
    ) -> [EventLine] {
        let own = Set([resource.name] + workloads.map(\.name) + pods.map(\.name))
        // Pods and ReplicaSets that are gone bear the name of their Deployment before their own.
        let prefixes = workloads.map { $0.name + "-" }
        return events.filter { event in
            let name = event.involvedObject["name"]?.string ?? ""
            return own.contains(name) || prefixes.contains { name.hasPrefix($0) }
        }
        .map(EventLine.init)
        .sorted { ($0.at?.secondsSince1970 ?? 0, $0.id) > ($1.at?.secondsSince1970 ?? 0, $1.id) }
    }
}

extension NodeSnapshot {
    /// The names of the node and of all below it, in the order of the manifest.
    public var names: [String] { [name] + children.flatMap(\.names) }
}
