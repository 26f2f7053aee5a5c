import Documents
import HTTP
import HTTPTypes
import Kubernetes
import KubernetesClient
import Seldon
import Synchronization
import Testing

@testable import Operations

/// Rollouts on the embedded API server, with the operator's part done by the test.
struct RolloutDriverTests {
    private let key = TestCluster.key

    private var wish: RolloutWish {
        var wish = RolloutWish()
        wish.steps = [50, 100]
        wish.interval = .seconds(1)
        wish.patience = .seconds(20)
        // Of what the backend answers, one request in ten has failed.
        wish.limits = RolloutPlan.Limits(errorRate: 0.5, p95Increase: nil, minRequests: 5)
        return wish
    }

    /// Does something while what is declared is routed.
    private func whileRouting<Result: Sendable>(
        _ cluster: TestCluster,
        _ owner: SeldonDeployment,
        _ body: @escaping @Sendable () async throws -> Result
    ) async throws -> Result {
        try await withThrowingTaskGroup(of: Result?.self) { group in
            defer { group.cancelAll() }
            group.addTask {
                while true {
                    let weights = try await cluster.operations.deployment(TestCluster.key)
                        .answeringWeights
                    try await cluster.route(
                        main: weights["main"] ?? 0,
                        canary: weights["canary"] ?? 0,
                        owner: owner
                    )
                    try await ContinuousClock().sleep(for: .milliseconds(50))
                }
            }
            group.addTask { try await body() }
            for try await result in group { if let result { return result } }
            throw CancellationError()
        }
    }

    @Test func `a storm of 409 and 422 holds a rollout up and breaks nothing`() async throws {
        let cluster = try await TestCluster()
        let resource = try await cluster.seed(main: 100, canary: 0)
        let storm = Storm()
        let operations = ClusterOperations(
            cluster.disturbedClient { Interference($0, storm) },
            web: cluster.operations.web
        )
        let driver = RolloutDriver(operations, key)
        try await driver.begin(operations.proposeRollout(of: key, wish))
        storm.begin()

        let record = try await whileRouting(cluster, resource) { try await driver.drive() }

        #expect(record.phase == .promoted)
        #expect(storm.refused > 5)
        let after = try await cluster.operations.deployment(key)
        #expect(after.answeringWeights == ["main": 0, "canary": 100])
        #expect(RolloutRecord(of: after)?.phase == .promoted)
        // All steps together are one change, which one undo takes back.
        try await cluster.operations.undo(cluster.operations.planUndo(of: key))
        let undone = try await cluster.operations.deployment(key)
        #expect(undone.spec.text() == resource.spec.text())
    }

    @Test func `an abort by somebody else ends the rollout of the one who drives`() async throws {
        let cluster = try await TestCluster()
        let resource = try await cluster.seed(main: 100, canary: 0)
        let driver = RolloutDriver(cluster.operations, key)
        var slow = wish
        slow.interval = .seconds(60)
        try await driver.begin(cluster.operations.proposeRollout(of: key, slow))

        let (record, outcome) = try await whileRouting(cluster, resource) {
            async let driven = driver.drive()
            while try await cluster.operations.rollout(of: TestCluster.key)?.phase != .baking {
                try await ContinuousClock().sleep(for: .milliseconds(20))
            }
            let plan = try await cluster.operations.planAbort(of: TestCluster.key)
            let outcome = try await cluster.operations.abort(plan)
            return (try await driven, outcome)
        }

        #expect(record.phase == .aborted)
        #expect(outcome.after != nil)
        let after = try await cluster.operations.deployment(key)
        #expect(after.answeringWeights == ["main": 100, "canary": 0])
    }

    @Test func `other changes wait while a rollout is under way`() async throws {
        let cluster = try await TestCluster()
        try await cluster.seed(main: 100, canary: 0)
        var operations = cluster.operations
        operations.author = "alice@laptop"
        try await RolloutDriver(operations, key).begin(operations.proposeRollout(of: key, wish))

        let change = try await operations.planScale(of: key, predictor: "main", to: 2).change
        let expected = OperationsError.rolloutUnderWay(
            deployment: "checks",
            by: "alice@laptop",
            isAttended: true
        )
        await #expect(throws: expected) { try await operations.make(change) }
        await #expect(throws: expected) { try await operations.proposeRollout(of: key, wish) }
        try await operations.make(change, isForced: true)
    }

    @Test func `the annotation stands on the metadata, so that no pod is replaced`() async throws {
        let cluster = try await TestCluster()
        let before = try await cluster.seed(main: 100, canary: 0)
        try await RolloutDriver(cluster.operations, key).begin(
            cluster.operations.proposeRollout(of: key, wish)
        )

        let after = try await cluster.operations.deployment(key)

        #expect(after.metadata.annotations[RolloutRecord.annotation] != nil)
        #expect(after.spec == before.spec)
        #expect(after.metadata.generation == before.metadata.generation)
    }
}

/// What refuses two patches of three, in turn with 409 and 422.
private final class Storm: Sendable {
    private let state = Mutex((isRaging: false, seen: 0, refused: 0))

    var refused: Int { state.withLock { $0.refused } }
    func begin() { state.withLock { $0.isRaging = true } }

    /// The status to answer with; `nil` lets the request through.
    func answer() -> Int? {
        state.withLock { state in
            guard state.isRaging else { return nil }
            state.seen += 1
            guard state.seen % 3 != 0 else { return nil }
            state.refused += 1
            return state.seen % 3 == 1 ? 409 : 422
        }
    }
}

/// A transport in whose way a storm is.
private struct Interference: HTTPTransport {
    private let inner: any HTTPTransport
    private let storm: Storm

    init(_ inner: any HTTPTransport, _ storm: Storm) {
        self.inner = inner
        self.storm = storm
    }

    func send(_ request: Request, _ options: RequestOptions) async throws -> Response {
        guard request.head.method == .patch, let code = storm.answer() else {
            return try await inner.send(request, options)
        }
        let status: JSON = [
            "kind": "Status", "apiVersion": "v1", "status": "Failure", "code": .int(code),
            "reason": code == 409 ? "Conflict" : "Invalid", "message": "a storm",
        ]
        return Response(
            code == 409 ? .conflict : .unprocessableContent,
            type: "application/json",
            body: .bytes(status.bytes())
        )
    }
}
