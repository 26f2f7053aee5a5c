import ArgumentParser
import Documents
import Operations
import Transport

struct LoadCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "load",
        abstract: "Send requests at a constant rate and count what comes of them.",
        discussion: """
            Example: radiant load checks-reader --rate 5 --for 60s

            Requests are sent when they are due, whether or not earlier ones came back, and times \
            count from then. Without --image and --data it sends synthetic checks, drawn by \
            check-reader. Exit status 1 when a request failed.
            """
    )

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json
    }

    @Argument(help: ArgumentHelp("The deployment.", valueName: "name"))
    var name: DeploymentArgument

    @Option(help: ArgumentHelp("Requests a second.", valueName: "number"))
    var rate = 1.0

    @Option(name: .customLong("for"), help: ArgumentHelp("How long.", valueName: "duration"))
    var duration = DurationArgument(.seconds(60))

    @Option(help: ArgumentHelp("An image, or a folder of images.", valueName: "path"))
    var image: String?

    @Option(help: ArgumentHelp("A request as JSON, or @FILE.", valueName: "json"))
    var data: String?

    @Option(help: ArgumentHelp("Ask this predictor only.", valueName: "name"))
    var predictor: String?

    @Option(name: [.short, .long], help: "text or json.")
    var output = Format.text

    @Option(help: ArgumentHelp("How long an answer may take.", valueName: "duration"))
    var timeout = DurationArgument(.seconds(30))

    @OptionGroup var cluster: ClusterOptions

    func validate() throws {
        if image != nil, data != nil { throw ValidationError("give either --image or --data") }
    }

    func run() async throws {
        let plan = try LoadPlan(rate: rate, duration: duration.value, timeout: timeout.value)
        let connection = try Connection(cluster)
        let operations = connection.operations
        let route = try await operations.route(
            to: name.key(in: connection.namespace),
            predictor: predictor
        )
        let inputs = try await LoadInputs.make(image: image, data: data)
        Output.remark("\(plan.count) requests to \(name.name) by \(route.description)")
        let generator = LoadGenerator(plan)
        let clock = ContinuousClock()
        let start = clock.now
        // Ctrl-C ends the load, not the report.
        try await Termination.run {
            _ = await operations.load(inputs, by: route, with: generator, timeout: plan.timeout)
        }
        let tally = generator.current
        let elapsed = start.duration(to: clock.now)
        switch output {
        case .json: Output.printDocument(tally.json(elapsed: elapsed).text(.indented) + "\n")
        case .text: Output.print(tally.sentences(elapsed: elapsed))
        }
        if tally.failed > 0 { throw ExitCode(ExitStatus.failed) }
    }
}

/// What a load sends.
enum LoadInputs {
    /// How many synthetic checks are drawn, and then sent one after the other.
    static let syntheticCount = 12

    /// Reads or draws what is sent.
    ///
    /// - Throws: `OperationsError.unreadable`, or `Failure` when no check can be drawn.
    static func make(image: String?, data: String?) async throws -> [PredictionInput] {
        if let data { return [try PredictionInput(json: JSONSource.text(data))] }
        guard let image else { return try await CheckReaderTool.syntheticChecks(syntheticCount) }
        let paths = (try? InputFile.images(in: image)) ?? [image]
        guard !paths.isEmpty else {
            throw OperationsError.unreadable(path: image, reason: "there is no image in it")
        }
        return try paths.map { path in
            let name = path.split(separator: "/").last.map(String.init) ?? path
            return PredictionInput(image: try InputFile.bytes(at: path), named: name, subject: path)
        }
    }
}
