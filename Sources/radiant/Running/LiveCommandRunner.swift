import Dashboard
import Failures
import Kubernetes
import Operations
import Terminal

/// Performs the dashboard's commands on a cluster.
struct LiveCommandRunner: CommandRunner {
    /// What it works with.
    struct Means: Sendable {
        /// Every verb.
        var operations: ClusterOperations
        /// What watches the cluster.
        var session: ClusterSession
        /// What the terminal can show, for pictures.
        var capabilities: TerminalCapabilities
        /// The looks of what is drawn on pictures.
        var theme: Theme
        /// The program that edits.
        var editor: String
        /// What makes kubectl speak to the same cluster as the same user.
        var kubectlOptions: [String]
    }

    let link: ClusterLink
    let tests = TestMemory()

    /// What works with the cluster that is looked at now.
    var means: Means { link.means }

    var operations: ClusterOperations { means.operations }

    init(_ link: ClusterLink) {
        self.link = link
    }

    func run(
        _ command: Command,
        report: @escaping @Sendable (Report) async -> Void
    ) async throws(Failure) {
        do {
            try await perform(command, report)
        } catch {
            throw Failure(describing: error)
        }
    }

    private func perform(
        _ command: Command,
        _ report: @escaping @Sendable (Report) async -> Void
    )
        async throws
    {
        switch command {
        case .setTraffic(let id, let weights):
            try await setTraffic(id, weights, report)
        case .planRollout(let request):
            await report(.planned(request, try await rollouts.outlook(of: request)))
        case .carryOut(let request, let typedName):
            try await rollouts.carryOut(request, typedName: typedName, report)
        case .unlock(let minutes):
            let now = operations.now
            let until = minutes > 0 ? now.advanced(by: .seconds(minutes * 60)) : nil
            try ProductionLock().unlock(operations.context, until: until)
        case .predict(let request):
            try await predict(request, report)
        case .step(let request):
            try await step(request, report)
        case .feedback(let request, let predictor, let reward):
            try await tellFeedback(request, predictor, reward, report)
        case .drawPicture(let request):
            await report(.picture(await draw(request)))
        case .completePath(let typed):
            await report(.paths(PathCompletion.candidates(for: typed), typed: typed))
        case .follow(.logs(let target)):
            try await followLogs(target, report)
        case .follow(.events(let id)):
            try await followEvents(id, report)
        case .follow(.document(let target)):
            try await followDocument(target, report)
        case .follow(.forward(let id, let pod)):
            try await forward(id, pod, report)
        case .edit(let id):
            try await edit(id, report)
        case .submit(let proposal):
            try await operations.submit(proposal)
            let what = "\(proposal.key.name) was written; the operator makes it so"
            await report(.notice(Notice(.done, what)))
        case .deletePod(let id, let pod):
            try await operations.deletePod(ObjectKey(namespace: id.namespace, name: pod))
            await report(.notice(Notice(.done, "\(pod) is being deleted")))
        case .shell(let id, let pod, let container):
            try await openShell(id, pod, container)
        case .save(let lines, let path, let kind):
            let path = try SavedFile.write(lines, to: path, kind: kind)
            await report(.notice(Notice(.done, "written to \(path)")))
        case .watchClosely(let deployments):
            await means.session.watchClosely(deployments)
        case .setScope(let scope):
            await means.session.setScope(scope)
        case .setContext(let name):
            try link.open(context: name)
        case .saveCapture(let capture):
            let paths = try SavedFile.write(capture)
            await report(.notice(Notice(.done, "written to \(paths)")))
        case .unfollow, .useTheme, .useMouse, .ringBell, .alarm, .copy, .captureScreen, .suspend,
            .redraw,
            .quit:
            break
        }
    }

    private var rollouts: RolloutCommandRunner { RolloutCommandRunner(operations) }

    private func setTraffic(
        _ id: DeploymentID,
        _ weights: [String: Int],
        _ report: @Sendable (Report) async -> Void
    ) async throws {
        let wishes = weights.sorted { $0.key < $1.key }.map {
            TrafficWish(predictor: $0.key, weight: $0.value)
        }
        let operations = rollouts.operations
        let plan = try await operations.planTraffic(of: id.key, to: wishes)
        for warning in plan.change.warnings { await report(.notice(Notice(.remark, warning))) }
        let outcome = try await operations.setTraffic(plan)
        await report(.notice(Notice(.done, outcome.sentence)))
    }

    private func followEvents(
        _ id: DeploymentID,
        _ report: @Sendable (Report) async -> Void
    )
        async throws
    {
        for try await events in operations.followEvents(of: id.key) {
            await report(.events(id, events))
        }
    }
}

extension DeploymentID {
    /// What names it in the API.
    var key: ObjectKey { ObjectKey(namespace: namespace, name: name) }
}
