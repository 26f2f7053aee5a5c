import ArgumentParser
import Kubernetes
import Operations
import Seldon

struct CanaryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "canary",
        abstract: "Add a predictor copied from main, with a changed image or parameter.",
        discussion: """
            Example: radiant canary checks-reader --set-image recognition-infer=:v2 --traffic 5

            The pods of main stay as they are. With --remove NAME a predictor goes again, and its \
            traffic to the one that has the most.
            """
    )

    @Argument(help: ArgumentHelp("The deployment.", valueName: "name"))
    var name: DeploymentArgument

    @Option(
        help: ArgumentHelp(
            "Another image for a node; one that begins with a colon is a tag.",
            valueName: "node=image"
        )
    )
    var setImage: [String] = []

    @Option(
        help: ArgumentHelp("Another value for a parameter.", valueName: "node.name=value")
    )
    var setParameter: [String] = []

    @Option(help: ArgumentHelp("Its share in percent.", valueName: "percent"))
    var traffic = 0

    @Option(name: .customLong("name"), help: ArgumentHelp("Its name.", valueName: "predictor"))
    var canary = "canary"

    @Option(
        help: ArgumentHelp(
            "What is copied; by default the first predictor.",
            valueName: "predictor"
        )
    )
    var from: String?

    @Flag(help: "As a shadow, which gets copies of requests and answers nobody.")
    var shadow = false

    @Option(help: ArgumentHelp("Take a predictor away.", valueName: "predictor"))
    var remove: String?

    @OptionGroup var options: ChangeOptions

    @OptionGroup var cluster: ClusterOptions

    func validate() throws {
        guard remove != nil || !setImage.isEmpty || !setParameter.isEmpty else {
            throw ValidationError(
                "say what is different: --set-image NODE=IMAGE, or --set-parameter"
            )
        }
    }

    func run() async throws {
        let connection = try Connection(cluster)
        let key = name.key(in: connection.namespace)
        let resource = try await connection.operations.deployment(key)
        let change: DeploymentChange
        if let remove {
            change = try .removal(of: remove, from: resource)
        } else {
            let settings =
                try setImage.map { try NodeSetting(image: $0) }
                + setParameter.map { try NodeSetting(parameter: $0) }
            change = try .canary(
                named: canary,
                copiedFrom: from ?? resource.predictors.first?.name ?? "main",
                with: settings,
                traffic: traffic,
                isShadow: shadow,
                of: resource
            )
        }
        let run = ChangeRun(connection: connection, options: options)
        guard try await run.make(change) != nil else { return }
        Output.print("\(key.name): \(change.summary)\n")
    }
}

struct ShadowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "shadow",
        abstract: "Make a predictor a shadow, or let it answer requests again.",
        discussion: """
            Example: radiant shadow checks-reader canary on

            A shadow gets copies of requests and answers nobody. Off, it has 0 % of the traffic.
            """
    )

    enum Switch: String, ExpressibleByArgument, CaseIterable {
        case on, off
    }

    @Argument(help: ArgumentHelp("The deployment.", valueName: "name"))
    var name: DeploymentArgument

    @Argument(help: ArgumentHelp("The predictor.", valueName: "predictor"))
    var predictor: String

    @Argument(help: "on or off.")
    var state: Switch

    @OptionGroup var options: ChangeOptions

    @OptionGroup var cluster: ClusterOptions

    func run() async throws {
        let connection = try Connection(cluster)
        let key = name.key(in: connection.namespace)
        let resource = try await connection.operations.deployment(key)
        let change = try DeploymentChange.shadow(predictor, isOn: state == .on, of: resource)
        guard change.changesAnything else {
            return Output.print("\(key.name): \(change.summary)\n")
        }
        let run = ChangeRun(connection: connection, options: options)
        guard try await run.make(change) != nil else { return }
        Output.print("\(key.name): \(change.summary)\n")
    }
}

struct UnlockCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unlock",
        abstract: "Let changes through on a production context for some minutes.",
        discussion: """
            Example: radiant unlock --for 10m

            Contexts named like production are read-only until unlocked; the configuration's \
            production has their patterns, and RADIANT_PRODUCTION, with commas between them, goes \
            before it. --for 0 locks it again.
            """
    )

    @Option(name: .customLong("for"), help: ArgumentHelp("How long.", valueName: "duration"))
    var duration = DurationArgument(.seconds(600))

    @OptionGroup var cluster: ClusterOptions

    func validate() throws {
        guard duration.value <= .seconds(8 * 3600) else {
            throw ValidationError("production is unlocked for 8h at most")
        }
    }

    func run() async throws {
        let connection = try Connection(cluster)
        let context = connection.labels.context
        guard connection.operations.policy.isProduction else {
            return Output.remark("\(context) is not production, and never locked")
        }
        let isUnlocking = duration.value > .zero
        let until = connection.operations.now.advanced(by: duration.value)
        try ProductionLock().unlock(context, until: isUnlocking ? until : nil)
        Output.print(
            isUnlocking
                ? "\(context) is unlocked for \(duration.value.inWords)\n"
                : "\(context) is locked\n"
        )
    }
}
