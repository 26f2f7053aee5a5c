import ArgumentParser
import Failures
import Glibc
import Kubernetes
import Operations
import Synchronization
import Transport

/// Drives a rollout from the command line and tells how it goes.
struct RolloutRun: Sendable {
    private let driver: RolloutDriver
    private let operations: ClusterOperations
    private let key: ObjectKey
    private let isUnattended: Bool

    init(
        _ driver: RolloutDriver,
        _ operations: ClusterOperations,
        _ key: ObjectKey,
        isUnattended: Bool
    ) {
        self.driver = driver
        self.operations = operations
        self.key = key
        self.isUnattended = isUnattended
    }

    /// Drives until the rollout is over, or the process is asked to end.
    ///
    /// - Throws: `ExitCode` 3 when a gate failed and the weights were restored, 1 when it was not
    ///   promoted for another reason.
    func run() async throws {
        let ending = Mutex<Result<RolloutRecord, any Error>?>(nil)
        try await Termination.run {
            let result: Result<RolloutRecord, any Error>
            do { result = .success(try await drive()) } catch { result = .failure(error) }
            ending.withLock { $0 = result }
        }
        guard let result = ending.withLock({ $0 }) else { return }
        switch result {
        case .success(let record): try end(record)
        case .failure(is CancellationError):
            await driver.leave()
            throw Failure(
                "the rollout of \(key.name) is unattended now, its weights where they are",
                hint:
                    "radiant takeover \(key.name) goes on, radiant abort \(key.name) gives main all"
                    + " traffic"
            )
        case .failure(let error): throw error
        }
    }

    private func drive() async throws -> RolloutRecord {
        try await withThrowingTaskGroup(of: RolloutRecord?.self) { group in
            defer { group.cancelAll() }
            group.addTask {
                let narrator = Mutex(RolloutNarrator(of: key.name))
                return try await driver.drive(endsWhenHeld: isUnattended) { report in
                    narrator.withLock { tell(report, &$0) }
                }
            }
            if !isUnattended, isatty(STDIN_FILENO) == 1 {
                group.addTask {
                    try await approveOnEnter()
                    return nil
                }
            }
            while let next = try await group.next() {
                if let record = next { return record }
            }
            throw CancellationError()
        }
    }

    private func tell(_ report: RolloutDriver.Report, _ narrator: inout RolloutNarrator) {
        if isUnattended {
            for line in narrator.documents(for: report) { Output.printDocument(line + "\n") }
        } else {
            for line in narrator.lines(for: report) { Output.print(line + "\n") }
        }
    }

    /// Enter in this terminal approves the next step.
    private func approveOnEnter() async throws {
        while true {
            var ready = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
            guard poll(&ready, 1, 0) > 0 else {
                try await ContinuousClock().sleep(for: .milliseconds(200))
                continue
            }
            guard readLine() != nil else { return }
            _ = try? await operations.resume(key)
        }
    }

    private func end(_ record: RolloutRecord) throws {
        switch record.phase {
        case .failed: throw ExitCode(ExitStatus.restored)
        case .aborted: throw ExitCode(ExitStatus.failed)
        default: break
        }
        guard record.hold != nil else { return }
        throw Failure(
            "the rollout of \(key.name) is \(record.message)",
            hint: "radiant resume \(key.name) and radiant takeover \(key.name) go on, radiant abort"
                + " \(key.name) gives main all traffic"
        )
    }
}
