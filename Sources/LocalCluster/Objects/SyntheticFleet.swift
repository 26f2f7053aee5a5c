import Documents
import Kubernetes
import KubernetesClient
import Seldon

/// Objects as a big cluster has them: SeldonDeployments with their pods among many others.
public struct SyntheticFleet: Sendable {
    /// All pods.
    public var pods: Int
    /// Those of them that belong to SeldonDeployments, spread evenly.
    public var seldonPods: Int
    /// The SeldonDeployments.
    public var deployments: Int

    /// The namespace of the SeldonDeployments.
    static let namespace = "models"
    private static let otherNamespaces = 10
    /// How many objects are under way at a time.
    private static let width = 32

    /// Makes a fleet; all numbers are taken as at least 0, Seldon's pods as at most all pods.
    public init(pods: Int, seldonPods: Int, deployments: Int) {
        self.pods = max(0, pods)
        self.seldonPods = min(max(0, seldonPods), self.pods)
        self.deployments = max(0, deployments)
    }

    // MARK: Making

    /// Makes the objects that are missing.
    ///
    /// - Throws: `ClientError`.
    func plant(with client: APIClient) async throws {
        let client = client
        for name in [SyntheticFleet.namespace] + (0..<SyntheticFleet.otherNamespaces).map(other) {
            try await SyntheticFleet.make(Namespace(name: name).json, .namespace, client)
        }
        try await each(0..<deployments) { index throws in
            for (kind, object) in SyntheticGraph(index, replicas: replicas(of: index)).objects {
                try await SyntheticFleet.make(object, kind, client)
            }
        }
        try await each(0..<pods) { index throws in
            try await SyntheticFleet.make(pod(index).json, .pod, client)
        }
    }

    private func other(_ number: Int) -> String { "apps-\(number)" }

    private func replicas(of deployment: Int) -> Int {
        guard deployments > 0 else { return 0 }
        return seldonPods / deployments + (deployment < seldonPods % deployments ? 1 : 0)
    }

    private func pod(_ index: Int) -> SyntheticPod {
        guard index < seldonPods, deployments > 0 else {
            let namespace = other(index % SyntheticFleet.otherNamespaces)
            return SyntheticPod(index, application: "app-\(index / 10)", in: namespace)
        }
        return SyntheticPod(index, of: SyntheticGraph.name(index % deployments))
    }

    /// Creates an object with its status, unless it is there.
    private static func make(
        _ object: JSON,
        _ kind: ResourceKind,
        _ client: APIClient
    ) async throws {
        let namespace = object["metadata"]?["namespace"]?.string
        do {
            _ = try await client.create(kind, namespace: namespace, object)
        } catch let error as ClientError where error.isAlreadyThere {
            return
        }
        guard let status = object["status"] else { return }
        let name = object["metadata"]?["name"]?.string ?? ""
        var client = client
        client.fieldManager = "kubelet"
        _ = try await client.patch(
            kind,
            ObjectKey(namespace: namespace ?? "", name: name),
            .merge(["status": status]),
            subresource: "status"
        )
    }

    /// Does something for many numbers, some of them at a time.
    private func each(
        _ numbers: Range<Int>,
        _ body: @escaping @Sendable (Int) async throws -> Void
    ) async throws {
        let failure = await withTaskGroup(of: (any Error)?.self) { group -> (any Error)? in
            for (place, number) in numbers.enumerated() {
                if place >= SyntheticFleet.width, let error = await group.next() ?? nil {
                    return error
                }
                group.addTask {
                    do {
                        try await body(number)
                        return nil
                    } catch { return error }
                }
            }
            return await group.first { $0 != nil } ?? nil
        }
        if let failure { throw failure }
    }

    // MARK: Changing

    /// The changes that are made to a fleet.
    public struct Changes: Sendable {
        /// How many are made a second.
        public var rate: Int
        /// Whether every tenth replaces a pod by a new one of the same name.
        public var areReplacing: Bool

        /// Makes changes, none unless told otherwise.
        public init(rate: Int = 0, areReplacing: Bool = false) {
            self.rate = rate
            self.areReplacing = areReplacing
        }
    }

    /// Changes Seldon's pods one after the other until the task is cancelled.
    ///
    /// Each change but those that replace a pod sets the annotation `radiant.example/changed-at` to the moment, in microseconds
    /// since 1970.
    func change(
        with client: APIClient,
        _ changes: Changes,
        clock: any Clock<Duration>
    ) async {
        let count = seldonPods > 0 ? seldonPods : pods
        guard count > 0, changes.rate > 0 else { return }
        // Ten times a second a tenth of the changes, so that the rate holds for any timer.
        var done = 0
        var due = ContinuousClock.now
        while !Task.isCancelled {
            let until = done + max(1, changes.rate / 10)
            for number in done..<until {
                let pod = pod(number % count)
                if changes.areReplacing, number % 10 == 9 {
                    let now = DeleteOptions(gracePeriodSeconds: 0)
                    _ = try? await client.delete(.pod, pod.key, options: now)
                    try? await SyntheticFleet.make(pod.json, .pod, client)
                    continue
                }
                let now = JSON.string(String(Timestamp.now.microseconds))
                let patch: JSON = [
                    "metadata": ["annotations": ["radiant.example/changed-at": now]]
                ]
                _ = try? await client.patch(.pod, pod.key, .merge(patch))
            }
            done = until
            // What is late is caught up with, so that the rate holds however long the writes take.
            due += .milliseconds(100)
            let early = due - .now
            if early > .zero { try? await clock.sleep(for: early) }
        }
    }
}
