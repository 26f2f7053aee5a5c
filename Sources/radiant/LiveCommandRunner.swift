import Dashboard
import Failures
import Glibc
import Kubernetes
import KubernetesClient
import Operations

/// Performs the dashboard's commands on a cluster.
struct LiveCommandRunner: CommandRunner {
    private let operations: ClusterOperations
    private let session: ClusterSession

    init(_ operations: ClusterOperations, _ session: ClusterSession) {
        self.operations = operations
        self.session = session
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
        case .completePath(let typed):
            await report(.paths(PathCompletion.candidates(for: typed), typed: typed))
        case .follow(.logs(let target)):
            try await followLogs(target, report)
        case .follow(.events(let id)):
            try await followEvents(id, report)
        case .watchClosely(let deployments):
            await session.watchClosely(deployments)
        case .setScope(let scope):
            await session.setScope(scope)
        case .unfollow, .ringBell, .suspend, .redraw, .quit:
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

    private func predict(
        _ request: TestRequest,
        _ report: @Sendable (Report) async -> Void
    )
        async throws
    {
        let input: PredictionInput
        switch request.subject {
        case .bundledCheck: input = try await CheckReaderTool.bundledCheck().input
        case .file(let path):
            let path = PathCompletion.expanded(path)
            let name = path.split(separator: "/").last.map(String.init) ?? path
            input = PredictionInput(
                image: try InputFile.bytes(at: path),
                named: name,
                subject: path
            )
        }
        let route = try await operations.route(
            to: request.deployment.key,
            predictor: request.predictor
        )
        let prediction = try await operations.predict(input, by: route)
        await report(.prediction(request, prediction.result))
    }

    private func followLogs(
        _ target: LogTarget,
        _ report: @escaping @Sendable (Report) async -> Void
    ) async throws {
        let sources = try await operations.logSources(
            of: target.deployment.key,
            predictor: target.node?.predictor,
            node: target.node?.node
        )
        let options = LogOptions(follows: true, tailLines: 200, hasTimestamps: true)
        let (lines, sink) = AsyncStream.makeStream(
            of: LogLine.self,
            bufferingPolicy: .bufferingNewest(2000)
        )
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                defer { sink.finish() }
                try await operations.readLogs(sources, options) { sink.yield($0) }
            }
            group.addTask {
                for await line in lines { await report(.logLines(target, [line])) }
            }
            try await group.waitForAll()
        }
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

/// Paths as they are typed.
enum PathCompletion {
    /// How many are offered at most.
    private static let limit = 50

    /// The path with `~` put for what it stands for.
    static func expanded(_ path: String) -> String {
        guard path == "~" || path.hasPrefix("~/"), let home = Environment.variables["HOME"] else {
            return path
        }
        return home + path.dropFirst()
    }

    /// The paths that begin with what was typed, folders with a slash at their end.
    static func candidates(for typed: String) -> [String] {
        let slash = typed.lastIndex(of: "/")
        let shown = slash.map { String(typed[...$0]) } ?? ""
        let beginning = slash.map { typed[typed.index(after: $0)...] } ?? typed[...]
        guard let stream = opendir(shown.isEmpty ? "." : expanded(shown)) else { return [] }
        defer { closedir(stream) }
        var found: [String] = []
        while let entry = readdir(stream) {
            let isFolder = entry.pointee.d_type == UInt8(DT_DIR)
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard name.hasPrefix(beginning), name != ".", name != "..",
                !name.hasPrefix(".") || beginning.hasPrefix(".")
            else { continue }
            found.append(shown + name + (isFolder ? "/" : ""))
        }
        return Array(found.sorted().prefix(limit))
    }
}
