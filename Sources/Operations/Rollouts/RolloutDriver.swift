import Failures
import HTTP
import HTTPTypes
public import Kubernetes
import KubernetesClient
import Seldon

/// Drives a rollout: looks, decides, writes, and tells others that it is there.
///
/// All that it knows stands on the deployment. It may be killed at any moment: what it leaves behind
/// says how far it came, and another one goes on from there.
public struct RolloutDriver: Sendable {
    /// What it tells while it drives.
    public enum Report: Sendable, Equatable {
        /// The rollout as it now stands.
        case record(RolloutRecord)
        /// Something is in the way, and it tries again.
        case trouble(String)
    }

    let operations: ClusterOperations
    let key: ObjectKey
    let token: String
    let time = ServerTime()
    private let clock: any Clock<Duration>

    /// What drives a rollout of a deployment.
    ///
    /// - Parameters:
    ///   - operations: The cluster.
    ///   - key: The deployment.
    ///   - clock: What waiting is measured by.
    public init(
        _ operations: ClusterOperations,
        _ key: ObjectKey,
        clock: any Clock<Duration> = ContinuousClock()
    ) {
        self.operations = operations
        self.key = key
        self.clock = clock
        token = String(UInt64.random(in: .min ... .max), radix: 36)
    }

    /// Drives the rollout that stands on the deployment until it is over.
    ///
    /// - Parameters:
    ///   - endsWhenHeld: Whether to end when it stands still, since nobody is there to resume it.
    ///   - report: Takes how it goes.
    /// - Returns: The rollout when it was over.
    /// - Throws: `OperationsError.takenOver` when somebody else drives it, `.noRollout`, and what the
    ///   API server refuses for good; the rollout is unattended then.
    public func drive(
        endsWhenHeld: Bool = false,
        _ report: @Sendable (Report) async -> Void = { _ in }
    ) async throws -> RolloutRecord {
        let first = try await current().1
        let beat = RolloutDriver.beat(of: first.plan)
        var eye = RolloutEye(operations, key, first.plan, every: beat)
        var writtenAt = Moment(secondsSince1970: 0)
        await learnTime()
        while true {
            do {
                let world = try await eye.look(at: time.now)
                let record = try own(world.resource)
                if record.phase.isOver {
                    await report(.record(record))
                    return record
                }
                let next = try await step(record, world, &writtenAt)
                await report(.record(next))
                if next.phase.isOver || (endsWhenHeld && next.hold != nil) { return next }
            } catch OperationsError.changedMeanwhile {
                // Look again: it may be somebody else's turn.
            } catch let error as OperationsError {
                guard case .noReadyPods = error else { throw error }
                await report(.trouble(Failure(describing: error).message))
            } catch let error as ClientError where error.isTemporary {
                await report(.trouble(Failure(describing: error).message))
            }
            try await clock.sleep(for: beat)
        }
    }

    /// How often to look: often enough for the shortest steps, and not more than once a second.
    private static func beat(of plan: RolloutPlan) -> Duration {
        .seconds(max(0.2, min(1, plan.interval / 8)))
    }

    private func learnTime() async {
        if let answer = try? await operations.client.response(.get, "/version"),
            let date = answer.head.headerFields[.date]
        {
            time.learn(fromDate: date)
        }
    }

    private func current() async throws -> (SeldonDeployment, RolloutRecord) {
        let resource = try await operations.deployment(key)
        return (resource, try own(resource))
    }

    /// The rollout of a deployment, if it is still this driver's.
    private func own(_ resource: SeldonDeployment) throws(OperationsError) -> RolloutRecord {
        guard let record = RolloutRecord(of: resource) else {
            throw .noRollout(deployment: key.name)
        }
        guard record.phase.isOver || record.driver?.token == token else {
            throw .takenOver(deployment: key.name, by: record.driver?.name ?? "nobody")
        }
        return record
    }

    // MARK: One look

    private func step(
        _ record: RolloutRecord,
        _ world: RolloutEye.World,
        _ writtenAt: inout Moment
    ) async throws -> RolloutRecord {
        let now = time.now
        var machine = RolloutMachine(record)
        let action = machine.decide(world.observation, at: now)
        var next = machine.record
        next.driver = RolloutRecord.Driver(
            name: operations.author,
            token: token,
            heartbeat: now.secondsSince1970
        )
        guard action == .none else {
            next = try await perform(action, next, on: world)
            writtenAt = now
            return next
        }
        let isNews =
            next.phase != record.phase || next.hold != record.hold || next.step != record.step
        let age = now.elapsed(since: writtenAt) / .seconds(1)
        if isNews || age >= RolloutRecord.heartbeat || (age >= 1 && next.gates != record.gates) {
            try await note(next, in: record, on: world.resource)
            writtenAt = now
        }
        return next
    }

    /// Writes a rollout down in the place of what it was.
    @discardableResult
    func note(
        _ next: RolloutRecord,
        in record: RolloutRecord,
        on resource: SeldonDeployment
    ) async throws -> SeldonDeployment {
        try await operations.swap([swap(to: next, on: resource)], of: resource)
    }

    func swap(to next: RolloutRecord, on resource: SeldonDeployment) -> AnnotationSwap {
        AnnotationSwap(
            name: RolloutRecord.annotation,
            old: resource.metadata.annotations[RolloutRecord.annotation],
            new: next.text
        )
    }
}

extension ClientError {
    /// Whether the same request may be answered well a moment later.
    var isTemporary: Bool {
        switch self {
        case .unreachable: return true
        case .refused(let status):
            return status.code == 429 || status.code == 409 || status.code >= 500
        default: return false
        }
    }
}
