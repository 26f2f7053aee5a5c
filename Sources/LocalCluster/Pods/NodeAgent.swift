import Documents
import Kubernetes
import KubernetesClient
import Logging

/// Runs the pods that are bound to one node, in the place of a kubelet.
actor NodeAgent {
    /// The name of the node.
    static let nodeName = "radiant"

    private let pods: ObjectStore<Pod>
    private let services: ObjectStore<Service>
    private let settings: PodSettings
    private let addresses: PodAddresses
    private var workers: [String: PodWorker] = [:]

    /// Makes an agent that runs the pods of a store.
    init(
        pods: ObjectStore<Pod>,
        services: ObjectStore<Service>,
        addresses: PodAddresses,
        _ settings: PodSettings
    ) {
        self.addresses = addresses
        self.pods = pods
        self.services = services
        self.settings = settings
    }

    /// Runs pods until the task is cancelled, which ends all their processes.
    func run() async {
        await services.filled()
        await pods.filled()
        await settings.logs.keep(only: Set(await pods.objects.values.map(\.metadata.uid)))
        await withDiscardingTaskGroup { group in
            var tasks = KeyedTasks<String>()
            for await snapshot in await pods.snapshots() {
                if Task.isCancelled { break }
                await adopt(snapshot.values, &tasks, &group)
            }
            group.cancelAll()
        }
    }

    private func adopt(
        _ pods: some Collection<Pod>,
        _ tasks: inout KeyedTasks<String>,
        _ group: inout DiscardingTaskGroup
    ) async {
        var seen: Set<String> = []
        for pod in pods {
            let uid = pod.metadata.uid
            seen.insert(uid)
            if let worker = workers[uid] {
                await worker.update(pod)
            } else if pod.metadata.deletionTimestamp != nil {
                // It was on its way out when its processes ended with an earlier cluster.
                let options = DeleteOptions(gracePeriodSeconds: 0, uid: uid)
                try? await settings.client.delete(Pod.self, pod.key, options: options)
            } else if pod.nodeName == NodeAgent.nodeName,
                !["Succeeded", "Failed"].contains(pod.phase)
            {
                start(pod, &tasks, &group)
            }
        }
        for (uid, worker) in workers where !seen.contains(uid) { await worker.abandon() }
    }

    private func start(
        _ pod: Pod,
        _ tasks: inout KeyedTasks<String>,
        _ group: inout DiscardingTaskGroup
    ) {
        let uid = pod.metadata.uid
        let address = addresses.address(for: uid, wanted: pod.podIP)
        let worker = PodWorker(pod, at: address, services: services, settings)
        workers[uid] = worker
        addresses.register(pod.key, at: address)
        tasks.start(uid, in: &group) {
            await worker.run()
            await self.forget(uid)
        }
    }

    private func forget(_ uid: String) {
        workers[uid] = nil
        addresses.release(uid)
    }
}
