public import Failures

/// Why something that was asked for was not done.
public enum OperationsError: Error, Sendable, Hashable {
    /// There is no SeldonDeployment of that name.
    case noSuchDeployment(name: String, namespace: String, existing: [String])
    /// The deployment has no predictor of that name.
    case noSuchPredictor(String, deployment: String, existing: [String])
    /// The deployment has no node of that name in any predictor.
    case noSuchNode(String, deployment: String, existing: [String])
    /// Changes are refused, for a reason in a few words.
    case readOnly(reason: String)
    /// A predictor was given a weight twice.
    case weightGivenTwice(predictor: String)
    /// A predictor would get traffic, and no pod of it is ready.
    case noReadyPods(predictor: String, deployment: String)
    /// The deployment was changed by somebody else between reading and writing.
    case changedMeanwhile(deployment: String)
    /// What was written is not routed within the time that was given.
    case notRouted(deployment: String, after: Duration, reason: String?)
    /// A manifest is not valid; one line a problem, each with its place.
    case invalidManifest(path: String, problems: [String])
    /// A manifest sets fields that others have set; the fields, each with whose it is.
    case fieldsOfOthers(object: String, fields: [String])
    /// A file holds no object.
    case nothingToApply(path: String)
    /// A file cannot be read.
    case unreadable(path: String, reason: String)
    /// A request cannot be taken through a graph node by node.
    case cannotStep(deployment: String, reason: String)
    /// What was edited cannot be sent, for a reason.
    case badEdit(reason: String, path: String?)
    /// The cluster has no such part.
    case notOffered(what: String, instead: String)
    /// Nobody says where requests for the split go.
    case noGateway
    /// Requests for a deployment cannot go over gRPC.
    case noRPC(deployment: String, isTensorflow: Bool)
    /// A request was answered with an error.
    case refused(status: Int, info: String, route: String)
    /// A container has no log yet, or none that can be read.
    case noLogs(String)
    /// A value that the user gave is not of the form that is needed.
    case badValue(String, expected: String)
    /// A recording cannot be read, for a reason in a few words.
    case badRecording(String)
    /// A condition did not come about in time.
    case notInTime(String, after: Duration)
    /// The context is production and locked.
    case locked(deployment: String)
    /// A change that must be meant was not confirmed by the name of the deployment.
    case nameNotTyped(deployment: String, danger: String)
    /// A change makes no sense for a deployment, with what to do instead.
    case notPossible(String, instead: String?)
    /// A rollout is under way, and this is none of its verbs.
    case rolloutUnderWay(deployment: String, by: String, isAttended: Bool)
    /// There is no rollout that could be paused, resumed or taken over.
    case noRollout(deployment: String)
    /// Somebody else drives the rollout now.
    case takenOver(deployment: String, by: String)
}

extension OperationsError: ExplainedError {
    /// The error in words.
    public var failure: Failure {
        switch self {
        case .noSuchDeployment(let name, let namespace, let existing):
            Failure(
                "there is no SeldonDeployment \(name) in namespace \(namespace)",
                hint: OperationsError.oneOf(existing) ?? "radiant get -A lists what there is"
            )
        case .noSuchPredictor(let name, let deployment, let existing):
            Failure(
                "\(deployment) has no predictor \(name)",
                hint: OperationsError.oneOf(existing)
            )
        case .noSuchNode(let name, let deployment, let existing):
            Failure("\(deployment) has no node \(name)", hint: OperationsError.oneOf(existing))
        case .badRecording(let reason):
            Failure(
                "this is no recording that can be shown: \(reason)",
                hint: "radiant record FILE makes one"
            )
        case .readOnly(let reason): Failure("changes are refused: \(reason)")
        case .weightGivenTwice(let predictor): Failure("\(predictor) is given a weight twice")
        case .noReadyPods(let predictor, let deployment):
            Failure(
                "no pod of predictor \(predictor) of \(deployment) is ready to take traffic",
                hint: "radiant tree \(deployment) says why; --force sends traffic all the same"
            )
        case .changedMeanwhile(let deployment):
            Failure(
                "\(deployment) was changed by somebody else meanwhile; nothing was written",
                hint: "look at it again: radiant get \(deployment) -o wide"
            )
        case .notRouted(let deployment, let after, let reason):
            Failure(
                "the weights of \(deployment) are declared, but not routed after "
                    + after.inWords + (reason.map { ": \($0)" } ?? ""),
                hint: "weights are routed once every pod of all predictors is ready"
            )
        case .invalidManifest(let path, let problems):
            Failure(
                problems.isEmpty
                    ? "\(path) is not valid" : problems.joined(separator: "\n"),
                hint: "nothing of \(path) was applied"
            )
        case .fieldsOfOthers(let object, let fields):
            Failure(
                "\(object) has fields that others set: \(fields.joined(separator: ", "))",
                hint: "--force takes them over"
            )
        case .nothingToApply(let path): Failure("\(path) holds no object")
        case .unreadable(let path, let reason):
            Failure(
                "cannot read \(path): \(reason)",
                hint: path.hasPrefix("/")
                    ? "is the path right?"
                    : "is the path right? it is taken from the folder you are in"
            )
        case .cannotStep(let deployment, let reason):
            Failure(
                "\(deployment) cannot be stepped through: \(reason)",
                hint: "radiant predict --trace tells the time of each node"
            )
        case .badEdit(let reason, let path):
            Failure(
                "what was edited cannot be sent: \(reason)",
                hint: path.map { "nothing was changed; your text is kept in \($0)" }
            )
        case .notOffered(let what, let instead):
            Failure("this cluster offers no \(what)", hint: instead)
        case .noGateway:
            Failure(
                "nobody says where requests for this deployment go",
                hint: "give --gateway URL, or ask one predictor with --predictor NAME"
            )
        case .noRPC(let deployment, let isTensorflow):
            Failure(
                isTensorflow
                    ? "\(deployment) has the protocol tensorflow, which is served over REST alone"
                    : "gRPC goes through the gateway, not to one predictor",
                hint: isTensorflow ? "leave --grpc out" : "leave --predictor out"
            )
        case .refused(let status, let info, let route):
            Failure("\(info.isEmpty ? "the request was refused" : info) (HTTP \(status))")
                .adding("way: \(route)")
        case .noLogs(let reason): Failure(reason)
        case .badValue(let value, let expected):
            Failure("\(value) cannot be used here", hint: "expected \(expected)")
        case .notInTime(let what, let after):
            Failure("\(what), and not within \(after.inWords)")
        case .locked, .nameNotTyped, .notPossible, .rolloutUnderWay, .noRollout, .takenOver:
            changeFailure
        }
    }

    private var changeFailure: Failure {
        switch self {
        case .locked(let deployment):
            Failure(
                "\(deployment) was not changed: this context is production, and locked",
                hint: "radiant unlock --for 10m lets changes through; aborting is never locked"
            )
        case .nameNotTyped(let deployment, let danger):
            Failure(
                "\(deployment) was not changed: in production \(danger) only when that is meant",
                hint: "say so with --confirm \(deployment)"
            )
        case .notPossible(let reason, let instead): Failure(reason, hint: instead)
        case .rolloutUnderWay(let deployment, let driver, let isAttended):
            Failure(
                isAttended
                    ? "a rollout of \(deployment) is under way, driven by \(driver)"
                    : "a rollout of \(deployment) is under way that nobody attends, begun by \(driver)",
                hint: "radiant pause, takeover or abort \(deployment); --force changes it all the"
                    + " same"
            )
        case .noRollout(let deployment):
            Failure(
                "no rollout of \(deployment) is under way",
                hint: "radiant promote \(deployment) begins one"
            )
        case .takenOver(let deployment, let driver):
            Failure(
                "\(driver) drives the rollout of \(deployment) now",
                hint: "radiant rollout \(deployment) shows it"
            )
        default: Failure("\(self)")
        }
    }

    private static func oneOf(_ names: [String]) -> String? {
        guard !names.isEmpty else { return nil }
        let shown = names.prefix(8).joined(separator: ", ")
        return "there is \(shown)\(names.count > 8 ? " and more" : "")"
    }
}

extension Failure {
    fileprivate func adding(_ detail: String) -> Failure {
        Failure(message, hint: hint, details: details + [detail])
    }
}
