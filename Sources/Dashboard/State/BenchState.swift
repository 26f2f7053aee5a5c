import Operations
import Terminal

/// The bench on which test requests are made.
struct BenchState: Sendable, Equatable {
    /// How many outcomes are kept.
    static let capacity = 50

    /// Where pictures are shown.
    enum PictureMode: Sendable, CaseIterable {
        case beside, alone, none
    }

    /// A request with what came of it.
    struct Entry: Sendable, Equatable {
        var request: TestRequest
        var at: Moment
        var outcome: TestOutcome
    }

    /// What is sent: a path or JSON; empty for the check that comes with the program.
    var input = TextInput()
    /// Whether keys go to it; otherwise they act on the answer.
    var isTyping = true
    /// Whom it goes to; nobody in particular lets the weights decide.
    var predictors: [String] = []
    /// The request that is under way.
    var running: TestRequest?
    /// Whether it is taken through the graph node by node.
    var isStepping = false
    /// When it was sent.
    var startedAt: Moment?
    /// The requests of this session with their outcomes, oldest first.
    private(set) var entries: [Entry] = []
    /// Which of them is shown, counted from the end.
    private(set) var place = 0
    /// Which step of a trace keys act on.
    var step = 0
    /// How many lines are scrolled away at the top.
    var scroll = 0
    /// Paths that the one that is being typed may become.
    var completions: [String] = []
    /// What was typed before, oldest first.
    var history: [String] = []
    /// Which of it is shown, counted from the end; 0 for what is being typed.
    var historyPlace = 0
    /// Where pictures are shown.
    var pictureMode = PictureMode.beside
    /// The picture that was drawn last.
    var picture: PictureDrawing?

    /// The entry that is shown, when it is of a deployment.
    func entry(for deployment: DeploymentID) -> Entry? {
        guard entries.indices.contains(entries.count - 1 - place) else { return nil }
        let entry = entries[entries.count - 1 - place]
        return entry.request.deployment == deployment ? entry : nil
    }

    /// What would be sent.
    func request(for deployment: DeploymentID) -> TestRequest {
        let text = input.text
        let isJSON = text.hasPrefix("{") || text.hasPrefix("[")
        return TestRequest(
            deployment: deployment,
            predictors: predictors,
            subject: text.isEmpty ? .bundledCheck : isJSON ? .json(text) : .file(path: text)
        )
    }

    /// Takes what came of a request, so far or at the end.
    mutating func take(_ outcome: TestOutcome, for request: TestRequest, at now: Moment) {
        guard running == request else { return }
        let entry = Entry(request: request, at: startedAt ?? now, outcome: outcome)
        if isContinued(by: outcome), !entries.isEmpty, place == 0 {
            entries[entries.count - 1] = entry
        } else {
            entries.append(entry)
            if entries.count > Self.capacity { entries.removeFirst() }
            place = 0
            step = 0
            scroll = 0
        }
        switch outcome {
        case .trace(let trace): step = max(0, trace.steps.count - 1)
        case .batch: break
        case .prediction, .comparison, .failure: running = nil
        }
    }

    /// Whether an outcome is more of the one that is shown.
    private func isContinued(by outcome: TestOutcome) -> Bool {
        guard let last = entries.last, last.request == running, last.at == startedAt else {
            return false
        }
        return switch (last.outcome, outcome) {
        case (.trace, .trace), (.batch, .batch): true
        default: false
        }
    }

    /// Shows an older or a newer outcome of the same deployment.
    mutating func browse(step: Int, of deployment: DeploymentID) {
        var next = place + step
        while entries.indices.contains(entries.count - 1 - next) {
            if entries[entries.count - 1 - next].request.deployment == deployment {
                place = next
                self.step = 0
                scroll = 0
                return
            }
            next += step
        }
    }

    /// Turns to another deployment: its last outcome is shown, if it has any.
    mutating func turn(to deployment: DeploymentID) {
        let last = entries.lastIndex { $0.request.deployment == deployment }
        place = last.map { entries.count - 1 - $0 } ?? 0
        isTyping = last == nil
        predictors = []
        scroll = 0
    }

    /// Takes the paths that fit what was typed, and types as much as they have in common.
    mutating func complete(with paths: [String], for typed: String) {
        guard typed == input.text else { return }
        completions = paths
        guard let first = paths.first else { return }
        let common = paths.dropFirst().reduce(first) { $0.commonPrefix(with: $1) }
        if common.count > typed.count { input = TextInput(common) }
    }

    /// Shows something that was sent before.
    mutating func recall(step: Int) {
        historyPlace = max(0, min(history.count, historyPlace + step))
        input = TextInput(historyPlace == 0 ? "" : history[history.count - historyPlace])
    }
}

extension String {
    /// The characters that two texts have in common at their beginning.
    func commonPrefix(with other: String) -> String {
        String(zip(self, other).prefix { $0 == $1 }.map(\.0))
    }
}
