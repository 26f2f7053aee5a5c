import ArgumentParser
import Failures
import Glibc
import Kubernetes
import Operations
import Transport

struct PromoteCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "promote",
        abstract: "Move the traffic to a canary step by step, watched by gates.",
        discussion: """
            Example: radiant promote checks-reader --steps 20,50,100 --interval 10s --finish

            Each step is looked at for the interval; a gate that fails restores the weights from before \
            and exits with 3. What is done stands on the deployment: any console shows it, and \
            radiant pause, resume, takeover and abort work from anywhere. Ctrl-C leaves the weights \
            where they are and the rollout to whoever takes it over.
            """
    )

    @Argument(help: ArgumentHelp("The deployment.", valueName: "name"))
    var name: DeploymentArgument

    @Option(
        help: ArgumentHelp(
            "The predictor that gets the traffic; by default the only one beside the first.",
            valueName: "predictor"
        )
    )
    var to: String?

    @Option(
        help: ArgumentHelp(
            "Its shares in percent; those at or below its present share are passed over.",
            valueName: "percent,…"
        )
    )
    var steps = StepsArgument(RolloutPlan.usualSteps)

    @Option(help: ArgumentHelp("How long each step is looked at.", valueName: "duration"))
    var interval = DurationArgument(.seconds(30))

    @Option(
        help: ArgumentHelp(
            "How long to wait beyond that for what a verdict takes; by default 10 intervals, at least 2m.",
            valueName: "duration"
        )
    )
    var patience: DurationArgument?

    @Option(help: ArgumentHelp("Requests that a verdict takes.", valueName: "number"))
    var minRequests = 10

    @Option(
        help: ArgumentHelp("The largest share of failed requests, or none.", valueName: "percent")
    )
    var maxErrorRate = PercentArgument(0.01)

    @Option(help: ArgumentHelp("The longest p99.", valueName: "duration"))
    var maxP99: DurationArgument?

    @Option(
        help: ArgumentHelp(
            "How much longer the p95 may be than main's, or none.",
            valueName: "percent"
        )
    )
    var maxP95Increase = PercentArgument(0.5)

    @Option(
        help: ArgumentHelp("How much longer the p99 may be than main's.", valueName: "percent")
    )
    var maxP99Increase: PercentArgument?

    @Option(help: ArgumentHelp("How often its containers may restart.", valueName: "number"))
    var maxRestarts = 0

    @Flag(help: "Wait for approval before each further step: Enter here, or radiant resume.")
    var approve = false

    @Flag(help: "At 100 %, make main what the canary is, and take the canary away.")
    var finish = false

    @Flag(help: "For a job or CI: one line of JSON a step and gate on the standard output.")
    var unattended = false

    @OptionGroup var options: ChangeOptions

    @OptionGroup var cluster: ClusterOptions

    func validate() throws {
        guard minRequests >= 1 else { throw ValidationError("--min-requests is 1 or more") }
        if approve, unattended {
            throw ValidationError("--approve waits for a person, and --unattended has none")
        }
    }

    func run() async throws {
        let connection = try Connection(cluster)
        let key = name.key(in: connection.namespace)
        let proposal = try await connection.operations.proposeRollout(of: key, wish)
        var shown = proposal.outcome
        shown.warnings = proposal.warnings
        shown.summary = proposal.plan.sentence
        let run = ChangeRun(connection: connection, options: options)
        guard let operations = try await run.confirmed(shown) else { return }
        let driver = RolloutDriver(operations, key)
        try await driver.begin(proposal)
        try await RolloutRun(driver, operations, key, isUnattended: unattended).run()
    }

    private var wish: RolloutWish {
        var wish = RolloutWish()
        wish.canary = to
        wish.steps = steps.values
        wish.interval = interval.value
        wish.patience = patience?.value
        wish.needsApproval = approve
        wish.finishes = finish
        wish.limits = RolloutPlan.Limits(
            errorRate: maxErrorRate.share,
            p99: maxP99.map { $0.value / .seconds(1) },
            p95Increase: maxP95Increase.share,
            p99Increase: maxP99Increase?.share,
            minRequests: minRequests,
            restarts: maxRestarts
        )
        return wish
    }
}
