import Operations
import Terminal

extension DashboardState {
    /// Does what a key means on the bench.
    mutating func performOnBench(_ action: Action, _ id: DeploymentID) -> [Command] {
        switch action {
        case .open: return send(to: id, isStepping: false)
        case .step: return send(to: id, isStepping: true)
        case .right where bench.isTyping: return [.completePath(bench.input.text)]
        case .target: chooseTarget(id)
        case .up where bench.isTyping: bench.recall(step: 1)
        case .down where bench.isTyping: bench.recall(step: -1)
        case .test: bench.isTyping = true
        case .previousMatch: bench.browse(step: 1, of: id)
        case .nextMatch: bench.browse(step: -1, of: id)
        case .picture: bench.pictureMode = bench.pictureMode.next
        case .reward: return tellFeedback(1, id)
        case .punish: return tellFeedback(0, id)
        default: moveOnBench(action, id)
        }
        return []
    }

    private mutating func send(to id: DeploymentID, isStepping: Bool) -> [Command] {
        guard bench.running == nil else {
            tell(.remark, "a request is under way already")
            return []
        }
        var request = bench.request(for: id)
        // Through a graph goes one request at a time.
        if isStepping { request.predictors = Array(request.predictors.prefix(1)) }
        bench.running = request
        bench.isStepping = isStepping
        bench.startedAt = now
        bench.completions = []
        bench.isTyping = false
        if !bench.input.text.isEmpty, bench.history.last != bench.input.text {
            bench.history = Array(
                (bench.history + [bench.input.text]).suffix(BenchState.capacity)
            )
        }
        return [isStepping ? .step(request) : .predict(request)]
    }

    /// The gateway, each predictor alone, then the two that share the traffic at once.
    private mutating func chooseTarget(_ id: DeploymentID) {
        let predictors = deployment(id)?.predictors ?? []
        var choices: [[String]] = [[]] + predictors.map { [$0.name] }
        if predictors.count > 1 { choices.append(predictors.map(\.name)) }
        let place = choices.firstIndex(of: bench.predictors) ?? 0
        bench.predictors = choices[(place + 1) % choices.count]
    }

    private mutating func tellFeedback(_ reward: Double, _ id: DeploymentID) -> [Command] {
        guard let entry = bench.entry(for: id), case .prediction(let result) = entry.outcome,
            !result.isFailure
        else {
            tell(.remark, "feedback is for an answer, and there is none here")
            return []
        }
        return [.feedback(entry.request, predictor: result.predictor, reward: reward)]
    }

    private mutating func moveOnBench(_ action: Action, _ id: DeploymentID) {
        if case .trace(let trace) = bench.entry(for: id)?.outcome {
            switch action {
            case .left, .right:
                let step = action == .right ? 1 : -1
                bench.step = max(0, min(trace.steps.count - 1, bench.step + step))
                bench.scroll = 0
                return
            default: break
            }
        }
        bench.scroll = scrolled(bench.scroll, action, count: 2000)
    }

    /// The picture that the bench needs now.
    var wantedPicture: PictureRequest? {
        guard case .bench(let id) = page, overlay == nil, let entry = bench.entry(for: id),
            let room = BenchLayout(state: self, id: id).pictureRoom
        else { return nil }
        switch entry.outcome {
        case .prediction(let result):
            return picture(of: entry.request.subject, result, room)
        case .comparison(let comparison):
            return comparison.results.first.flatMap { picture(of: entry.request.subject, $0, room) }
        case .trace(let trace):
            guard trace.steps.indices.contains(bench.step) else { return nil }
            let step = trace.steps[bench.step]
            let returned = (try? step.answer.get())?.picture
            return (returned ?? step.request.picture).map {
                PictureRequest(source: .bytes($0), room: room)
            }
        case .batch, .failure:
            return nil
        }
    }

    private func picture(
        of subject: TestSubject,
        _ result: PredictionResult,
        _ room: Size
    ) -> PictureRequest? {
        guard case .check(let reading) = result.answer else { return nil }
        return PictureRequest(source: .subject(subject), marks: reading.marks, room: room)
    }
}

extension CheckReading {
    /// What is drawn on the picture: every field that has a place with its kind, and the line.
    var marks: [PictureRequest.Mark] {
        let line = box.map {
            PictureRequest.Mark(
                box: $0,
                text: transcription ?? micr,
                role: micr.isEmpty ? .trouble : confidence < 0.9 ? .caution : .good
            )
        }
        let others = found.filter { $0.kind != "micr" || (box != nil && $0.box != box) }.map {
            field in
            PictureRequest.Mark(
                box: field.box,
                text: field.kind + (field.text.map { $0.isEmpty ? "" : " \($0)" } ?? ""),
                role: field.kind == "sig" ? .faint : .accent
            )
        }
        return others
            + fields.compactMap { field in
                field.box.map {
                    let kind = field.kind.map { " (\($0))" } ?? ""
                    return PictureRequest.Mark(
                        box: $0,
                        text: "\(field.name)\(kind) \(field.value)",
                        role: field.verdict == .refuted ? .trouble : .accent
                    )
                }
            } + (line.map { [$0] } ?? [])
    }
}

extension PredictionResult {
    /// Whether nothing came back that could be used.
    var isFailure: Bool { if case .failed = answer { true } else { false } }
}

extension TestOutcome {
    /// What is written to a file, and what kind of file it is.
    var saved: (lines: [String], kind: String) {
        switch self {
        case .prediction(let result): (PredictionReport(result).savedLines, "txt")
        case .comparison(let comparison): (ComparisonReport(comparison).lines, "txt")
        case .trace(let trace): (TraceReport(trace).lines, "txt")
        case .batch(let report):
            (report.csv.split(whereSeparator: \.isNewline).map(String.init), "csv")
        case .failure: ([], "txt")
        }
    }
}
