import Dashboard
import Documents
import Failures
import Kubernetes
import Operations

extension LiveCommandRunner {
    /// Sends a test request: one input to one or several predictors, or a folder as a batch.
    func predict(
        _ request: TestRequest,
        _ report: @escaping @Sendable (Report) async -> Void
    ) async throws {
        if case .file(let path) = request.subject,
            InputFile.isFolder(PathCompletion.expanded(path))
        {
            return try await runBatch(PathCompletion.expanded(path), request, report)
        }
        let input = try await input(for: request.subject)
        let key = request.deployment.key
        guard request.predictors.count > 1 else {
            let route = try await operations.route(to: key, predictor: request.predictors.first)
            let prediction = try await operations.predict(input, by: route)
            tests.keep(prediction.body, for: request)
            return await report(.answered(request, .prediction(prediction.result)))
        }
        var routes: [PredictionRoute] = []
        for predictor in request.predictors {
            routes.append(try await operations.route(to: key, predictor: predictor))
        }
        let outcome = try await operations.compare(input, by: routes)
        await report(.answered(request, .comparison(outcome.comparison)))
    }

    /// Takes a test request through the graph node by node, and tells every step at once.
    func step(
        _ request: TestRequest,
        _ report: @escaping @Sendable (Report) async -> Void
    ) async throws {
        let input = try await input(for: request.subject)
        let collected = StepCollection(request, subject: input.subject)
        let trace = try await operations.step(
            input,
            through: request.deployment.key,
            predictor: request.predictors.first
        ) { record in
            await report(.answered(request, .trace(await collected.add(record))))
        }
        await report(.answered(request, .trace(trace)))
    }

    /// Tells the deployment how good the answer to a request was.
    func tellFeedback(
        _ request: TestRequest,
        _ predictor: String?,
        _ reward: Double,
        _ report: @Sendable (Report) async -> Void
    ) async throws {
        guard let body = tests.body(for: request), let response = try? JSON(parsing: body) else {
            throw Failure("the answer is no longer kept", hint: "send the request again")
        }
        let input = try await input(for: request.subject)
        let route = try await operations.route(
            to: request.deployment.key,
            predictor: predictor ?? request.predictors.first
        )
        try await operations.send(
            Feedback(request: input.body, response: response, reward: reward),
            by: route
        )
        let what = "feedback sent: reward \(reward == 1 ? "1, right" : "0, wrong")"
        await report(.notice(Notice(.done, what)))
    }

    private func input(for subject: TestSubject) async throws -> PredictionInput {
        switch subject {
        case .bundledCheck: return try await tests.bundledCheck().input
        case .json(let text): return try PredictionInput(json: text)
        case .file(let path): return try InputFile.input(at: PathCompletion.expanded(path))
        }
    }

    private func runBatch(
        _ folder: String,
        _ request: TestRequest,
        _ report: @escaping @Sendable (Report) async -> Void
    ) async throws {
        let items = try BatchFolder.items(in: folder)
        let route = try await operations.route(
            to: request.deployment.key,
            predictor: request.predictors.first
        )
        let result = try await operations.batch(items, by: route) { item in
            try InputFile.input(at: "\(folder)/\(item.name)")
        } onRow: { so in
            await report(.answered(request, .batch(so)))
        }
        await report(.answered(request, .batch(result)))
    }
}

/// The steps of a trace so far.
private actor StepCollection {
    private var trace: StepTrace

    init(_ request: TestRequest, subject: String) {
        trace = StepTrace(
            deployment: request.deployment,
            predictor: request.predictors.first ?? "",
            subject: subject,
            steps: [],
            answer: .text([])
        )
    }

    func add(_ record: StepRecord) -> StepTrace {
        trace.steps.append(record)
        return trace
    }
}

extension InputFile {
    /// A file as a request: an image, or a body where its name ends in `.json`.
    ///
    /// - Throws: `OperationsError.unreadable`, `.badValue`.
    static func input(at path: String) throws(OperationsError) -> PredictionInput {
        if path.lowercased().hasSuffix(".json") {
            return try PredictionInput(json: try text(at: path), subject: path)
        }
        let name = path.split(separator: "/").last.map(String.init) ?? path
        return PredictionInput(image: try bytes(at: path), named: name, subject: path)
    }
}

/// A folder of images with the lines that are printed on them.
enum BatchFolder {
    /// The images, by name, each with its line where one is known: from a text file of the same name
    /// beside it, or from a table `labels.csv`.
    ///
    /// - Throws: `OperationsError.unreadable` when there is no image.
    static func items(in folder: String) throws(OperationsError) -> [BatchItem] {
        let paths = try InputFile.images(in: folder)
        guard !paths.isEmpty else {
            throw .unreadable(path: folder, reason: "there is no image in it")
        }
        let names = Set(InputFile.names(in: folder))
        let table =
            names.contains("labels.csv")
            ? try ExpectedLines.table(try InputFile.text(at: "\(folder)/labels.csv")) : [:]
        return try paths.map { path throws(OperationsError) in
            let name = path.split(separator: "/").last.map(String.init) ?? path
            let stem = name.lastIndex(of: ".").map { String(name[..<$0]) } ?? name
            guard names.contains(stem + ".txt") else {
                return BatchItem(name: name, expected: table[name])
            }
            let text = try InputFile.text(at: "\(folder)/\(stem).txt")
            return BatchItem(name: name, expected: text.filter { !$0.isNewline && $0 != " " })
        }
    }
}
