import Glibc
import Synchronization
import Testing

@testable import LocalCluster

/// Real processes, small ones.
struct SubprocessLauncherTests {
    private let scratch = ScratchDirectory()
    private let launcher = SubprocessLauncher(grace: .milliseconds(300))

    private func shell(_ script: String, _ environment: [String: String] = [:]) -> ProgramCall {
        ProgramCall(words: ["/bin/sh", "-c", script], environment: environment)
    }

    @Test func `output and error output come together, with the status`() async throws {
        let output = Mutex<[UInt8]>([])

        let end = try await launcher.run(shell("echo out; echo err >&2; exit 3")) { _ in
        } onOutput: { bytes in
            output.withLock { $0 += bytes }
        }

        #expect(end == .exited(3))
        #expect(String(decoding: output.withLock { $0 }, as: UTF8.self) == "out\nerr\n")
    }

    @Test func `a process has the environment that it is given and no other`() async throws {
        let output = Mutex<[UInt8]>([])
        let call = ProgramCall(words: ["/usr/bin/env"], environment: ["A": "b c", "D": ""])

        _ = try await launcher.run(call) { _ in
        } onOutput: { bytes in
            output.withLock { $0 += bytes }
        }

        let lines = String(decoding: output.withLock { $0 }, as: UTF8.self).split(separator: "\n")
        #expect(Set(lines) == ["A=b c", "D="])
    }

    @Test func `a signal ends a whole group, and the end says which it was`() async throws {
        let child = scratch.path + "/child"
        let end = try await launcher.run(
            shell("sleep 1000 & echo $! > '\(child)'; echo up; wait")
        ) { _ in
        } onOutput: { _ in
            let group = ProcessTable.all.first { pid in
                ProcessTable.commandLine(of: pid).contains(child)
                    && ProcessTable.group(of: pid) == pid
            }
            launcher.send(SIGKILL, toGroup: group ?? 0)
        }

        #expect(end == .signalled(SIGKILL))
        #expect(end.exitCode == 137)
        #expect(await gone(childOf: child))
    }

    @Test func `what is left of a group when its first process ends goes with it`() async throws {
        let child = scratch.path + "/child"

        let end = try await launcher.run(shell("sleep 1000 & echo $! > '\(child)'")) { _ in
        } onOutput: { _ in
        }

        #expect(end == .exited(0))
        #expect(await gone(childOf: child))
    }

    @Test func `a cancelled task ends even those who will not be asked`() async throws {
        let child = scratch.path + "/child"
        let script =
            "trap '' TERM; sleep 1000 & echo $! > '\(child)'; echo up; while :; do wait; done"
        let (ups, up) = AsyncStream<Void>.makeStream()

        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                _ = try? await launcher.run(shell(script)) { _ in
                } onOutput: { _ in
                    up.yield()
                }
            }
            for await _ in ups { break }
            group.cancelAll()
        }

        #expect(await gone(childOf: child))
    }

    @Test func `a program that is not there is said`() async {
        await #expect(throws: LocalClusterError.self) {
            _ = try await launcher.run(ProgramCall(words: ["/no/such/program"])) { _ in
            } onOutput: { _ in
            }
        }
    }

    @Test func `the sweep ends recorded groups and whatever bears the marker`() async throws {
        let directory = try DataDirectory(at: scratch.path + "/data")
        let ledger = ProcessLedger(path: directory.ledger)
        let stray = scratch.path + "/stray"
        let (ups, up) = AsyncStream<Void>.makeStream()

        let ends = await withTaskGroup(of: ProcessEnd?.self) { group in
            // One is recorded and has no marker; one has it, and its child left the group.
            group.addTask {
                try? await launcher.run(shell("sleep 1000")) { pid in
                    await ledger.add(ProcessIdentity(pid: pid))
                    up.yield()
                } onOutput: { _ in
                }
            }
            group.addTask {
                let script = "setsid sleep 1000 & echo $! > '\(stray)'; echo up; wait"
                let call = shell(
                    script,
                    ["RADIANT_CLUSTER": directory.path + "#1.2", "PATH": "/usr/bin:/bin"]
                )
                return try? await launcher.run(call) { _ in
                } onOutput: { _ in
                    up.yield()
                }
            }
            for await _ in ups.prefix(2) {}
            ProcessSweep.end(leftBehindIn: directory)
            return await group.reduce(into: []) { $0.append($1) }
        }

        #expect(ends == [.signalled(SIGKILL), .signalled(SIGKILL)])
        #expect(await gone(childOf: stray))
    }

    @Test func `the watchdog ends what has not ended when it hears no more`() async throws {
        let (ups, up) = AsyncStream<Int32>.makeStream()

        let ends = await withTaskGroup(of: ProcessEnd?.self) { group in
            for _ in 0..<2 {
                group.addTask {
                    try? await launcher.run(shell("trap '' TERM; sleep 1000 & wait")) { pid in
                        up.yield(pid)
                    } onOutput: { _ in
                    }
                }
            }
            var identities: [ProcessIdentity] = []
            for await pid in ups.prefix(2) { identities.append(ProcessIdentity(pid: pid)) }
            var lines = identities.map { ProcessLedger.Entry.began($0).line }
            lines.append(ProcessLedger.Entry.ended(identities[1]).line)
            lines.append("nonsense\n")
            lines.reverse()
            Watchdog.watch(ClusterMark(value: scratch.path)) { lines.popLast() }
            let first = await group.next()
            launcher.send(SIGTERM, toGroup: identities[1].pid)
            launcher.send(SIGKILL, toGroup: identities[1].pid)
            _ = await group.next()
            return first
        }

        #expect(ends == .signalled(SIGKILL))
    }

    @Test func `the number of a process that was given away is left alone`() {
        let other = ProcessIdentity(parsing: "\(getppid()) 1")

        #expect(other?.isRunning == false)
        #expect(ProcessIdentity(pid: getpid()).isRunning)
        #expect(ProcessIdentity(parsing: "1 5") == nil)
        #expect(ProcessIdentity(parsing: "x") == nil)
    }

    @Test func `ledger entries are read back as they are written`() throws {
        let identity = try #require(ProcessIdentity(parsing: "123 456"))

        #expect(ProcessLedger.Entry(parsing: "+ 123 456") == .began(identity))
        #expect(ProcessLedger.Entry(parsing: "- 123 456\n") == .ended(identity))
        #expect(ProcessLedger.Entry(parsing: "? 123 456") == nil)
        #expect(ProcessLedger.Entry(parsing: "") == nil)
    }

    /// Whether the process whose number a file has is gone, or soon is.
    private func gone(childOf file: String) async -> Bool {
        let text = (try? PrivateFile.read(file)).map { String(decoding: $0, as: UTF8.self) } ?? ""
        guard let pid = Int32(text.filter(\.isNumber)) else { return false }
        for _ in 0..<200 {
            // A zombie without a parent waits for the machine's first process to take note of it.
            let state = ProcessTable.state(of: pid)
            if state == nil || state == "Z" { return true }
            try? await ContinuousClock().sleep(for: .milliseconds(20))
        }
        return false
    }
}
