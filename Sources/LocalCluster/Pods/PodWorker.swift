import Documents
import Failures
import Glibc
import HTTP
import Kubernetes
import KubernetesClient
import Logging

/// Runs one pod: starts its containers, asks how they are, starts them again, and says so.
actor PodWorker {
    /// The pod's identity.
    nonisolated let uid: String
    /// The pod's name.
    nonisolated let key: ObjectKey
    /// The pod's address.
    nonisolated let address: String

    let settings: PodSettings
    private let services: ObjectStore<Service>
    private(set) var pod: Pod
    private var report: PodReport
    private var writtenStatus: JSON
    private var isGone = false

    private let changes: AsyncStream<Void>
    private let changed: AsyncStream<Void>.Continuation
    private let exits: AsyncStream<Void>
    private let exited: AsyncStream<Void>.Continuation
    private let ending: AsyncStream<Duration>
    private let end: AsyncStream<Duration>.Continuation

    /// Makes what runs a pod.
    init(
        _ pod: Pod,
        at address: String,
        services: ObjectStore<Service>,
        _ settings: PodSettings
    ) {
        self.pod = pod
        self.address = address
        self.services = services
        self.settings = settings
        uid = pod.metadata.uid
        key = pod.key
        writtenStatus = pod.status
        let earlier = pod.containerStatuses
        report = PodReport(
            address: address,
            startTime: pod.status["startTime"]?.string.flatMap(Timestamp.init) ?? .now,
            containers: pod.containers.map { container in
                ContainerRecord(container, earlier: earlier.first { $0.name == container.name })
            }
        )
        (changes, changed) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
        (exits, exited) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
        (ending, end) = AsyncStream.makeStream()
    }

    /// Runs the pod until it was deleted, or until the task is cancelled, which ends its processes.
    func run() async {
        writePodinfo()
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.writeStatuses() }
            group.addTask { await self.runContainers() }
            // The statuses are written for as long as there are containers; with none left the last
            // word is their end, or the pod's.
            await group.next()
            group.cancelAll()
        }
        PrivateFile.remove("\(settings.directory.pods)/\(uid)")
        guard !Task.isCancelled else { return }
        await settings.logs.remove(pod: key, uid: uid)
        if !isGone {
            let options = DeleteOptions(gracePeriodSeconds: 0, uid: uid)
            try? await settings.client.delete(Pod.self, key, options: options)
        }
    }

    /// Takes a newer state of the pod.
    func update(_ pod: Pod) {
        self.pod = pod
        guard pod.metadata.deletionTimestamp != nil else { return }
        let grace =
            pod.metadata.json["deletionGracePeriodSeconds"]?.int
            ?? pod.spec["terminationGracePeriodSeconds"]?.int ?? 30
        finish(within: .seconds(grace))
    }

    /// Ends the pod, whose object is gone already.
    func abandon() {
        isGone = true
        finish(within: .zero)
    }

    private func finish(within grace: Duration) {
        end.yield(grace)
    }

    private func writePodinfo() {
        let path = ContainerLaunch.podinfo(of: pod, in: settings.directory)
        try? PrivateFile.makeDirectory("\(settings.directory.pods)/\(uid)")
        let text = DownwardFile.text(pod.metadata.annotations)
        try? PrivateFile.write(Array(text.utf8), to: path)
    }

    // MARK: Containers

    private func runContainers() async {
        let runners = pod.containers.enumerated().map { index, container in
            ContainerRunner(container, number: index, of: self, settings)
        }
        await withTaskGroup(of: Void.self) { group in
            for runner in runners { group.addTask { await runner.run() } }
            var isFirst = true
            for await grace in ending where isFirst {
                isFirst = false
                await drain(grace)
                for record in report.containers {
                    guard let pid = record.pid else { continue }
                    await settings.events.report(
                        "Killing",
                        "Stopping container \(record.name)",
                        about: pod,
                        container: record.name
                    )
                    settings.launcher.send(grace == .zero ? SIGKILL : SIGTERM, toGroup: pid)
                }
                await allEnded(within: grace)
                for pid in report.containers.compactMap(\.pid) {
                    settings.launcher.send(SIGKILL, toGroup: pid)
                }
                break
            }
            // Those that wait for their next start have nothing to end.
            group.cancelAll()
        }
    }

    /// Lets the pod serve on while requests are led elsewhere.
    private func drain(_ grace: Duration) async {
        report.isEnding = true
        changed.yield()
        guard hasProcesses, grace > .zero else { return }
        try? await settings.clock.sleep(for: min(settings.drain, grace))
    }

    private func allEnded(within grace: Duration) async {
        guard hasProcesses else { return }
        let clock = settings.clock
        let exits = exits
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                for await _ in exits where await !self.hasProcesses { return }
            }
            group.addTask { try? await clock.sleep(for: grace) }
            await group.next()
            group.cancelAll()
        }
    }

    private var hasProcesses: Bool { report.containers.contains { $0.pid != nil } }

    /// Whether the pod is on its way out.
    var isEnding: Bool { report.isEnding }

    /// What is known of a container.
    func record(_ number: Int) -> ContainerRecord { report.containers[number] }

    /// Changes what is known of a container; the pod's status follows.
    func change(_ number: Int, _ body: @Sendable (inout ContainerRecord) -> Void) {
        let before = report.containers[number]
        body(&report.containers[number])
        if report.containers[number] != before { changed.yield() }
        if report.containers[number].pid == nil, before.pid != nil { exited.yield() }
    }

    /// The names of Services as they are now; waits a moment for some that are not there yet.
    func names(knowing wanted: Set<String>) async -> ServiceNames {
        let services = services
        let clock = settings.clock
        let patience = settings.patience
        if !wanted.isEmpty {
            await withTaskGroup(of: Void.self) { group in
                group.addTask {
                    for await snapshot in await services.snapshots() {
                        let names = ServiceNames(snapshot.values)
                        if wanted.allSatisfy({ names.resolve($0).unknown.isEmpty }) { return }
                    }
                }
                group.addTask { try? await clock.sleep(for: patience) }
                await group.next()
                group.cancelAll()
            }
        }
        return ServiceNames(await services.objects.values)
    }

    // MARK: Status

    private func writeStatuses() async {
        changed.yield()
        var backoff = Backoff()
        for await _ in changes {
            while !isGone, !Task.isCancelled {
                let status = report.status(changing: writtenStatus, at: .now)
                if status == writtenStatus { break }
                do {
                    let change: JSON = ["metadata": ["uid": .string(uid)], "status": status]
                    _ = try await settings.client.patch(
                        Pod.self,
                        key,
                        .merge(change),
                        subresource: "status"
                    )
                    writtenStatus = status
                    backoff.reset()
                } catch let error as ClientError where error.isNotFound || error.isConflict {
                    break
                } catch is CancellationError {
                    return
                } catch {
                    settings.logger.warning(
                        "the status of a pod was not written",
                        metadata: ["pod": "\(key)", "error": "\(error)"]
                    )
                    try? await settings.clock.sleep(for: backoff.next())
                }
            }
        }
    }
}
