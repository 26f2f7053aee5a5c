import ArgumentParser
import Documents
import Failures
import Operations

struct PredictCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "predict",
        abstract: "Send a request and print what comes back.",
        discussion: """
            Example: radiant predict checks-reader --image check.png

            For a check image the standard output has the MICR line alone; its fields, how sure the \
            reader is, the way that the request took and the time of each node go to the standard \
            error. A folder is a batch: each line is held against the one in NAME.txt beside the \
            image, or in labels.csv, and the exact ones are counted. The request goes where the weights send it, unless --predictor names one. The exit \
            status is 1 when a request failed or an image has no line.
            """
    )

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json, csv
    }

    @Argument(help: ArgumentHelp("The deployment.", valueName: "name"))
    var name: DeploymentArgument

    @Option(help: ArgumentHelp("An image: PNG, JPEG or TIFF; may be repeated.", valueName: "file"))
    var image: [String] = []

    @Option(
        help: ArgumentHelp("A request as JSON, or @FILE, or - for the input.", valueName: "json")
    )
    var data: String?

    @Option(help: ArgumentHelp("Ask this predictor only.", valueName: "name"))
    var predictor: String?

    @Flag(help: "Have the English and Arabic fields of a check read too, not the MICR line alone.")
    var allText = false

    @Flag(help: "Ask over gRPC, through the gateway.")
    var grpc = false

    @Option(
        help: ArgumentHelp(
            "Ask these predictors at once, and compare their answers field by field.",
            valueName: "name,name"
        )
    )
    var compare: String?

    @Option(
        help: ArgumentHelp(
            "Exit with 1 when fewer lines of a batch are exact.",
            discussion: "By default every line that is known must be.",
            valueName: "percent"
        )
    )
    var minExact: Double?

    @Option(name: [.short, .long], help: "text, json for the whole answer, csv for a batch.")
    var output = Format.text

    @Option(help: ArgumentHelp("How long an answer may take.", valueName: "duration"))
    var timeout = DurationArgument(.seconds(60))

    @OptionGroup var cluster: ClusterOptions

    func validate() throws {
        guard image.isEmpty != (data == nil) else {
            throw ValidationError("give either --image or --data")
        }
        if allText,
            data != nil || compare != nil || (image.count == 1 && InputFile.isFolder(image[0]))
        {
            throw ValidationError("--all-text goes with --image and single files")
        }
        if grpc, compare != nil || predictor != nil {
            throw ValidationError(
                "--grpc goes through the gateway: leave out --predictor and --compare"
            )
        }
        if compare != nil, predictor != nil {
            throw ValidationError("give either --predictor or --compare")
        }
    }

    func run() async throws {
        if let compare { return try await self.compare(compare) }
        if image.count == 1, InputFile.isFolder(image[0]) { return try await runBatch(image[0]) }
        let inputs =
            try data.map { [try PredictionInput(json: JSONSource.text($0))] }
            ?? image.map { path in
                let name = path.split(separator: "/").last.map(String.init) ?? path
                return PredictionInput(
                    image: try InputFile.bytes(at: path),
                    named: name,
                    subject: path,
                    allText: allText
                )
            }
        let connection = try Connection(cluster)
        let operations = connection.operations
        let route = try await operations.route(
            to: name.key(in: connection.namespace),
            predictor: predictor
        )
        var failed = false
        for input in inputs {
            let prediction =
                grpc
                ? try await operations.predictOverRPC(input, by: route, timeout: timeout.value)
                : try await operations.predict(input, by: route, timeout: timeout.value)
            if output == .json, !prediction.body.isEmpty {
                Output.printDocument(JSONSource.pretty(prediction.body))
            }
            LastAnswer.keep(prediction, for: name.key(in: connection.namespace), connection)
            let report = PredictionReport(prediction.result, namesSubject: inputs.count > 1)
            if output == .text { Output.print(report.result) }
            if case .failed(let failure) = prediction.result.answer {
                failed = true
                let subject = inputs.count > 1 ? "\(input.subject): " : ""
                Output.remark(subject + failure.message)
                if let hint = failure.hint { Output.remark("  \(hint)") }
            }
            // An image without a line is an answer that says no.
            if case .check(let reading) = prediction.result.answer, reading.micr.isEmpty {
                failed = true
            }
            for line in report.details { Output.remark(line) }
        }
        if failed { throw ExitCode(ExitStatus.failed) }
    }
}

/// JSON that a command line names.
enum JSONSource {
    /// The text itself, or the text of the file behind `@`, or that of the standard input.
    ///
    /// - Throws: `OperationsError.unreadable`.
    static func text(_ argument: String) throws(OperationsError) -> String {
        if argument == "-" { return try InputFile.text(at: "-") }
        guard argument.hasPrefix("@") else { return argument }
        return try InputFile.text(at: String(argument.dropFirst()))
    }

    /// JSON laid out for people; what is none stays as it is.
    static func pretty(_ bytes: [UInt8]) -> String {
        guard let json = try? JSON(parsing: bytes) else {
            let text = String(decoding: bytes, as: UTF8.self)
            return text.hasSuffix("\n") ? text : text + "\n"
        }
        return json.text(.indented) + "\n"
    }
}
