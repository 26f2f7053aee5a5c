import Documents
import Failures
import Glibc
import HTTP
import Kubernetes

/// Runs one container of a pod, again and again.
struct ContainerRunner: Sendable {
    private let container: Container
    private let number: Int
    private let worker: PodWorker
    private let settings: PodSettings

    /// Makes what runs the container with a number in its pod.
    init(_ container: Container, number: Int, of worker: PodWorker, _ settings: PodSettings) {
        self.container = container
        self.number = number
        self.worker = worker
        self.settings = settings
    }

    /// Runs until the container is done for good, or the task is cancelled, which ends its process.
    func run() async {
        guard
            let program = settings.catalogue.program(for: container.image, path: settings.path)
        else {
            await refuseImage()
            return
        }
        let command = program.words.joined(separator: " ")
        await report("Pulled", "The program for image \"\(container.image)\" is: \(command)")
        guard !program.isOwn else {
            await run(program, ports: [:])
            return
        }
        // A program of others listens wherever it likes: it gets ports that nobody has, and the
        // pod's own lead to them.
        let wanted = ContainerLaunch.ports(of: container).sorted()
        let ports = Dictionary(
            zip(wanted, FreePort.find(wanted.count)),
            uniquingKeysWith: { first, _ in first }
        )
        await withTaskGroup(of: Void.self) { group in
            for (port, target) in ports {
                group.addTask { await forward(port, to: target) }
            }
            await run(program, ports: ports)
            group.cancelAll()
        }
    }

    private func run(_ program: ImageCatalogue.Program, ports: [Int: Int]) async {
        var backoff = RestartBackoff()
        var remarks: Set<String> = []
        while !Task.isCancelled {
            let launch = await prepare(program, ports)
            for remark in launch.remarks where remarks.insert(remark).inserted {
                await report("Ignored", remark, isWarning: true)
            }
            if Task.isCancelled { return }
            let clock = ContinuousClock()
            let start = clock.now
            let startTime = Timestamp.now
            let outcome = await runOnce(launch)
            guard let delay = await settle(outcome, startTime, &backoff, clock.now - start) else {
                return
            }
            if delay > .zero { try? await settings.clock.sleep(for: delay) }
        }
    }

    private func prepare(
        _ program: ImageCatalogue.Program,
        _ ports: [Int: Int]
    ) async -> ContainerLaunch {
        var wanted: Set<String> = []
        while true {
            let launch = ContainerLaunch(
                container,
                of: await worker.pod,
                as: program,
                at: worker.address,
                ports: ports,
                services: await worker.names(knowing: wanted),
                settings
            )
            if launch.unknownServices.isEmpty || !wanted.isEmpty || Task.isCancelled {
                let names = launch.unknownServices.sorted().joined(separator: ", ")
                if !names.isEmpty {
                    await report("UnknownService", "there is no Service \(names)", isWarning: true)
                }
                return launch
            }
            wanted = launch.unknownServices
        }
    }

    // MARK: One run

    /// How an attempt to run the process went.
    private enum Outcome: Sendable {
        case ended(ProcessEnd, pid: Int32)
        case failed(String)
    }

    private func runOnce(_ launch: ContainerLaunch) async -> Outcome {
        let log = await settings.logs.begin(
            pod: worker.key,
            uid: worker.uid,
            container: container.name
        )
        let checks = ContainerChecks(container, number: number, of: worker, settings)
        let (starts, started) = AsyncStream<Int32>.makeStream()
        let outcome = await withTaskGroup(of: Outcome?.self) { group in
            group.addTask {
                let identity = StartedProcess()
                let result: Outcome
                do {
                    let end = try await settings.launcher.run(launch.call) { pid in
                        await identity.set(ProcessIdentity(pid: pid))
                        await settings.ledger.add(ProcessIdentity(pid: pid))
                        settings.meter.begin(container.name, of: worker.key, group: pid)
                        await began(pid, isReady: checks.areNone)
                        started.yield(pid)
                    } onOutput: { bytes in
                        await log.append(bytes)
                    }
                    result = .ended(end, pid: await identity.value?.pid ?? 0)
                } catch {
                    let words = (error as? any ExplainedError)?.failure.message ?? "\(error)"
                    result = .failed(words)
                }
                if let known = await identity.value {
                    settings.meter.end(group: known.pid)
                    await settings.ledger.remove(known)
                }
                return result
            }
            group.addTask {
                for await pid in starts {
                    await checks.run(pid: pid, ports: launch.ports)
                }
                return nil
            }
            var outcome: Outcome?
            while outcome == nil, let next = await group.next() { outcome = next }
            group.cancelAll()
            return outcome
        }
        await log.close()
        return outcome ?? .failed("it was not started")
    }

    private func began(_ pid: Int32, isReady: Bool) async {
        await worker.change(number) { record in
            record.started(pid: pid, at: .now, isReady: isReady)
        }
        await report("Started", "Started container \(container.name) as process \(pid)")
    }

    /// Notes how a run ended; returns the wait before the next one, `nil` when there is none.
    private func settle(
        _ outcome: Outcome,
        _ start: Timestamp,
        _ backoff: inout RestartBackoff,
        _ duration: Duration
    ) async -> Duration? {
        let isOver = await worker.isEnding || Task.isCancelled
        let isFinal: Bool
        let termination: ContainerRecord.Termination
        switch outcome {
        case .ended(let end, let pid):
            termination = .init(end: end, startedAt: start, finishedAt: .now, pid: pid)
            isFinal =
                switch await worker.pod.spec["restartPolicy"]?.string {
                case "Never": true
                case "OnFailure": end == .exited(0)
                default: false
                }
        case .failed(let words):
            let end = ProcessEnd.exited(128)
            termination = .init(
                end: end,
                startedAt: start,
                finishedAt: .now,
                pid: 0,
                reason: "StartError"
            )
            isFinal = false
            if !isOver { await report("Failed", "Error: \(words)", isWarning: true) }
        }
        guard !isOver, !isFinal else {
            await worker.change(number) { $0.ended(termination, waiting: nil) }
            return nil
        }
        let delay = backoff.next(afterRunning: duration)
        let seconds = delay.components.seconds
        let message =
            "back-off \(seconds)s restarting failed container=\(container.name)"
            + " pod=\(worker.key.name)_\(worker.key.namespace)(\(worker.uid))"
        let waiting =
            delay > .zero
            ? (reason: "CrashLoopBackOff", message: message)
            : (reason: "ContainerCreating", message: "it ended and is started again")
        await worker.change(number) { $0.ended(termination, waiting: waiting) }
        await report(
            "BackOff",
            "Back-off restarting container \(container.name), which ended with status "
                + "\(termination.end.exitCode)",
            isWarning: true
        )
        return delay
    }

    // MARK: Surroundings

    private func forward(_ port: Int, to target: Int) async {
        let address = SocketAddress(host: worker.address, port: port)
        do {
            try await settings.forward(
                address,
                { SocketAddress(host: "127.0.0.1", port: target) },
                { _ in }
            )
        } catch {
            let words = (error as? any ExplainedError)?.failure.message ?? "\(error)"
            if !Task.isCancelled { await report("FailedForward", words, isWarning: true) }
        }
    }

    private func refuseImage() async {
        let image = container.image
        let hint =
            ModelServer(image: image)?.hint
            ?? "add a program for it, such as: radiant up --image '\(image)=PROGRAM ARGUMENTS'"
        await worker.change(number) { record in
            record.state = .waiting(
                reason: "ErrImagePull",
                message: "no program stands for the image \(image); \(hint)"
            )
        }
        await report(
            "Failed",
            "Failed to pull image \"\(image)\": images are not pulled here, and no program stands "
                + "for this one; \(hint)",
            isWarning: true
        )
    }

    private func report(_ reason: String, _ message: String, isWarning: Bool = false) async {
        await settings.events.report(
            reason,
            message,
            about: await worker.pod,
            isWarning: isWarning,
            container: container.name
        )
    }
}

/// The process of one run, once it is known.
private actor StartedProcess {
    private(set) var value: ProcessIdentity?

    func set(_ identity: ProcessIdentity) { value = identity }
}
