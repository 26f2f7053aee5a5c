public import Failures
public import Operations
import Terminal

/// What is sent as a test.
public enum TestSubject: Sendable, Hashable {
    /// The check that comes with the program.
    case bundledCheck
    /// An image of the user's, a file with a JSON body, or a folder of images.
    case file(path: String)
    /// A body that was typed.
    case json(String)

    /// What it is called on the screen.
    var words: String {
        switch self {
        case .bundledCheck: "the check that comes with radiant"
        case .file(let path): path
        case .json(let text): text
        }
    }
}

/// A test request as the user asked for it.
public struct TestRequest: Sendable, Hashable {
    /// The deployment.
    public var deployment: DeploymentID
    /// Whom it goes to: nobody in particular lets the weights decide, several are asked at once.
    public var predictors: [String]
    /// What is sent.
    public var subject: TestSubject

    /// A test request.
    public init(deployment: DeploymentID, predictors: [String] = [], subject: TestSubject) {
        self.deployment = deployment
        self.predictors = predictors
        self.subject = subject
    }
}

/// What came of a test request.
public enum TestOutcome: Sendable, Equatable {
    /// An answer.
    case prediction(PredictionResult)
    /// The answers of several predictors, compared.
    case comparison(AnswerComparison)
    /// What each node got and returned, so far.
    case trace(StepTrace)
    /// A folder of images, so far.
    case batch(BatchReport)
    /// Nothing that could be used.
    case failure(Failure)
}
