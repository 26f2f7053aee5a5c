import ArgumentParser
import Documents
import Failures
import Kubernetes
import Operations

struct PauseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pause",
        abstract: "Hold a rollout where it is.",
        discussion: "Example: radiant pause checks-reader --reason 'looking at the logs'"
    )

    @Argument(help: ArgumentHelp("The deployment.", valueName: "name"))
    var name: DeploymentArgument

    @Option(help: ArgumentHelp("Why, for the others.", valueName: "text"))
    var reason = "asked for"

    @OptionGroup var cluster: ClusterOptions

    func run() async throws {
        let connection = try Connection(cluster)
        let key = name.key(in: connection.namespace)
        try await connection.operations.pause(key, reason: reason)
        Output.print("\(name.name): paused; radiant resume \(name.name) goes on\n")
    }
}

struct ResumeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume",
        abstract: "Let a rollout that is paused, or waits for approval, go on.",
        discussion: "Example: radiant resume checks-reader"
    )

    @Argument(help: ArgumentHelp("The deployment.", valueName: "name"))
    var name: DeploymentArgument

    @OptionGroup var cluster: ClusterOptions

    func run() async throws {
        let connection = try Connection(cluster)
        let key = name.key(in: connection.namespace)
        let record = try await connection.operations.resume(key)
        Output.print("\(name.name): \(record.message)\n")
        if !record.isAttended(at: connection.operations.now) {
            Output.remark("nobody drives it: radiant takeover \(name.name)")
        }
    }
}

struct TakeoverCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "takeover",
        abstract: "Drive a rollout from here on, in the place of whoever did.",
        discussion: "Example: radiant takeover checks-reader"
    )

    @Argument(help: ArgumentHelp("The deployment.", valueName: "name"))
    var name: DeploymentArgument

    @Flag(help: "For a job or CI: one line of JSON a step and gate on the standard output.")
    var unattended = false

    @OptionGroup var cluster: ClusterOptions

    func run() async throws {
        let connection = try Connection(cluster)
        let key = name.key(in: connection.namespace)
        let driver = RolloutDriver(connection.operations, key)
        let before = try await driver.takeOver()
        Output.remark("\(name.name): taken over from \(before ?? "nobody")")
        let run = RolloutRun(driver, connection.operations, key, isUnattended: unattended)
        try await run.run()
    }
}

struct AbortCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "abort",
        abstract: "Bring all traffic back to main, at once.",
        discussion: """
            Example: radiant abort checks-reader

            It needs nothing but the API server. A canary that is not ready goes in the same write, \
            since Seldon routes no weight while a predictor is not ready; radiant undo brings it back.
            """
    )

    @Argument(help: ArgumentHelp("The deployment.", valueName: "name"))
    var name: DeploymentArgument

    @Option(
        help: ArgumentHelp(
            "Where the traffic goes; by default the rollout's main, or the first predictor.",
            valueName: "predictor"
        )
    )
    var to: String?

    @Option(help: ArgumentHelp("How long to wait until it is routed.", valueName: "duration"))
    var timeout = DurationArgument(.seconds(60))

    @OptionGroup var options: ChangeOptions

    @OptionGroup var cluster: ClusterOptions

    func run() async throws {
        let connection = try Connection(cluster)
        let key = name.key(in: connection.namespace)
        let plan = try await connection.operations.planAbort(of: key, to: to)
        let run = ChangeRun(connection: connection, options: options)
        guard let operations = try await run.confirmed(plan.change) else { return }
        Output.remark("\(key.name): \(plan.sentence)")
        let outcome = try await operations.abort(
            plan,
            isForced: options.force,
            within: timeout.value
        )
        Output.print("\(outcome.sentence)\n")
        if outcome.after == nil { throw ExitCode(ExitStatus.failed) }
    }
}

struct RolloutCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rollout",
        abstract: "Show the rollout of a deployment: its step, its gates, who drives it.",
        discussion: "Example: radiant rollout checks-reader"
    )

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json
    }

    @Argument(help: ArgumentHelp("The deployment.", valueName: "name"))
    var name: DeploymentArgument

    @Option(name: [.short, .long], help: "text or json.")
    var output = Format.text

    @OptionGroup var cluster: ClusterOptions

    func run() async throws {
        let connection = try Connection(cluster)
        let key = name.key(in: connection.namespace)
        guard let record = try await connection.operations.rollout(of: key) else {
            throw OperationsError.noRollout(deployment: key.name)
        }
        switch output {
        case .text:
            Output.print(RolloutReport(record, of: key.name, now: connection.operations.now).text)
        case .json: Output.printDocument(record.document(key.name).text(.indented) + "\n")
        }
    }
}

struct UndoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "undo",
        abstract: "Take the last change of a deployment back, whatever it was.",
        discussion: """
            Example: radiant undo checks-reader

            Again takes the change before that back, and so on; radiant history lists the revisions, \
            and --to goes to any of them.
            """
    )

    @Argument(help: ArgumentHelp("The deployment.", valueName: "name"))
    var name: DeploymentArgument

    @Option(help: ArgumentHelp("Back to before this revision.", valueName: "revision"))
    var to: Int?

    @OptionGroup var options: ChangeOptions

    @OptionGroup var cluster: ClusterOptions

    func run() async throws {
        let connection = try Connection(cluster)
        let key = name.key(in: connection.namespace)
        let plan = try await connection.operations.planUndo(of: key, to: to)
        if !options.printPatch {
            for difference in plan.change.differences {
                let old = difference.old.map { $0.text(.compact) } ?? "nothing"
                let new = difference.new.map { $0.text(.compact) } ?? "nothing"
                Output.remark("  \(difference.path): \(shortened(old)) → \(shortened(new))")
            }
        }
        let run = ChangeRun(connection: connection, options: options)
        guard let operations = try await run.confirmed(plan.change) else { return }
        try await operations.undo(plan, isForced: options.force)
        Output.print("\(key.name): \(plan.change.summary)\n")
    }

    private func shortened(_ text: String) -> String {
        text.count > 120 ? text.prefix(120) + "…" : text
    }
}

struct HistoryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "history",
        abstract: "List the changes of a deployment that can be taken back.",
        discussion: "Example: radiant history checks-reader"
    )

    @Argument(help: ArgumentHelp("The deployment.", valueName: "name"))
    var name: DeploymentArgument

    @OptionGroup var cluster: ClusterOptions

    func run() async throws {
        let connection = try Connection(cluster)
        let key = name.key(in: connection.namespace)
        let resource = try await connection.operations.deployment(key)
        let history = try await connection.operations.history(of: resource.key)
        guard !history.revisions.isEmpty else {
            return Output.remark("no change of \(key.name) is known")
        }
        Output.print(HistoryReport(history, now: connection.operations.now).text)
    }
}
