import Documents
import Failures
public import Kubernetes
import KubernetesClient
import Seldon

/// A rollout that was worked out and not yet begun.
public struct RolloutProposal: Sendable, Equatable {
    /// The deployment.
    public var key: ObjectKey
    /// How it would go; the steps at or below the present weight are left out.
    public var plan: RolloutPlan
    /// What is worth knowing before.
    public var warnings: [String]
    /// The deployment as it would be at the end.
    public var outcome: DeploymentChange
    /// The first write.
    public var firstStep: DeploymentChange
}

/// What somebody asks of a rollout, where it is not said in full.
public struct RolloutWish: Sendable, Hashable {
    /// The predictor that gets the traffic; `nil` for the only one beside the first.
    public var canary: String?
    /// The steps, in percent.
    public var steps: [Int] = RolloutPlan.usualSteps
    /// How long each is looked at.
    public var interval: Duration = .seconds(30)
    /// How long to wait beyond that for what a verdict takes; `nil` for ten intervals, at least 2 min.
    public var patience: Duration?
    /// What must hold.
    public var limits = RolloutPlan.Limits()
    /// Whether a person must say so before the next step.
    public var needsApproval = false
    /// Whether the canary becomes main at the end.
    public var finishes = false

    /// A wish for what is usual.
    public init() {}
}

extension ClusterOperations {
    /// Works out how a rollout would go.
    ///
    /// - Throws: `OperationsError`.
    public func proposeRollout(
        of key: ObjectKey,
        _ wish: RolloutWish
    ) async throws -> RolloutProposal {
        let resource = try await deployment(key)
        let proposal = try RolloutProposal(of: resource, wish)
        try checkNoRollout(on: resource)
        return proposal
    }

    func checkNoRollout(on resource: SeldonDeployment) throws(OperationsError) {
        guard let rollout = RolloutRecord(of: resource), !rollout.phase.isOver else { return }
        throw .rolloutUnderWay(
            deployment: resource.name,
            by: rollout.driver?.name ?? rollout.author,
            isAttended: rollout.isAttended(at: now)
        )
    }
}

extension RolloutProposal {
    /// Works out how a rollout of a deployment would go.
    init(of resource: SeldonDeployment, _ wish: RolloutWish) throws {
        let (main, canary) = try RolloutProposal.pair(in: resource, canary: wish.canary)
        let weight = canary.traffic
        let room = main.traffic + canary.traffic
        var plan = RolloutPlan(
            main: main.name,
            canary: canary.name,
            steps: wish.steps,
            interval: wish.interval,
            patience: wish.patience,
            limits: wish.limits,
            needsApproval: wish.needsApproval,
            finishes: wish.finishes
        )
        if let objection = plan.objection {
            throw OperationsError.notPossible(objection, instead: "such as --steps 10,25,50,100")
        }
        plan.steps = plan.steps(above: weight)
        // What has it all already can still become main.
        if plan.steps.isEmpty, wish.finishes, weight == 100 { plan.steps = [100] }
        guard let last = plan.steps.last else {
            throw OperationsError.notPossible(
                "\(canary.name) has \(weight) % already, and no step goes beyond that",
                instead: weight == 100 ? "--finish makes it \(main.name)" : nil
            )
        }
        guard last <= room else {
            throw OperationsError.notPossible(
                "\(canary.name) cannot get \(last) %: other predictors than \(main.name) have"
                    + " \(100 - room) %",
                instead: "take it from them first: radiant traffic \(resource.name) …"
            )
        }
        key = resource.key
        self.plan = plan
        firstStep = try .traffic(
            [canary.name: plan.steps[0], main.name: room - plan.steps[0]],
            of: resource,
            as: .promote
        )
        outcome =
            plan.finishes
            ? try RolloutProposal.finished(plan, resource)
            : try .traffic([canary.name: last, main.name: room - last], of: resource, as: .promote)
        warnings = DeploymentChange.warnings(about: resource, TrafficSplit(outcome.resource))
        let counts = (
            main.replicas ?? resource.replicas ?? 1, canary.replicas ?? resource.replicas ?? 1
        )
        if counts.1 < counts.0 {
            warnings.append(
                "\(canary.name) has \(counts.1) replica\(counts.1 == 1 ? "" : "s") and \(main.name)"
                    + " \(counts.0): at \(last) % it must carry that load"
                    + " (radiant scale \(resource.name)/\(canary.name) \(counts.0))"
            )
        }
    }

    /// Which predictor had the traffic, and which gets it.
    private static func pair(
        in resource: SeldonDeployment,
        canary name: String?
    ) throws(OperationsError) -> (PredictorSpec, PredictorSpec) {
        let answering = resource.predictors.filter { !$0.isShadow }
        let names = answering.map(\.name)
        guard answering.count > 1, let first = answering.first else {
            throw .notPossible(
                "\(resource.name) has one predictor that answers requests, and nothing to promote",
                instead: "add one: radiant canary \(resource.name) --set-image NODE=IMAGE"
            )
        }
        guard let name else {
            guard answering.count == 2 else {
                throw .notPossible(
                    "\(resource.name) has \(names.joined(separator: ", ")): say which with --to",
                    instead: nil
                )
            }
            return (first, answering[1])
        }
        guard let canary = answering.first(where: { $0.name == name }) else {
            if resource.predictor(named: name)?.isShadow == true {
                throw .notPossible(
                    "\(name) is a shadow: it answers nobody",
                    instead: "radiant shadow \(resource.name) \(name) off"
                )
            }
            throw .noSuchPredictor(name, deployment: resource.name, existing: names)
        }
        let others = answering.filter { $0.name != name }
        let main = others.max { $0.traffic < $1.traffic } ?? first
        return (main, canary)
    }

    /// The deployment when all is done.
    private static func finished(
        _ plan: RolloutPlan,
        _ resource: SeldonDeployment
    ) throws -> DeploymentChange {
        let replaced = try DeploymentChange.replacing(plan.main, by: plan.canary, of: resource)
        guard let second = replaced.outcome else { return replaced }
        let removed = try DeploymentChange.removing(
            plan.canary,
            leaving: plan.main,
            of: second,
            as: .promote
        )
        return DeploymentChange(
            .promote,
            of: resource,
            "\(plan.main) becomes what \(plan.canary) is, \(plan.canary) goes",
            JSONPatch(replaced.patch.operations + removed.patch.operations),
            receiving: removed.receiving
        )
    }
}

extension RolloutDriver {
    /// Begins a rollout: writes it down on the deployment, with this driver as the one that drives it.
    ///
    /// - Throws: `OperationsError.rolloutUnderWay`, `.readOnly`, `.locked`, `.changedMeanwhile`.
    public func begin(_ proposal: RolloutProposal) async throws {
        try operations.permitChange()
        let resource = try await operations.deployment(key)
        try operations.checkNoRollout(on: resource)
        try operations.policy.permit(ChangeAccount(proposal.outcome), at: operations.now)
        guard resource.metadata.generation == proposal.outcome.resource.metadata.generation else {
            throw OperationsError.changedMeanwhile(deployment: key.name)
        }
        // What must be refused is refused before anything is written.
        try await operations.check(proposal.firstStep, isForced: true)
        let revision = try await operations.keep(
            resource,
            before: .promote,
            "promotion of \(proposal.plan.canary)"
        )
        let now = time.now.secondsSince1970
        func restarts(_ predictor: String) async throws -> Int {
            try await operations.pods(of: resource, predictor: predictor)
                .flatMap(\.containerStatuses).reduce(0) { $0 + $1.restartCount }
        }
        let record = RolloutRecord(
            id: token,
            plan: proposal.plan,
            phase: .starting,
            step: 0,
            since: now,
            startedAt: now,
            author: operations.author,
            driver: RolloutRecord.Driver(name: operations.author, token: token, heartbeat: now),
            weightsBefore: resource.answeringWeights,
            weights: resource.answeringWeights,
            generation: resource.metadata.generation,
            restartsBefore: try await restarts(proposal.plan.canary),
            mainRestartsBefore: try await restarts(proposal.plan.main),
            gates: [],
            message: "begins",
            revision: revision
        )
        try await operations.swap([swap(to: record, on: resource)], of: resource)
    }

    /// Takes the rollout of a deployment over from whoever drives it, or from nobody.
    ///
    /// - Returns: Who drove it before; `nil` for nobody.
    /// - Throws: `OperationsError.noRollout`.
    @discardableResult
    public func takeOver() async throws -> String? {
        try operations.permitChange()
        let before = try await operations.changeRollout(of: key) { record, resource, now in
            record.driver = RolloutRecord.Driver(
                name: operations.author,
                token: token,
                heartbeat: now.secondsSince1970
            )
            // What was counted before is not known here: the step is looked at anew.
            if record.phase == .baking { record.since = now.secondsSince1970 }
        }
        return before.driver?.name
    }

    /// Leaves the rollout to whoever takes it over.
    public func leave() async {
        _ = try? await operations.changeRollout(of: key) { record, _, _ in
            if record.driver?.token == token { record.driver = nil }
        }
    }
}

extension ClusterOperations {
    /// How often a change of a rollout's record is tried while its driver writes it too.
    private static let recordAttempts = 20

    /// The rollout of a deployment; `nil` when there never was one.
    public func rollout(of key: ObjectKey) async throws -> RolloutRecord? {
        RolloutRecord(of: try await deployment(key))
    }

    /// Holds a rollout where it is.
    ///
    /// - Throws: `OperationsError.noRollout`, `.readOnly`.
    public func pause(_ key: ObjectKey, reason: String = "paused") async throws {
        try permitChange()
        try await changeRollout(of: key) { record, _, now in
            guard record.hold == nil else { return }
            record.hold = RolloutRecord.Hold(
                by: author,
                since: now.secondsSince1970,
                reason: reason
            )
            record.message = "paused by \(author): \(reason)"
        }
    }

    /// Lets a rollout go on: past a hold, or to the next step where that wants approval.
    ///
    /// What somebody else changed meanwhile is taken as it is: the rollout goes on above the weight
    /// that the canary then has.
    /// - Returns: The rollout.
    /// - Throws: `OperationsError.noRollout`, `.readOnly`.
    @discardableResult
    public func resume(_ key: ObjectKey) async throws -> RolloutRecord {
        try permitChange()
        try await changeRollout(of: key) { record, resource, now in
            record.resume(on: resource, at: now)
        }
        return try await rollout(of: key)
            ?? { throw OperationsError.noRollout(deployment: key.name) }()
    }

    /// Changes the record of a rollout that is under way.
    ///
    /// - Returns: What it was before.
    @discardableResult
    func changeRollout(
        of key: ObjectKey,
        _ change: (inout RolloutRecord, SeldonDeployment, Moment) -> Void
    ) async throws -> RolloutRecord {
        var attempt = 0
        while true {
            attempt += 1
            let resource = try await deployment(key)
            guard let before = RolloutRecord(of: resource), !before.phase.isOver else {
                throw OperationsError.noRollout(deployment: key.name)
            }
            var record = before
            change(&record, resource, now)
            guard record != before else { return before }
            let swap = AnnotationSwap(
                name: RolloutRecord.annotation,
                old: resource.metadata.annotations[RolloutRecord.annotation],
                new: record.text
            )
            do {
                _ = try await self.swap([swap], of: resource)
                return before
            } catch OperationsError.changedMeanwhile where attempt < Self.recordAttempts {
                continue
            }
        }
    }
}

extension RolloutRecord {
    /// Goes on, on a deployment as it is now.
    mutating func resume(on resource: SeldonDeployment, at now: Moment) {
        if hold == nil, phase == .approving {
            approved = step + 1
            message = "approved"
            return
        }
        guard hold != nil else { return }
        hold = nil
        message = "goes on"
        let isChanged = generation != resource.metadata.generation
        generation = resource.metadata.generation
        since = now.secondsSince1970
        guard isChanged, !phase.isFinishing else { return }
        weights = resource.answeringWeights
        let weight = weights[plan.canary] ?? 0
        if let next = plan.steps.firstIndex(where: { $0 > weight }) {
            step = next
            phase = .starting
        } else {
            step = plan.steps.count - 1
            phase = .baking
        }
    }
}
