import ArgumentParser
import Documents
import Failures
import Kubernetes
import Operations

struct StepCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "step",
        abstract: "Take a request through the graph node by node.",
        discussion: """
            Example: radiant step checks-reader --image check.png

            Each node is asked by its own Service through the API server, as the orchestrator would \
            ask it, and what it got, returned and took is told. What comes out at the end is printed \
            last. The exit status is 1 when a node failed.
            """
    )

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json
    }

    @Argument(
        help: ArgumentHelp("The deployment, and its predictor.", valueName: "name[/predictor]")
    )
    var name: DeploymentArgument

    @Option(help: ArgumentHelp("An image: PNG, JPEG or TIFF.", valueName: "file"))
    var image: String?

    @Option(
        help: ArgumentHelp("A request as JSON, or @FILE, or - for the input.", valueName: "json")
    )
    var data: String?

    @Option(help: ArgumentHelp("The graph of this predictor.", valueName: "name"))
    var predictor: String?

    @Option(name: [.short, .long], help: "text, or json.")
    var output = Format.text

    @Option(help: ArgumentHelp("Write the images that nodes return here.", valueName: "folder"))
    var pictures: String?

    @Option(help: ArgumentHelp("How long a node's answer may take.", valueName: "duration"))
    var timeout = DurationArgument(.seconds(60))

    @OptionGroup var cluster: ClusterOptions

    func validate() throws {
        guard (image == nil) != (data == nil) else {
            throw ValidationError("give either --image or --data")
        }
    }

    func run() async throws {
        let input =
            try data.map { try PredictionInput(json: JSONSource.text($0)) }
            ?? InputFile.input(at: image ?? "-")
        let connection = try Connection(cluster)
        let isText = output == .text
        let counter = StepCounter()
        let trace = try await connection.operations.step(
            input,
            through: name.key(in: connection.namespace),
            predictor: predictor ?? name.part,
            timeout: timeout.value
        ) { step in
            let number = await counter.next()
            guard isText else { return }
            let lines =
                TraceReport.head(of: step, number: number)
                + TraceReport.message("got", step.request) + TraceReport.answer(of: step)
            Output.print(lines.joined(separator: "\n") + "\n\n")
        }
        if let pictures { try write(trace, to: pictures) }
        switch output {
        case .json: Output.printDocument(trace.json.text(.indented) + "\n")
        case .text: tell(trace)
        }
        if !trace.isComplete { throw ExitCode(ExitStatus.failed) }
    }

    private func tell(_ trace: StepTrace) {
        switch trace.answer {
        case .check(let reading): Output.print("\(reading.micr)\n")
        case .text: break
        case .failed(let failure):
            Output.remark(failure.message)
            if let hint = failure.hint { Output.remark("  \(hint)") }
        }
        let total = trace.steps.reduce(Duration.zero) { $0 + $1.duration }
        Output.remark(
            "\(trace.steps.count) calls through \(trace.predictor), "
                + "\(DurationArgument(total).inWords) in all"
        )
    }

    private func write(_ trace: StepTrace, to folder: String) throws {
        for (place, step) in trace.steps.enumerated() {
            guard let bytes = (try? step.answer.get())?.picture else { continue }
            let kind = bytes.first == 0x89 ? "png" : bytes.first == 0xFF ? "jpg" : "tif"
            let path = "\(folder)/\(place + 1)-\(step.node).\(kind)"
            try SavedFile.write(bytes, to: path)
            Output.remark("written to \(path)")
        }
    }
}

/// Counts steps.
private actor StepCounter {
    private var count = 0

    func next() -> Int {
        count += 1
        return count
    }
}

extension DurationArgument {
    fileprivate var inWords: String {
        "\(Int((value / .milliseconds(1)).rounded())) ms"
    }
}
