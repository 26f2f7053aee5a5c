import Documents
import Kubernetes
import KubernetesClient
public import Seldon

extension ClusterOperations {
    /// Waits until the pods of a deployment, or of one predictor, are those that a restart asked for.
    ///
    /// - Parameters:
    ///   - resource: The deployment as the restart left it.
    ///   - predictor: The predictor; `nil` for all.
    ///   - limit: How long to wait.
    ///   - tell: Takes a line when something has moved.
    /// - Throws: `OperationsError.notInTime`.
    public func followRestart(
        of resource: SeldonDeployment,
        predictor: String?,
        within limit: Duration,
        _ tell: @Sendable (String) -> Void
    ) async throws {
        let end = ContinuousClock.now + limit
        var told: Set<String> = []
        while true {
            let newest = try await deployment(resource.key)
            let workloads = try await workloads(of: newest)
            var rest: [String] = []
            for spec in newest.predictors where predictor == nil || spec.name == predictor {
                let own = workloads.filter { FleetAssembly.predictor(of: $0) == spec.name }
                for workload in own {
                    let line = "\(spec.name): \(workload.name) \(workload.progress)"
                    if told.insert(line).inserted { tell(line) }
                }
                if !own.allSatisfy({ $0.bears(RestartChange.mark(of: spec)) && $0.isAllNew })
                    || own.isEmpty
                {
                    rest.append(spec.name)
                }
            }
            if rest.isEmpty { return }
            guard ContinuousClock.now < end else {
                throw OperationsError.notInTime(
                    "\(rest.joined(separator: " and ")) of \(resource.name) still restarts",
                    after: limit
                )
            }
            try await ContinuousClock().sleep(for: .milliseconds(300))
        }
    }
}

extension RestartChange {
    /// The marks that a predictor's pods must bear.
    fileprivate static func mark(of predictor: PredictorSpec) -> Set<String> {
        Set(predictor.componentSpecs.compactMap { $0.annotations[annotation] })
    }
}

extension Deployment {
    fileprivate func bears(_ marks: Set<String>) -> Bool {
        let annotations = template["metadata"]?["annotations"]?.strings ?? [:]
        return marks.isEmpty || annotations[RestartChange.annotation].map(marks.contains) ?? false
    }

    fileprivate var isAllNew: Bool {
        count("observedGeneration") >= metadata.generation && count("updatedReplicas") >= replicas
            && count("replicas") == replicas && count("readyReplicas") >= replicas
    }

    /// How far its pods have been replaced.
    fileprivate var progress: String {
        "\(count("updatedReplicas")) of \(replicas) new, \(count("readyReplicas")) ready"
    }
}
