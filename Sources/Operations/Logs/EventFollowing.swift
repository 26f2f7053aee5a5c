public import Kubernetes
import KubernetesClient

extension ClusterOperations {
    /// The events of a deployment and what belongs to it, now and after each change; newest first.
    ///
    /// It ends when the task that reads it is cancelled.
    public func followEvents(of key: ObjectKey) -> AsyncThrowingStream<[EventLine], any Error> {
        AsyncThrowingStream(bufferingPolicy: .bufferingNewest(1)) { continuation in
            let task = Task {
                do {
                    try await followEvents(of: key) { continuation.yield($0) }
                    continuation.finish()
                } catch {
                    continuation.finish(throwing: error)
                }
            }
            continuation.onTermination = { _ in task.cancel() }
        }
    }

    private func followEvents(of key: ObjectKey, receive: ([EventLine]) -> Void) async throws {
        let resource = try await deployment(key)
        let store = ObjectStore<Event>()
        let reflector = Reflector<Event>(client, ListQuery(namespace: key.namespace), into: store)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await reflector.run() }
            defer { group.cancelAll() }
            for await events in await store.snapshots() where await store.isFilled {
                // Pods come and go, and with them what belongs to the deployment.
                let workloads = try await workloads(of: resource)
                let pods = try await pods(of: resource)
                receive(
                    ClusterOperations.events(Array(events.values), about: resource, workloads, pods)
                )
            }
        }
    }
}
