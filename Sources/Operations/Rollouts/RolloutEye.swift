import Documents
import Failures
import HTTP
import Kubernetes
import KubernetesClient
import Seldon

/// Looks at a deployment for a rollout, and counts its requests.
struct RolloutEye: Sendable {
    /// What was seen.
    struct World: Sendable {
        /// The deployment.
        var resource: SeldonDeployment
        /// What a rollout makes of it.
        var observation: RolloutObservation
        /// The predictors whose pods are not all ready, which holds back every change of weights.
        var unready: [String]
    }

    /// The longest that one orchestrator may take to tell its counters.
    private static let patience = Duration.seconds(2)

    private let operations: ClusterOperations
    private let key: ObjectKey
    private let plan: RolloutPlan
    private let staleAfter: Double
    private var meter = StepMeter()
    private var stepBegan: Moment?
    private var lastServed = 0
    private var lastRequest: Moment?

    /// An eye on the predictors of a plan.
    ///
    /// - Parameters:
    ///   - operations: The cluster.
    ///   - key: The deployment.
    ///   - plan: The rollout's plan.
    ///   - beat: How often it looks.
    init(
        _ operations: ClusterOperations,
        _ key: ObjectKey,
        _ plan: RolloutPlan,
        every beat: Duration
    ) {
        self.operations = operations
        self.key = key
        self.plan = plan
        staleAfter = max(3, beat / .seconds(1) * 4)
    }

    /// Looks once.
    ///
    /// Requests are counted from the moment on at which the rollout came to its phase.
    /// - Parameter now: The time by the server's clock.
    /// - Returns: What was seen.
    /// - Throws: `OperationsError.noSuchDeployment`, `ClientError`.
    mutating func look(at now: Moment) async throws -> World {
        var objects = FleetObjects()
        let resource = try await operations.deployment(key)
        let step = RolloutRecord(of: resource)?.phaseBegan ?? now
        objects.resources = [resource]
        objects.workloads = try await operations.workloads(of: resource)
        objects.pods = try await operations.pods(of: objects.workloads, in: key.namespace)
        objects.routes =
            try await operations.client.find(VirtualService.self, key).map { [$0] } ?? []
        await read(objects.pods, since: step, at: now)
        let snapshot = FleetAssembly(objects, now: now).snapshot(of: resource)
        return World(
            resource: resource,
            observation: observation(resource, objects, snapshot, now),
            unready: snapshot.predictors.filter {
                !$0.replicas.isComplete || $0.replicas.ready == 0
            }
            .map(\.name)
        )
    }

    private func observation(
        _ resource: SeldonDeployment,
        _ objects: FleetObjects,
        _ snapshot: DeploymentSnapshot,
        _ now: Moment
    ) -> RolloutObservation {
        func predictor(_ name: String) -> RolloutObservation.Predictor? {
            snapshot.predictors.first { $0.name == name }.map {
                RolloutObservation.Predictor(
                    ready: $0.replicas.ready,
                    desired: $0.replicas.desired,
                    restarts: $0.pods.reduce(0) { $0 + $1.restarts },
                    why: $0.why
                )
            }
        }
        var observation = RolloutObservation(
            generation: resource.metadata.generation,
            editor: resource.lastEditor,
            weights: resource.answeringWeights,
            routed: objects.routes.first.map(FleetIndex.weights),
            main: predictor(plan.main),
            canary: predictor(plan.canary),
            mainReading: meter.reading(of: plan.main),
            canaryReading: meter.reading(of: plan.canary),
            staleAfter: staleAfter
        )
        if let main = resource.predictor(named: plan.main) {
            let own = objects.workloads.filter { FleetAssembly.predictor(of: $0) == plan.main }
            observation.isMainCurrent =
                snapshot.state == .available && PodTemplateCheck(own).runs(main)
        }
        observation.canaryIdle = lastRequest.map { now.elapsed(since: $0) / .seconds(1) } ?? 0
        return observation
    }

    // MARK: Counters

    private mutating func read(_ pods: [Pod], since step: Moment, at now: Moment) async {
        if stepBegan != step {
            stepBegan = step
            meter.begin()
            lastServed = 0
            lastRequest = now
        }
        let sources = pods.compactMap { pod in OrchestratorPod(pod).map { (pod, $0) } }
            .filter { [plan.main, plan.canary].contains($0.1.predictor) }
        let operations = operations
        let answers = await withTaskGroup(of: (Int, Result<OrchestratorCounters, any Error>).self) {
            group in
            for (place, source) in sources.enumerated() {
                group.addTask {
                    do {
                        return (place, .success(try await operations.counters(of: source.1)))
                    } catch {
                        return (place, .failure(error))
                    }
                }
            }
            var answers: [(Int, Result<OrchestratorCounters, any Error>)] = []
            for await answer in group { answers.append(answer) }
            return answers
        }
        for (place, answer) in answers {
            let (pod, address) = sources[place]
            switch answer {
            case .success(let counters):
                let madeAt = pod.metadata.creationTimestamp.map(Moment.init)
                let isNew = madeAt.map { $0 > step } ?? false
                meter.take(counters, from: address, isNew: isNew, at: now)
            case .failure(let error):
                meter.fail(address, Failure(describing: error).message)
            }
        }
        let served = meter.served(by: [plan.canary])[plan.canary] ?? 0
        if served != lastServed {
            lastServed = served
            lastRequest = now
        }
    }
}

extension ClusterOperations {
    /// What an orchestrator counted since it began.
    func counters(of address: OrchestratorPod) async throws -> OrchestratorCounters {
        var client = client
        client.retrying = .never
        let response = try await client.proxy(
            to: .pod(address.pod, port: address.port),
            address.path,
            options: RequestOptions(delivery: .collected(upTo: 16 << 20), timeout: .seconds(2))
        )
        guard response.status == 200 else {
            throw Failure(
                "the orchestrator of \(address.predictor) answers HTTP \(response.status)"
            )
        }
        return OrchestratorCounters(parsing: try await response.body.collected(upTo: 16 << 20))
    }

    /// The pods of some Deployments.
    func pods(of workloads: [Deployment], in namespace: String) async throws -> [Pod] {
        let names = Set(workloads.map(\.name))
        let query = ListQuery(
            namespace: namespace,
            labels: LabelSelector([.exists("seldon-deployment-id")])
        )
        return try await client.list(Pod.self, query)
            .filter { names.contains(FleetIndex.workloadName(of: $0)) }
    }
}

extension SeldonDeployment {
    /// Who wrote fields of it last and is none of those that always do, as far as the server tells.
    var lastEditor: String? {
        let usual: Set = ["radiant", "seldon-controller-manager", "manager"]
        let entries = (json["metadata"]?["managedFields"]?.elements ?? []).filter { entry in
            entry["subresource"]?.string == nil && !usual.contains(entry["manager"]?.string ?? "")
        }
        return entries.max { left, right in
            (left["time"]?.string ?? "") < (right["time"]?.string ?? "")
        }?["manager"]?.string
    }
}
