public import Operations

/// What somebody asks of a rollout.
public enum RolloutRequest: Sendable, Hashable {
    /// Moves the traffic to a canary step by step; this console drives.
    case promote(DeploymentID, RolloutWish)
    /// Brings all traffic back to main.
    case abort(DeploymentID)
    /// Takes the last change back.
    case undo(DeploymentID)
    /// Holds a rollout where it is.
    case pause(DeploymentID)
    /// Lets a rollout go on.
    case resume(DeploymentID)
    /// Drives a rollout from here on.
    case takeOver(DeploymentID)

    /// Whose rollout it is.
    public var deployment: DeploymentID {
        switch self {
        case .promote(let id, _), .abort(let id), .undo(let id), .pause(let id), .resume(let id),
            .takeOver(let id):
            id
        }
    }

    /// Whether it is shown and confirmed first; holding and going on are taken back as easily.
    var wantsConfirmation: Bool {
        switch self {
        case .promote, .abort, .undo: true
        case .pause, .resume, .takeOver: false
        }
    }

    /// What it is called.
    var title: String {
        switch self {
        case .promote: "promote"
        case .abort: "abort"
        case .undo: "undo"
        case .pause: "pause"
        case .resume: "resume"
        case .takeOver: "take over"
        }
    }
}

/// What would happen, before somebody says yes.
public struct RolloutOutlook: Sendable, Equatable {
    /// What will happen, in one sentence.
    public var sentence: String
    /// What is worth knowing before.
    public var warnings: [String]
    /// The patch, line by line.
    public var patch: [String]
    /// The name that must be typed, since it is dangerous and this is production; `nil` when none.
    public var name: String?

    /// An outlook.
    public init(sentence: String, warnings: [String] = [], patch: [String], name: String? = nil) {
        self.sentence = sentence
        self.warnings = warnings
        self.patch = patch
        self.name = name
    }
}
