import ArgumentParser
import Documents
import Failures
import Glibc
import Kubernetes
import Operations

struct FeedbackCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "feedback",
        abstract: "Tell a deployment how good an answer was.",
        discussion: """
            Example: radiant feedback checks-reader --reward 1

            Without --response it is for the last answer that radiant predict got from the deployment, \
            of which only meta is kept: its identity and the way it took, no image and no reading. It \
            goes to the predictor that answered.
            """
    )

    @Argument(help: ArgumentHelp("The deployment.", valueName: "name"))
    var name: DeploymentArgument

    @Option(help: ArgumentHelp("How good it was; often 0 to 1.", valueName: "number"))
    var reward: Double

    @Option(help: ArgumentHelp("The answer as JSON, or @FILE.", valueName: "json"))
    var response: String?

    @Option(help: ArgumentHelp("The request as JSON, or @FILE.", valueName: "json"))
    var request: String?

    @Option(help: ArgumentHelp("What the answer should have been, as JSON.", valueName: "json"))
    var truth: String?

    @Option(help: ArgumentHelp("Tell this predictor.", valueName: "name"))
    var predictor: String?

    @OptionGroup var cluster: ClusterOptions

    func validate() throws {
        guard reward.isFinite else { throw ValidationError("--reward is a number") }
    }

    func run() async throws {
        let connection = try Connection(cluster)
        let key = name.key(in: connection.namespace)
        let last = response == nil ? try LastAnswer.load(for: key, connection) : nil
        let feedback = Feedback(
            request: try request.map(json),
            response: try response.map(json) ?? last?.response,
            reward: reward,
            truth: try truth.map(json)
        )
        let route = try await connection.operations.route(
            to: key,
            predictor: predictor ?? last?.predictor
        )
        try await connection.operations.send(feedback, by: route)
        let whom = last?.puid.map { " for request \($0)" } ?? ""
        Output.remark("reward \(reward) told\(whom) by \(route.description)")
    }

    private func json(_ argument: String) throws -> JSON {
        try PredictionInput(json: JSONSource.text(argument)).body
    }
}

/// What is kept on disk of the last answer: who answered and by which way, nothing of its content.
struct LastAnswer: Sendable, Equatable {
    /// The answer's `meta`, as an answer.
    var response: JSON
    /// Who answered, where that is known.
    var predictor: String?

    /// The identity of the request.
    var puid: String? { response["meta"]?["puid"]?.string }

    /// Keeps what feedback needs of an answer.
    ///
    /// Where it cannot be kept, feedback will ask for it; a prediction does not fail for that.
    static func keep(_ prediction: Prediction, for key: ObjectKey, _ connection: Connection) {
        let answer = (try? JSON(parsing: prediction.body)) ?? .null
        var meta = JSONObject()
        for name in ["puid", "routing", "requestPath"] {
            if let value = answer["meta"]?[name] { meta[name] = value }
        }
        if meta["puid"] == nil, let puid = prediction.result.puid { meta["puid"] = .string(puid) }
        var kept: JSON = ["response": ["meta": .object(meta)]]
        if let predictor = prediction.result.predictor { kept["predictor"] = .string(predictor) }
        let path = path(for: key, connection)
        let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        makeFolder(folder)
        unlink(path)
        _ = try? SavedFile.write(kept.bytes(), to: path)
    }

    /// What was kept.
    ///
    /// - Throws: `Failure` when nothing was.
    static func load(for key: ObjectKey, _ connection: Connection) throws -> LastAnswer {
        guard let text = try? InputFile.text(at: path(for: key, connection)),
            let kept = try? JSON(parsing: text), let response = kept["response"]
        else {
            throw Failure(
                "no answer of \(key.name) is known that feedback could be for",
                hint:
                    "send a request with radiant predict first, or give the answer: --response @FILE"
            )
        }
        return LastAnswer(response: response, predictor: kept["predictor"]?.string)
    }

    private static func path(for key: ObjectKey, _ connection: Connection) -> String {
        let variables = Environment.variables
        let base =
            variables["XDG_STATE_HOME"].flatMap { $0.isEmpty ? nil : $0 }
            ?? (variables["HOME"] ?? "") + "/.local/state"
        let parts = [connection.labels.context, key.namespace, key.name]
        let name = parts.map { $0.map { $0.isLetter || $0.isNumber ? $0 : "-" } }
            .map { String($0) }.joined(separator: "_")
        return "\(base)/radiant/answers/\(name).json"
    }

    private static func makeFolder(_ path: String) {
        var place = ""
        for part in path.split(separator: "/") {
            place += "/" + part
            mkdir(place, 0o700)
        }
    }
}
