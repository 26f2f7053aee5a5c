import Failures
public import Operations
import Terminal

/// What is sent as a test.
public enum TestSubject: Sendable, Hashable {
    /// The check that comes with the program.
    case bundledCheck
    /// An image of the user's.
    case file(path: String)
}

/// A test request as the user asked for it.
public struct TestRequest: Sendable, Hashable {
    /// The deployment.
    public var deployment: DeploymentID
    /// One predictor of it, or `nil` to go where the weights send it.
    public var predictor: String?
    /// What is sent.
    public var subject: TestSubject

    /// A test request.
    public init(deployment: DeploymentID, predictor: String? = nil, subject: TestSubject) {
        self.deployment = deployment
        self.predictor = predictor
        self.subject = subject
    }
}

/// The bench on which test requests are made.
struct BenchState: Sendable, Equatable {
    /// The path; empty for the check that comes with the program.
    var input = TextInput()
    /// The predictor that is asked, or `nil` for where the weights send it.
    var predictor: String?
    /// The request that is under way.
    var running: TestRequest?
    /// When it was sent.
    var startedAt: Moment?
    /// What came back last.
    var result: PredictionResult?
    /// Why nothing came back.
    var failure: Failure?
    /// Paths that the one that is being typed may become.
    var completions: [String] = []
    /// Paths that were sent before, oldest first.
    var history: [String] = []
    /// Which of them is shown, counted from the end; 0 for what is being typed.
    var historyPlace = 0

    /// What would be sent.
    func request(for deployment: DeploymentID) -> TestRequest {
        TestRequest(
            deployment: deployment,
            predictor: predictor,
            subject: input.text.isEmpty ? .bundledCheck : .file(path: input.text)
        )
    }

    /// Takes the paths that fit what was typed, and types as much as they have in common.
    mutating func complete(with paths: [String], for typed: String) {
        guard typed == input.text else { return }
        completions = paths
        guard let first = paths.first else { return }
        let common = paths.dropFirst().reduce(first) { $0.commonPrefix(with: $1) }
        if common.count > typed.count { input = TextInput(common) }
    }

    /// Shows a path that was sent before.
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
