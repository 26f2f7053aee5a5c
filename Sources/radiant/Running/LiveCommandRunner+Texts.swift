import Dashboard
import Kubernetes
import KubernetesClient
import Operations
import Synchronization

extension LiveCommandRunner {
    /// How long a text is shown before it is read again.
    private static let interval = Duration.seconds(5)

    /// Reports the lines of logs, as many at once as have come while the screen was busy.
    func followLogs(
        _ target: LogTarget,
        _ report: @escaping @Sendable (Report) async -> Void
    ) async throws {
        var sources = try await operations.logSources(
            of: target.deployment.key,
            predictor: target.node?.predictor,
            node: target.node?.node
        )
        if target.puid != nil || target.pod != nil {
            sources += try await operations.logSources(
                of: target.deployment.key,
                predictor: target.node?.predictor,
                node: ClusterOperations.orchestratorContainer
            )
        }
        if let pod = target.pod { sources.removeAll { $0.pod.name != pod } }
        let seconds = target.beginning.duration.map { Int($0 / .seconds(1)) }
        let options = LogOptions(
            follows: !target.isPrevious,
            isPrevious: target.isPrevious,
            sinceSeconds: seconds,
            tailLines: seconds == nil ? 200 : nil,
            hasTimestamps: true
        )
        let basket = LineBasket()
        try await withThrowingTaskGroup(of: Void.self) { [sources] group in
            group.addTask {
                defer { basket.close() }
                try await operations.readLogs(sources, options) { basket.put($0) }
            }
            group.addTask {
                for await _ in basket.signals {
                    let lines = basket.take()
                    if !lines.isEmpty { await report(.logLines(target, lines)) }
                }
                let rest = basket.take()
                if !rest.isEmpty { await report(.logLines(target, rest)) }
            }
            try await group.waitForAll()
        }
    }

    /// Reports a text now and whenever it has become another one.
    func followDocument(
        _ target: DocumentTarget,
        _ report: @Sendable (Report) async -> Void
    ) async throws {
        var shown: [String]?
        while !Task.isCancelled {
            let lines = try await lines(of: target)
            if lines != shown { await report(.document(target, lines: lines)) }
            shown = lines
            try await Task.sleep(for: Self.interval)
        }
    }

    private func lines(of target: DocumentTarget) async throws -> [String] {
        let pod = target.pod.map {
            ObjectKey(namespace: target.deployment.namespace, name: $0)
        }
        switch (target.kind, pod) {
        case (.yaml, nil): return try await operations.yaml(of: target.deployment.key)
        case (.yaml, let pod?): return try await operations.yaml(ofPod: pod)
        case (.description, nil): return try await operations.describe(target.deployment.key)
        case (.description, let pod?): return try await operations.describe(pod: pod)
        }
    }
}

/// Lines that wait to be taken; when there are too many the oldest are dropped.
private final class LineBasket: Sendable {
    /// As many as the page keeps.
    private static let capacity = 5000

    let signals: AsyncStream<Void>
    private let signal: AsyncStream<Void>.Continuation
    private let lines = Mutex<[LogLine]>([])

    init() {
        (signals, signal) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    func put(_ line: LogLine) {
        lines.withLock { lines in
            lines.append(line)
            if lines.count > 2 * Self.capacity { lines.removeFirst(Self.capacity) }
        }
        signal.yield()
    }

    func take() -> [LogLine] {
        lines.withLock { lines in
            defer { lines = [] }
            return lines
        }
    }

    func close() { signal.finish() }
}
