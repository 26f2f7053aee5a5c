import Documents
import Failures
import HTTP
public import Kubernetes
public import KubernetesClient

/// One container whose log is read.
public struct LogSource: Sendable, Hashable {
    /// The pod.
    public var pod: ObjectKey
    /// The container.
    public var container: String

    /// A container of a pod.
    public init(pod: ObjectKey, container: String) {
        self.pod = pod
        self.container = container
    }
}

extension ClusterOperations {
    /// The containers that write the logs of a deployment or of a node: those of its pods, newest
    /// pods last.
    ///
    /// - Parameters:
    ///   - pods: The pods of the deployment.
    ///   - node: The container to read, or `nil` for all but the orchestrators.
    /// - Returns: The containers.
    public static func logSources(of pods: [Pod], node: String? = nil) -> [LogSource] {
        pods.sorted {
            ($0.metadata.creationTimestamp ?? .distantPast, $0.name)
                < ($1.metadata.creationTimestamp ?? .distantPast, $1.name)
        }
        .flatMap { pod in
            pod.containers.map(\.name)
                .filter { node == nil ? $0 != orchestratorContainer : $0 == node }
                .map { LogSource(pod: pod.key, container: $0) }
        }
    }

    /// The name of the container that runs a predictor's graph.
    public static let orchestratorContainer = "seldon-container-engine"

    /// Reads the logs of containers, all at once, and hands over each line as it comes.
    ///
    /// A container that has no log is passed over when another one has.
    /// - Parameters:
    ///   - sources: The containers.
    ///   - options: Which part of the logs; the container in it is set for each.
    ///   - receive: What is called with every line, one after another for each container.
    /// - Throws: `OperationsError.noLogs` when none of them has a log.
    public func readLogs(
        _ sources: [LogSource],
        _ options: LogOptions,
        receive: @escaping @Sendable (LogLine) async -> Void
    ) async throws {
        let problems = await withTaskGroup(of: Failure?.self) { group in
            for source in sources {
                group.addTask { await readLog(source, options, receive: receive) }
            }
            var problems: [Failure?] = []
            for await problem in group { problems.append(problem) }
            return problems
        }
        try Task.checkCancellation()
        let failures = problems.compactMap(\.self)
        if let first = failures.first, failures.count == problems.count {
            throw OperationsError.noLogs(first.message)
        }
        if sources.isEmpty { throw OperationsError.noLogs("no container of it is there yet") }
    }

    private func readLog(
        _ source: LogSource,
        _ options: LogOptions,
        receive: @Sendable (LogLine) async -> Void
    ) async -> Failure? {
        var options = options
        options.container = source.container
        do {
            for try await line in try await client.log(of: source.pod, options) {
                await receive(
                    LogLine(
                        line,
                        pod: source.pod.name,
                        container: source.container,
                        hasTimestamps: options.hasTimestamps
                    )
                )
            }
            return nil
        } catch {
            return Failure(describing: error)
        }
    }
}
