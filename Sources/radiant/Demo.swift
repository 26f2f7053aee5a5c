import Failures
import Kubernetes
import Operations

/// The check reader with its canary and gentle traffic, on a cluster that runs.
struct Demo: Sendable {
    private static let key = ObjectKey(namespace: "default", name: "checks-reader")
    /// How long the first start may take: processes, models, probes.
    private static let patience = Duration.seconds(120)
    /// How long figures of both predictors are waited for; one in five requests is the canary's.
    private static let figuresPatience = Duration.seconds(20)

    /// How many requests of each predictor the figures are made of.
    private static let leastSamples = 3

    private let connection: Connection
    private let operations: ClusterOperations
    private let session: ClusterSession
    private let manifest: Manifest
    private let rate: Double

    init(_ connection: Connection, _ manifest: Manifest, rate: Double) {
        self.connection = connection
        operations = connection.operations
        session = connection.session(.all)
        self.manifest = manifest
        self.rate = rate
    }

    /// Shows the dashboard until the user leaves.
    func show(_ wishes: DashboardWishes) async throws {
        _ = try await operations.apply(manifest, namespace: Demo.key.namespace, isForced: true)
        try await withThrowingTaskGroup(of: Void.self) { group in
            defer { group.cancelAll() }
            group.addTask {
                // What keeps the traffic from flowing is on the screen anyway.
                try? await serve()
                try? await sendTraffic(rate: rate)
            }
            try await DashboardRun.run(connection, session, wishes)
        }
    }

    /// Sends the bundled check through, and prints what came back, the fleet and the graph.
    ///
    /// - Throws: `Failure` when the line that was read is not the one on the check.
    func tell() async throws {
        let (check, line, _) = try await CheckReaderTool.bundledCheck()
        _ = try await operations.apply(manifest, namespace: Demo.key.namespace, isForced: true)
        try await withThrowingTaskGroup(of: Void.self) { group in
            defer { group.cancelAll() }
            let snapshots = await session.snapshots()
            group.addTask { await session.run() }
            try await awaitReady(snapshots)
            let prediction = try await answer(to: check)
            // Enough for figures that mean something, without waiting long for them.
            group.addTask { try? await sendTraffic(rate: max(rate, 4)) }
            let snapshot = await figures()
            print(prediction, snapshot)
            guard case .check(let reading) = prediction.result.answer, reading.micr == line else {
                throw Failure("the line on the check is \(line), and that is not what was read")
            }
        }
    }

    private func print(_ prediction: Prediction, _ snapshot: ClusterSnapshot?) {
        let report = PredictionReport(prediction.result)
        Output.print(report.result)
        Output.printDocument("\n" + JSONSource.pretty(prediction.body))
        for detail in report.details { Output.remark(detail) }
        if case .failed(let failure) = prediction.result.answer { Output.remark(failure.message) }
        guard let snapshot else { return }
        Output.print("\n" + FleetReport(snapshot, isWide: true).text)
        for deployment in snapshot.deployments {
            let tree = TreeReport(deployment, isAscii: !Environment.isUnicode)
            Output.print("\n" + tree.text)
        }
    }

    /// Waits until the deployment answers, and says on the way what it waits for.
    private func awaitReady(_ snapshots: AsyncStream<ClusterSnapshot>) async throws {
        let clock = ContinuousClock()
        let deadline = clock.now + Demo.patience
        var told: String?
        for await snapshot in snapshots {
            guard let found = Demo.deployment(in: snapshot) else { continue }
            if Demo.answers(found) { return }
            let why = found.why ?? "\(found.health.word)"
            if why != told { Output.remark("waiting for \(found.id.name): \(why)") }
            told = why
            if clock.now > deadline {
                throw OperationsError.notInTime("\(why)", after: Demo.patience)
            }
        }
        throw CancellationError()
    }

    /// Waits until the deployment answers, in silence.
    private func serve() async throws {
        for await snapshot in await session.snapshots() {
            if let found = Demo.deployment(in: snapshot), Demo.answers(found) { return }
        }
        throw CancellationError()
    }

    private func answer(to check: PredictionInput) async throws -> Prediction {
        let route = try await operations.route(to: Demo.key)
        return try await operations.predict(check, by: route)
    }

    /// Gentle traffic until the task is cancelled: the bundled check until others are drawn.
    private func sendTraffic(rate: Double) async throws {
        let bundled = try await CheckReaderTool.bundledCheck().input
        let plan = try LoadPlan(rate: rate, duration: .seconds(1_000_000))
        let route = try await operations.route(to: Demo.key)
        let drawn = try await withThrowingTaskGroup(of: Void.self) { group in
            defer { group.cancelAll() }
            group.addTask {
                _ = await operations.load([bundled], by: route, with: LoadGenerator(plan))
            }
            return try await CheckReaderTool.syntheticChecks(LoadInputs.syntheticCount)
        }
        _ = await operations.load(drawn, by: route, with: LoadGenerator(plan))
    }

    /// The first snapshot in which every predictor has answered some requests, or what there is
    /// after a while.
    private func figures() async -> ClusterSnapshot? {
        let clock = ContinuousClock()
        let deadline = clock.now + Demo.figuresPatience
        for await snapshot in await session.snapshots() {
            let predictors = Demo.deployment(in: snapshot)?.predictors ?? []
            let isMeasured = predictors.allSatisfy {
                ($0.figures.figures?.sampleCount ?? 0) >= Demo.leastSamples
            }
            if isMeasured || clock.now > deadline { return snapshot }
        }
        return nil
    }

    private static func deployment(in snapshot: ClusterSnapshot) -> DeploymentSnapshot? {
        snapshot.deployments.first { $0.id.name == key.name && $0.id.namespace == key.namespace }
    }

    private static func answers(_ deployment: DeploymentSnapshot) -> Bool {
        deployment.health == .serving
            && deployment.predictors.allSatisfy { $0.weights.routed != nil }
    }
}
