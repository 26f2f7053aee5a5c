import Documents
import Kubernetes
package import Seldon

/// Makes snapshots of deployments from the objects of a cluster and what was measured.
package struct FleetAssembly {
    /// What was measured of one predictor.
    package struct Measured: Sendable {
        /// What its orchestrators counted in the window, or why nothing is known.
        package var counters: Result<PredictorMeasurement, Reason>
        /// What they counted since the weights were last changed.
        package var sinceShift: PredictorMeasurement?

        /// Why nothing is known.
        package struct Reason: Error, Sendable {
            var text: String?
        }
    }

    private let index: FleetIndex
    private let usage: [ObjectKey: [String: ContainerUsage]]
    private let rules: ThresholdRules
    private let now: Moment
    private let measured: (_ uid: String, _ predictor: String) -> Measured

    /// An assembly of one moment.
    package init(
        _ objects: FleetObjects,
        now: Moment,
        thresholds: ThresholdRules = ThresholdRules(),
        measured: @escaping (_ uid: String, _ predictor: String) -> Measured = { _, _ in
            Measured(counters: .failure(Measured.Reason(text: nil)))
        }
    ) {
        index = FleetIndex(objects)
        usage = objects.usage
        rules = thresholds
        self.now = now
        self.measured = measured
    }

    /// A SeldonDeployment as it stands.
    package func snapshot(of resource: SeldonDeployment) -> DeploymentSnapshot {
        var snapshot = DeploymentSnapshot(declaredBy: resource)
        let uid = resource.metadata.uid
        let workloads = index.workloads[uid] ?? []
        let routed = index.routes[uid]
        let thresholds = rules.thresholds(of: snapshot.id)
        let measured = snapshot.predictors.map { self.measured(uid, $0.name) }
        var conditions: [PredictorCondition] = []
        for position in snapshot.predictors.indices {
            let condition = fill(
                &snapshot.predictors[position],
                measured: measured[position],
                workloads: workloads.filter {
                    FleetAssembly.predictor(of: $0) == snapshot.predictors[position].name
                },
                routed: routed,
                thresholds: thresholds
            )
            conditions.append(condition)
        }
        observeShares(&snapshot.predictors, measured)
        snapshot.figures = total(of: snapshot.predictors, measured, thresholds)
        snapshot.health =
            resource.metadata.deletionTimestamp != nil
            ? .deleting
            : DeploymentSnapshot.Health(
                conditions,
                state: snapshot.state,
                hasWorkloads: !workloads.isEmpty
            )
        snapshot.why = why(snapshot, conditions)
        return snapshot
    }

    private func why(
        _ snapshot: DeploymentSnapshot,
        _ conditions: [PredictorCondition]
    )
        -> String?
    {
        if snapshot.health == .deleting { return "it is being deleted" }
        if snapshot.health == .stopped { return "every predictor is scaled to no replicas" }
        let heldBack = snapshot.predictors.contains(where: \.weights.isRoutedOtherwise)
        let troubled = zip(snapshot.predictors, conditions).filter { $0.1.why != nil }
        // What waits for a person is told before what only takes its time.
        if let (predictor, condition) = troubled.first(where: \.1.isStuck) ?? troubled.first {
            let rest = heldBack ? "; the new weights wait for it" : ""
            return "\(predictor.name): \(condition.why ?? "")\(rest)"
        }
        if snapshot.state == .failed {
            return snapshot.description.isEmpty ? "the operator gave up" : snapshot.description
        }
        return heldBack ? "the weights that are declared are not routed yet" : nil
    }

    private func fill(
        _ predictor: inout PredictorSnapshot,
        measured: Measured,
        workloads: [Deployment],
        routed: [String: Int]?,
        thresholds: Thresholds
    ) -> PredictorCondition {
        let name = predictor.name
        let readings = workloads.map { (workload: $0, reading: WorkloadReading($0)) }
        let pods = workloads.flatMap { index.pods[$0.key] ?? [] }
        predictor.weights.routed = predictor.isShadow ? nil : routed?[name]
        predictor.pods = pods.map(snapshot)
        predictor.figures = reading(measured, thresholds, \.server)
        if let least = readings.min(by: { FleetAssembly.isLess($0.reading, $1.reading) }) {
            predictor.replicas = least.reading.replicas
        }
        predictor.graph = node(predictor.graph, readings, measured, thresholds)

        let troubles = pods.compactMap { PodTrouble($0, events: events(about: $0)) }
        let stuck = troubles.first(where: \.isPermanent)
        let workloadTrouble = readings.lazy.compactMap(\.reading.trouble).first
        let isComplete = readings.allSatisfy(\.reading.replicas.isComplete) && !readings.isEmpty
        let isRolling = readings.contains { $0.reading.isRolling } || readings.isEmpty
        let fallback =
            readings.isEmpty
            ? "the operator has made no Deployment for it yet"
            : isComplete ? nil : "pods are being started"
        let line = (stuck ?? (isComplete ? nil : troubles.first))?.line ?? workloadTrouble
        predictor.why = line ?? (predictor.replicas.desired > 0 ? fallback : nil)
        return PredictorCondition(
            replicas: predictor.replicas,
            isRolling: isRolling,
            isStuck: stuck != nil || workloadTrouble != nil,
            why: predictor.why,
            isShadow: predictor.isShadow,
            getsTraffic: !predictor.isShadow && (predictor.weights.routed ?? 100) > 0
        )
    }

    private func node(
        _ declared: NodeSnapshot,
        _ workloads: [(workload: Deployment, reading: WorkloadReading)],
        _ measured: Measured,
        _ thresholds: Thresholds
    ) -> NodeSnapshot {
        var node = declared
        let home = workloads.first { entry in
            FleetAssembly.containers(of: entry.workload).contains { $0.name == declared.name }
        }
        if let home {
            let container = FleetAssembly.containers(of: home.workload)
                .first { $0.name == declared.name }
            let pods = index.pods[home.workload.key] ?? []
            node.replicas = home.reading.replicas
            if let container { node.describe(container) }
            node.pods = pods.map(snapshot)
            node.restarts = pods.flatMap(\.containerStatuses)
                .filter { $0.name == declared.name }.reduce(0) { $0 + $1.restartCount }
            let troubles = pods.compactMap {
                PodTrouble($0, events: events(about: $0), only: [declared.name])
            }
            node.why = (troubles.first(where: \.isPermanent) ?? troubles.first)?.line
        }
        node.figures = reading(measured, thresholds) { $0.node(declared.name) }
        node.children = declared.children.map { self.node($0, workloads, measured, thresholds) }
        if declared.role == .router || declared.implementation == "RANDOM_ABTEST" {
            FleetAssembly.observeShares(of: &node.children)
        }
        return node
    }

    /// The branches' shares of a router's requests, unless there were too few to say.
    private static func observeShares(of children: inout [NodeSnapshot]) {
        let total = children.reduce(0) { $0 + ($1.figures.figures?.sampleCount ?? 0) }
        guard total >= FleetAssembly.leastSamples else { return }
        for index in children.indices {
            let count = children[index].figures.figures?.sampleCount ?? 0
            children[index].observedShare = Double(count) / Double(total)
        }
    }

    /// Fewer requests than this say nothing about how they are shared out.
    static let leastSamples = 10

    private func observeShares(
        _ predictors: inout [PredictorSnapshot],
        _ measured: [Measured]
    ) {
        let counts = zip(predictors, measured).map { predictor, measured -> Double? in
            predictor.isShadow ? nil : measured.sinceShift?.counters.served
        }
        let total = counts.reduce(0) { $0 + ($1 ?? 0) }
        guard Int(total) >= FleetAssembly.leastSamples else { return }
        for (index, count) in counts.enumerated() where !predictors[index].isShadow {
            guard let count else { continue }
            predictors[index].weights.observed = count / total * 100
            predictors[index].weights.sampleCount = Int(total)
        }
    }

    /// The figures of all predictors but shadows taken together.
    private func total(
        of predictors: [PredictorSnapshot],
        _ measured: [Measured],
        _ thresholds: Thresholds
    ) -> FigureReading {
        var sum: PredictorMeasurement?
        var reason: String?
        for (predictor, measured) in zip(predictors, measured) where !predictor.isShadow {
            switch measured.counters {
            case .success(let counters): sum = sum.map { $0.adding(counters) } ?? counters
            case .failure(let failure): reason = reason ?? failure.text
            }
        }
        guard var figures = sum?.server else { return .missing(reason: reason) }
        figures.thresholds = thresholds
        return .measured(figures)
    }

    private func reading(
        _ measured: Measured,
        _ thresholds: Thresholds,
        _ figures: (PredictorMeasurement) -> Figures
    )
        -> FigureReading
    {
        switch measured.counters {
        case .success(let counters):
            var figures = figures(counters)
            figures.thresholds = thresholds
            return .measured(figures)
        case .failure(let reason): return .missing(reason: reason.text)
        }
    }

    private func snapshot(of pod: Pod) -> PodSnapshot {
        var snapshot = PodSnapshot(pod, events: events(about: pod))
        snapshot.containerUsage = usage[pod.key] ?? [:]
        return snapshot
    }

    private func events(about pod: Pod) -> [Event] { index.warnings[pod.metadata.uid] ?? [] }

    private static func isLess(_ left: WorkloadReading, _ right: WorkloadReading) -> Bool {
        let (left, right) = (left.replicas, right.replicas)
        // Compared as fractions, without dividing by a desired count of zero.
        return left.ready * max(1, right.desired) < right.ready * max(1, left.desired)
    }

    static func containers(of workload: Deployment) -> [Container] {
        (workload.template["spec"]?["containers"]?.elements ?? []).map(Container.init)
    }

    /// The predictor that a Deployment was made for: the operator tells its containers so.
    static func predictor(of workload: Deployment) -> String? {
        let containers = containers(of: workload)
        for container in containers {
            if let name = OrchestratorPod.flags(of: container)["predictor"] { return name }
            let environment = container.environment.last { $0.name == "PREDICTOR_ID" }
            if let name = environment?.value { return name }
        }
        return workload.template["metadata"]?["labels"]?["version"]?.string
    }
}
