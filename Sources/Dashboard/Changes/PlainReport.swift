public import Operations
import Terminal

/// The dashboard as lines, one a change, for a screen reader or a file.
public struct PlainReport: Sendable {
    private var shown: ClusterSnapshot?
    private let secondsFromGMT: Int

    /// A report to which nothing was said yet.
    ///
    /// - Parameter secondsFromGMT: The difference of the user's clock to UTC.
    public init(secondsFromGMT: Int = 0) {
        self.secondsFromGMT = secondsFromGMT
    }

    /// The lines that a snapshot adds: the whole fleet at first, then what changed.
    ///
    /// - Parameter snapshot: The newest truth about the cluster.
    /// - Returns: Lines without ends, safe to print.
    public mutating func lines(for snapshot: ClusterSnapshot) -> [String] {
        let clock = snapshot.takenAt.clockText(secondsFromGMT: secondsFromGMT)
        guard let before = shown else {
            guard snapshot.isComplete else { return [] }
            shown = snapshot
            let heading = "\(snapshot.context), \(snapshot.scope.text), as \(snapshot.user)"
            return ["\(clock) \(heading)".sanitised]
                + snapshot.deployments.map { "\(clock) \(line(for: $0))".sanitised }
        }
        shown = snapshot
        return FleetChange.between(before, snapshot).map { "\(clock) \($0.text)".sanitised }
    }

    private func line(for deployment: DeploymentSnapshot) -> String {
        let replicas = deployment.replicas
        var parts = [
            "\(deployment.id.namespace)/\(deployment.id.name) is \(deployment.health.word)",
            "\(replicas.ready) of \(replicas.desired) ready",
            "traffic \(deployment.weightsText)",
        ]
        if let figures = deployment.figures.figures {
            parts.append("\(figures.rate.rateText) requests a second")
            if let latency = figures.p99 { parts.append("p99 \(latency.text)") }
            if let errors = figures.errorRate { parts.append("errors \(errors.percentText)") }
        } else {
            parts.append("no figures")
        }
        if let why = deployment.why { parts.append(why) }
        return parts.joined(separator: ", ")
    }
}
