import Documents
import Kubernetes
import Seldon

extension DeploymentSnapshot {
    /// What a SeldonDeployment asks for, before anything is known of what became of it.
    init(declaredBy resource: SeldonDeployment) {
        let meta = resource.metadata
        self.init(
            id: DeploymentID(namespace: resource.namespace, name: meta.name, uid: meta.uid),
            state: State(word: resource.status["state"]?.string ?? ""),
            health: .unknown,
            description: resource.stateDescription,
            createdAt: meta.creationTimestamp.map(Moment.init),
            generation: meta.generation,
            predictors: resource.predictors.map { PredictorSnapshot(declaredBy: $0, of: resource) },
            rollout: RolloutRecord(of: resource)
        )
        // A predictor on its own gets everything, whatever its weight.
        let sharing = predictors.indices.filter { !predictors[$0].isShadow }
        if sharing.count == 1 { predictors[sharing[0]].weights.declared = 100 }
    }
}

extension DeploymentSnapshot.State {
    init(word: String) {
        switch word {
        case "Available": self = .available
        case "Creating": self = .creating
        case "Failed": self = .failed
        default: self = .other(word)
        }
    }
}

extension PredictorSnapshot {
    fileprivate init(declaredBy predictor: PredictorSpec, of resource: SeldonDeployment) {
        // What a componentSpec says of its replicas is learned from its Deployment.
        let replicas = ReplicaCount(
            desired: predictor.replicas ?? resource.replicas ?? 1,
            ready: 0
        )
        self.init(
            name: predictor.name,
            isShadow: predictor.isShadow,
            weights: TrafficWeights(declared: predictor.traffic),
            replicas: replicas,
            graph: NodeSnapshot(declaredBy: predictor.graph, replicas: replicas)
        )
    }
}

extension NodeSnapshot {
    fileprivate init(declaredBy unit: PredictiveUnit, replicas: ReplicaCount) {
        self.init(
            name: unit.name,
            role: Role(word: unit.json["type"]?.string ?? "MODEL"),
            implementation: unit.implementation == .container
                ? nil : unit.json["implementation"]?.string,
            replicas: replicas,
            parameters: unit.parameters.map { Parameter(name: $0.name, value: $0.value) },
            children: unit.children.map { NodeSnapshot(declaredBy: $0, replicas: replicas) }
        )
    }
}

extension NodeSnapshot.Role {
    init(word: String) {
        switch word {
        case "MODEL": self = .model
        case "TRANSFORMER": self = .transformer
        case "OUTPUT_TRANSFORMER": self = .outputTransformer
        case "ROUTER": self = .router
        case "COMBINER": self = .combiner
        default: self = .other(word)
        }
    }
}
