import Documents
import Glibc
import HTTP
import Kubernetes

/// Asks a running container, from its start on, whether it is ready and whether it lives.
struct ContainerChecks: Sendable {
    private let container: Container
    private let number: Int
    private let worker: PodWorker
    private let settings: PodSettings
    private let readiness: Probe?
    private let liveness: Probe?

    /// Makes the checks that a container asks for.
    init(_ container: Container, number: Int, of worker: PodWorker, _ settings: PodSettings) {
        self.container = container
        self.number = number
        self.worker = worker
        self.settings = settings
        readiness = Probe(container.json["readinessProbe"], of: container)
        liveness = Probe(container.json["livenessProbe"], of: container)
    }

    /// Whether the container is ready as soon as it runs.
    var areNone: Bool { readiness == nil }

    /// Asks until the task is cancelled.
    ///
    /// - Parameters:
    ///   - pid: The container's process, which is ended when it lives no more.
    ///   - ports: Ports that the program was given instead of those of its manifest.
    func run(pid: Int32, ports: [Int: Int]) async {
        await withTaskGroup(of: Void.self) { group in
            if let readiness {
                let address = place(readiness, ports)
                group.addTask {
                    await check(readiness, at: address) { await warn(ofOpenPorts: pid) }
                }
            }
            if let liveness {
                group.addTask { await guardLife(liveness, at: place(liveness, ports), pid) }
            }
        }
    }

    private func place(_ probe: Probe, _ ports: [Int: Int]) -> SocketAddress {
        // The forwarder of a pod's port accepts before the program does, so it is not asked.
        if let port = ports[probe.port] { return SocketAddress(host: "127.0.0.1", port: port) }
        return SocketAddress(host: worker.address, port: probe.port)
    }

    private func check(
        _ probe: Probe,
        at address: SocketAddress,
        whenReady: () async -> Void
    ) async {
        let start = ContinuousClock.now
        var failures = 0
        var isReady = false
        while !Task.isCancelled {
            let problem = await settings.prober.ask(probe, at: address)
            if Task.isCancelled { return }
            if let problem {
                failures += 1
                if isReady, failures >= probe.failureThreshold {
                    isReady = false
                    await worker.change(number) { $0.isReady = false }
                }
                // Whoever starts is not reported for not being there yet.
                if !isReady, ContinuousClock.now - start >= probe.initialDelay {
                    await report("Readiness probe failed: \(problem)")
                }
            } else {
                failures = 0
                if !isReady {
                    isReady = true
                    await worker.change(number) { record in
                        record.isReady = true
                        record.isStarted = true
                    }
                    await whenReady()
                }
            }
            let isCalm = isReady && failures == 0
            let pause = isCalm ? min(probe.period, settings.calmPeriod) : settings.eagerPeriod
            try? await settings.clock.sleep(for: pause)
        }
    }

    private func guardLife(_ probe: Probe, at address: SocketAddress, _ pid: Int32) async {
        // A slow start is no death: the container has the time of its manifest.
        try? await settings.clock.sleep(for: probe.initialDelay)
        var failures = 0
        while !Task.isCancelled {
            let problem = await settings.prober.ask(probe, at: address)
            if Task.isCancelled { return }
            failures = problem == nil ? 0 : failures + 1
            if let problem, failures >= probe.failureThreshold {
                await report("Liveness probe failed: \(problem)")
                await settings.events.report(
                    "Killing",
                    "Container \(container.name) failed liveness probe, will be restarted",
                    about: await worker.pod,
                    container: container.name
                )
                settings.launcher.send(SIGTERM, toGroup: pid)
                try? await settings.clock.sleep(for: .seconds(5))
                settings.launcher.send(SIGKILL, toGroup: pid)
                return
            }
            try? await settings.clock.sleep(for: probe.period)
        }
    }

    /// Says so when the program can be reached from other machines.
    private func warn(ofOpenPorts pid: Int32) async {
        let open = ListeningSockets().held(by: pid).filter(\.isEverywhere).map(\.port)
        guard !open.isEmpty else { return }
        let ports = Set(open).sorted().map(String.init).joined(separator: ", ")
        await settings.events.report(
            "ListensEverywhere",
            "Container \(container.name) accepts connections from other machines on port \(ports);"
                + " have it listen on the address in POD_IP",
            about: await worker.pod,
            isWarning: true,
            container: container.name
        )
    }

    private func report(_ message: String) async {
        await settings.events.report(
            "Unhealthy",
            message,
            about: await worker.pod,
            isWarning: true,
            container: container.name
        )
    }
}
