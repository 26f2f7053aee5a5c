public import Operations

/// Whose logs are followed, and which part of them.
public struct LogTarget: Sendable, Hashable {
    /// How far back they begin.
    public enum Beginning: Sendable, Hashable, CaseIterable {
        /// At the last 200 lines of each container.
        case lastLines
        /// A minute ago.
        case oneMinute
        /// Five minutes ago.
        case fiveMinutes
        /// A quarter of an hour ago.
        case quarterHour
        /// An hour ago.
        case oneHour

        /// How long ago it is, or `nil` for a number of lines.
        public var duration: Duration? {
            switch self {
            case .lastLines: nil
            case .oneMinute: .seconds(60)
            case .fiveMinutes: .seconds(300)
            case .quarterHour: .seconds(900)
            case .oneHour: .seconds(3600)
            }
        }

        /// What the screen says of it.
        var words: String {
            switch self {
            case .lastLines: "last 200"
            case .oneMinute: "since 1 m"
            case .fiveMinutes: "since 5 m"
            case .quarterHour: "since 15 m"
            case .oneHour: "since 1 h"
            }
        }
    }

    /// The deployment.
    public var deployment: DeploymentID
    /// One node of it, or `nil` for all of them.
    public var node: NodePath?
    /// One pod of it, or `nil` for all of them.
    public var pod: String?
    /// Whether it is the log of the containers before they were restarted.
    public var isPrevious = false
    /// How far back it begins.
    public var beginning = Beginning.lastLines
    /// The request whose lines alone are looked at (`Seldon-Puid`), or `nil` for all; the
    /// orchestrators' lines are among them then.
    public var puid: String?

    /// The logs of a deployment, of one node or of one pod.
    public init(deployment: DeploymentID, node: NodePath? = nil, pod: String? = nil) {
        self.deployment = deployment
        self.node = node
        self.pod = pod
    }

    /// What it is called on the screen.
    var title: String {
        if let pod { return pod }
        return node.map { "\($0.node) (\($0.predictor))" } ?? deployment.name
    }

    /// Whether it is about the same containers as another.
    func isOfSame(_ other: LogTarget) -> Bool {
        deployment == other.deployment && node == other.node && pod == other.pod
    }
}
