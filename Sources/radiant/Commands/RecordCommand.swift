import ArgumentParser
import Failures
import Operations
import Transport

struct RecordCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "record",
        abstract: "Record what the dashboard would show into a file, for radiant replay.",
        discussion: """
            Example: radiant record incident.jsonl -n payments

            A frame is written every ten seconds and whenever something changes, until Ctrl-C or for \
            as long as --for says. The file is for its owner alone and never larger than --limit: \
            its older half makes room. Payloads, logs and the environment of containers are not in it.
            """
    )

    @Argument(help: ArgumentHelp("The file; it must not be there yet.", valueName: "file"))
    var file: String

    @Option(help: ArgumentHelp("The largest size of the file in MiB.", valueName: "MiB"))
    var limit = 64

    @Option(
        name: .customLong("for"),
        help: ArgumentHelp("How long, such as 30m; by default until Ctrl-C.", valueName: "time")
    )
    var length: DurationArgument?

    @OptionGroup var cluster: ClusterOptions

    func validate() throws {
        guard (1...4096).contains(limit) else {
            throw ValidationError("--limit is a size from 1 to 4096 MiB")
        }
    }

    func run() async throws {
        let connection = try Connection(cluster)
        let scope: NamespaceScope = cluster.namespace == nil ? .all : connection.scope
        let session = connection.session(scope)
        try await Termination.run { try await record(session) }
    }

    private func record(_ session: ClusterSession) async throws {
        let snapshots = await session.snapshots()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await session.run() }
            group.addTask { try await write(snapshots) }
            if let length {
                group.addTask { try? await ContinuousClock().sleep(for: length.value) }
            }
            try await group.next()
            group.cancelAll()
            try await group.waitForAll()
        }
    }

    private func write(_ snapshots: AsyncStream<ClusterSnapshot>) async throws {
        var recording = try RecordingFile(at: file, limit: limit << 20)
        defer { recording.close() }
        var writer = RecordingWriter()
        let begin = ContinuousClock.now
        var lastTold = begin
        var count = 0
        Output.remark("recording to \(file); Ctrl-C ends it")
        for await snapshot in snapshots {
            guard let line = try writer.line(for: snapshot) else { continue }
            try recording.append(line)
            count += 1
            guard lastTold.duration(to: .now) >= .seconds(60) else { continue }
            lastTold = .now
            Output.remark("\(count) frames, \(recording.size >> 10) KiB")
        }
        let age = begin.duration(to: .now).asAge
        Output.remark("\(count) frames over \(age), \(recording.size >> 10) KiB in \(file)")
        guard count > 0 else {
            throw Failure(
                "nothing was recorded: the cluster did not answer",
                hint: "radiant doctor says what can be reached"
            )
        }
    }
}
