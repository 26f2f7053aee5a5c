import Documents

/// One line of a recording: what became different since the line before.
///
/// Trees are those of ``RecordedTree``. A line that is whole has them as they are, every other one has
/// merge patches (RFC 7386) of those before, in which `null` takes away.
struct RecordedFrame {
    /// Whether it holds everything, so that reading may begin here.
    var isWhole: Bool
    /// The snapshot without deployments and histories.
    var head: JSON
    /// The deployments by uid.
    var deployments: JSONObject
    /// Of what was measured the newest steps: by deployment, then by predictor, then by node, whose
    /// name is empty for what clients got.
    var histories: [String: [String: [String: MeasuredHistory]]]

    /// A frame with its parts.
    init(
        isWhole: Bool,
        head: JSON,
        deployments: JSONObject,
        histories: [SeriesPlace: MeasuredHistory]
    ) {
        self.isWhole = isWhole
        self.head = head
        self.deployments = deployments
        self.histories = [:]
        for (place, history) in histories {
            self.histories[place.deployment, default: [:]][place.predictor, default: [:]][
                place.node ?? ""
            ] = history
        }
    }

    /// Reads a line.
    ///
    /// - Throws: `DocumentError`, `DecodingError` or `OperationsError.badRecording`.
    init(parsing line: [UInt8]) throws {
        let json = try JSON(parsing: line)
        guard let head = json["head"], head.object != nil,
            let deployments = json["deployments"]?.object
        else { throw OperationsError.badRecording("a frame has no head") }
        isWhole = json["whole"]?.bool ?? false
        self.head = head
        self.deployments = deployments
        histories = try RecordedTree.plain(
            [String: [String: [String: MeasuredHistory]]].self,
            of: json["histories"] ?? .object([:])
        )
    }

    /// The line with its end.
    func line() throws -> [UInt8] {
        var json = JSON.object(["head": head, "deployments": .object(deployments)])
        if isWhole { json["whole"] = true }
        if !histories.isEmpty { json["histories"] = try RecordedTree.plain(histories) }
        return Array((json.text(.compact) + "\n").utf8)
    }

    /// The newest steps by place.
    var steps: [(place: SeriesPlace, history: MeasuredHistory)] {
        histories.flatMap { deployment, predictors in
            predictors.flatMap { predictor, nodes in
                nodes.map { node, history in
                    let node = node.isEmpty ? nil : node
                    return (
                        SeriesPlace(deployment: deployment, predictor: predictor, node: node),
                        history
                    )
                }
            }
        }
    }
}

/// The first line of a recording.
struct RecordingHeader: Codable {
    /// The number of the format; 2.
    var recording: Int
    /// The program that wrote it.
    var program: String

    static let current = RecordingHeader(recording: 2, program: "radiant")
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
                bare.predictors[index].pods[pod].containerUsage = [:]
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
        for pod in pods.indices { pods[pod].containerUsage = [:] }
        for index in children.indices { children[index].removeFigures() }
    }
}
