import Documents
public import Kubernetes
import KubernetesClient
import Seldon

/// New weights for a deployment, worked out and not yet written.
public struct TrafficPlan: Sendable, Equatable {
    /// The deployment.
    public var key: ObjectKey
    /// The write.
    public var change: TrafficChange
    /// The predictors that would get more traffic and have no ready pod.
    public var unready: [String]
    /// What is worth knowing before.
    public var warnings: [String]
}

/// What came of a change of weights.
public struct TrafficOutcome: Sendable, Equatable {
    /// The deployment.
    public var name: String
    /// The weights in one line.
    public var weights: String
    /// The time until they were routed; `nil` where there is no VirtualService to tell.
    public var routedAfter: Duration?

    /// What came of it, in one sentence.
    public var sentence: String {
        let routing =
            routedAfter.map { "routed after \($0.inWords)" } ?? "declared; nothing routes it"
        return "\(name): \(weights), \(routing)"
    }
}

extension ClusterOperations {
    /// Works out what a change of weights would be, and what speaks against it.
    ///
    /// - Throws: `OperationsError` for weights that make no sense.
    public func planTraffic(
        of key: ObjectKey,
        to wishes: [TrafficChange.Wish]
    ) async throws
        -> TrafficPlan
    {
        let resource = try await deployment(key)
        let change = try TrafficChange(of: resource, to: wishes)
        let workloads = try await workloads(of: resource)
        let unready = change.receiving.filter { name in
            let own = workloads.filter { FleetAssembly.predictor(of: $0) == name }
            return own.isEmpty || own.contains { $0.count("readyReplicas") == 0 }
        }
        return TrafficPlan(
            key: key,
            change: change,
            unready: unready,
            warnings: ClusterOperations.warnings(resource, change)
        )
    }

    private static func warnings(
        _ resource: SeldonDeployment,
        _ change: TrafficChange
    )
        -> [String]
    {
        var warnings: [String] = []
        let annotations = resource.metadata.annotations
            .merging(resource.annotations) { _, own in own }
        let usesAmbassador = annotations.keys.contains { $0.hasPrefix("seldon.io/ambassador") }
        if usesAmbassador, change.after.shares.contains(where: { $0.weight == 0 }) {
            warnings.append(
                "Ambassador drops a weight of 0 and then splits evenly; remove the predictor instead"
            )
        }
        let owners = resource.metadata.labels.merging(resource.metadata.annotations) { one, _ in one
        }
        for (mark, tool) in [
            ("argocd.argoproj.io/tracking-id", "Argo CD"),
            ("kustomize.toolkit.fluxcd.io/name", "Flux"),
            ("helm.toolkit.fluxcd.io/name", "Flux"),
            ("meta.helm.sh/release-name", "Helm"),
        ] where owners[mark] != nil {
            warnings.append("\(tool) owns this deployment and may take the change back")
        }
        return warnings
    }

    /// Lets the server check a change of weights without making it.
    ///
    /// - Throws: `OperationsError.noReadyPods` unless forced, `.changedMeanwhile`.
    public func checkTraffic(_ plan: TrafficPlan, isForced: Bool = false) async throws {
        if let predictor = plan.unready.first, !isForced {
            throw OperationsError.noReadyPods(predictor: predictor, deployment: plan.key.name)
        }
        _ = try await write(plan, isDryRun: true)
    }

    /// Changes the weights in one guarded write, and waits until they are routed.
    ///
    /// - Parameters:
    ///   - plan: The change, as it was worked out.
    ///   - isForced: Whether predictors without ready pods may get traffic.
    ///   - limit: How long to wait.
    /// - Returns: The weights, and when they were routed.
    /// - Throws: `OperationsError.readOnly`, `.noReadyPods`, `.changedMeanwhile`, `.notRouted`.
    public func setTraffic(
        _ plan: TrafficPlan,
        isForced: Bool = false,
        within limit: Duration = .seconds(30)
    ) async throws -> TrafficOutcome {
        try permitChange()
        try await checkTraffic(plan, isForced: isForced)
        let clock = ContinuousClock()
        let start = clock.now
        if plan.change.changesAnything { _ = try await write(plan, isDryRun: false) }
        var outcome = TrafficOutcome(name: plan.key.name, weights: plan.change.summary)
        let hasRoute = try await client.find(VirtualService.self, plan.key) != nil
        guard hasRoute else { return outcome }
        guard try await isRouted(plan, within: limit) else {
            throw OperationsError.notRouted(
                deployment: plan.key.name,
                after: limit,
                reason: plan.unready.first.map { "no pod of \($0) is ready" }
            )
        }
        outcome.routedAfter = start.duration(to: clock.now)
        return outcome
    }

    private func write(_ plan: TrafficPlan, isDryRun: Bool) async throws -> SeldonDeployment {
        do {
            return try await client.patch(
                SeldonDeployment.self,
                plan.key,
                .json(plan.change.patch),
                options: WriteOptions(isDryRun: isDryRun)
            )
        } catch let error as ClientError where error.isFailedTest || error.isConflict {
            throw OperationsError.changedMeanwhile(deployment: plan.key.name)
        } catch let error as ClientError where error.isNotFound {
            throw try await missing(plan.key.name, in: plan.key.namespace)
        }
    }

    /// Waits for the VirtualService to have the weights.
    private func isRouted(_ plan: TrafficPlan, within limit: Duration) async throws -> Bool {
        var wanted: [String: Int] = [:]
        let shares = plan.change.after.shares.filter { !$0.isShadow }
        for share in shares { wanted[share.predictor] = shares.count == 1 ? 100 : share.weight }
        let store = ObjectStore<VirtualService>()
        let query = ListQuery(
            namespace: plan.key.namespace,
            fields: "metadata.name=\(plan.key.name)"
        )
        let reflector = Reflector<VirtualService>(client, query, into: store)
        return try await withThrowingTaskGroup(of: Bool?.self) { group in
            defer { group.cancelAll() }
            group.addTask {
                await reflector.run()
                return nil
            }
            group.addTask {
                try? await ContinuousClock().sleep(for: limit)
                return false
            }
            group.addTask { [wanted] in
                for await routes in await store.snapshots() {
                    if let route = routes[plan.key], FleetIndex.weights(of: route) == wanted {
                        return true
                    }
                }
                return nil
            }
            for try await answer in group { if let answer { return answer } }
            return false
        }
    }
}

extension ClientError {
    /// Whether a JSON patch was refused since one of its tests failed.
    ///
    /// The real server answers 422 without a word of what it was (recorded:
    /// `kube-api/patch-json-test-fails.json`), and so does any other failed operation.
    var isFailedTest: Bool {
        status?.code == 422 && status?.causes.isEmpty ?? true && (status?.reason ?? "") == "Invalid"
    }
}
