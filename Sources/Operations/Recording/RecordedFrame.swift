/// One line of a recording: what became different since the line before.
struct RecordedFrame: Codable {
    /// Whether it holds everything, so that reading may begin here.
    var isWhole: Bool
    /// The snapshot with the deployments that changed, and of the histories the newest steps.
    var snapshot: ClusterSnapshot
    /// The deployments that are gone.
    var removed: [DeploymentID]
}

/// The first line of a recording.
struct RecordingHeader: Codable {
    /// The number of the format; 1.
    var recording: Int
    /// The program that wrote it.
    var program: String

    static let current = RecordingHeader(recording: 1, program: "radiant")
}

extension ClusterSnapshot {
    /// Whether anything but figures differs from an earlier snapshot.
    package func isNews(since earlier: ClusterSnapshot) -> Bool {
        guard deployments.count == earlier.deployments.count, scope == earlier.scope else {
            return true
        }
        return zip(deployments, earlier.deployments).contains { now, before in
            now != before && now.withoutFigures != before.withoutFigures
        }
    }
}

extension DeploymentSnapshot {
    /// The same without what was measured.
    fileprivate var withoutFigures: DeploymentSnapshot {
        var bare = self
        bare.figures = .missing(reason: nil)
        for index in bare.predictors.indices {
            bare.predictors[index].figures = .missing(reason: nil)
            bare.predictors[index].weights.observed = nil
            bare.predictors[index].weights.sampleCount = 0
            bare.predictors[index].graph.removeFigures()
            for pod in bare.predictors[index].pods.indices {
                bare.predictors[index].pods[pod].removeUsage()
            }
        }
        return bare
    }
}

extension DeploymentSnapshot {
    /// Leaves out the environment of every container.
    mutating func removeEnvironments() {
        for index in predictors.indices { predictors[index].graph.removeEnvironments() }
    }
}

extension NodeSnapshot {
    fileprivate mutating func removeEnvironments() {
        environment = []
        for index in children.indices { children[index].removeEnvironments() }
    }

    fileprivate mutating func removeFigures() {
        figures = .missing(reason: nil)
        observedShare = nil
        for pod in pods.indices { pods[pod].removeUsage() }
        for index in children.indices { children[index].removeFigures() }
    }
}

extension PodSnapshot {
    fileprivate mutating func removeUsage() {
        usage = nil
        containerUsage = [:]
    }
}
