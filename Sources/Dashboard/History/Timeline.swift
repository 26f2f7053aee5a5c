public import Operations

/// What was seen over time, as frames, and what happened between them.
///
/// There is a frame every ten seconds and at every change; time and memory are bounded.
public struct Timeline: Sendable, Equatable {
    /// The shortest time between two frames between which something changed.
    private static let pause = Duration.seconds(1)
    /// How much is kept where nothing else is said: 15 minutes.
    public static let length = Duration.seconds(900)
    /// How many deployments all frames together may hold that differ from the frame before; some
    /// 3 kB each.
    private static let budget = 12_000
    /// How many marks are kept.
    private static let markCapacity = 1000

    /// The frames, oldest first; they bear no histories.
    private(set) var frames: [ClusterSnapshot] = []
    /// What happened, oldest first.
    private(set) var marks: [Mark] = []
    private let length: Duration?
    /// How many deployments of each frame are no copies of the frame before.
    private var counts: [Int] = []
    private var held = 0

    /// Nothing seen yet.
    ///
    /// - Parameter length: How far back frames are kept, or `nil` for all of them.
    public init(keeping length: Duration? = Timeline.length) {
        self.length = length
    }

    /// Takes in what is seen now, with what became different since the last time.
    mutating func append(_ snapshot: ClusterSnapshot, changes: [FleetChange]) {
        let news = changes.compactMap { Mark($0, at: snapshot.takenAt) }
        marks += news
        if marks.count > Self.markCapacity { marks.removeFirst(marks.count - Self.markCapacity) }
        guard snapshot.isComplete, isDue(snapshot, isNews: !changes.isEmpty) else { return }
        var frame = snapshot
        frame.histories = [:]
        let count = frames.last.map { frame.share(with: $0) } ?? frame.deployments.count
        frames.append(frame)
        counts.append(count)
        held += count
        trim(at: snapshot.takenAt)
    }

    /// Takes in a frame of a recording.
    public mutating func append(recorded snapshot: ClusterSnapshot) {
        let changes = frames.last.map { FleetChange.between($0, snapshot) } ?? []
        marks += changes.compactMap { Mark($0, at: snapshot.takenAt) }
        var frame = snapshot
        frame.histories = [:]
        frames.append(frame)
        counts.append(frame.deployments.count)
    }

    private func isDue(_ snapshot: ClusterSnapshot, isNews: Bool) -> Bool {
        guard let last = frames.last else { return true }
        let elapsed = snapshot.takenAt.elapsed(since: last.takenAt)
        return elapsed >= .seconds(MeasuredHistory.step) || isNews && elapsed >= Self.pause
    }

    private mutating func trim(at now: Moment) {
        guard let length else { return }
        while frames.count > 1,
            held > Self.budget || now.elapsed(since: frames[0].takenAt) > length
        {
            // What the oldest frame shared with the one after it is that one's own now; it is not
            // counted again, since the fleet as a whole is held once in any case.
            held -= counts.removeFirst()
            frames.removeFirst()
        }
        marks.removeAll { now.elapsed(since: $0.at) > length }
    }

    /// The newest frame that is not newer than a moment, or the oldest there is.
    func frame(at moment: Moment) -> ClusterSnapshot? {
        frames.last { $0.takenAt <= moment } ?? frames.first
    }

    /// The moment of the frame so many frames after (or, when negative, before) one; `nil` past the
    /// newest.
    func moment(_ steps: Int, from moment: Moment) -> Moment? {
        guard !frames.isEmpty else { return nil }
        if steps < 0 {
            let before = frames.lastIndex { $0.takenAt < moment } ?? 0
            return frames[max(0, before + steps + 1)].takenAt
        }
        guard let after = frames.firstIndex(where: { $0.takenAt > moment }) else { return nil }
        let index = after + steps - 1
        return frames.indices.contains(index) ? frames[index].takenAt : nil
    }

    /// What happened to a deployment until a moment, the newest first.
    func marks(of deployment: DeploymentID, until now: Moment) -> [Mark] {
        marks.reversed().filter {
            $0.at <= now && $0.deployment.namespace == deployment.namespace
                && $0.deployment.name == deployment.name
        }
    }
}

extension ClusterSnapshot {
    /// Takes from an earlier frame what is the same, so that it lies in memory once.
    ///
    /// - Returns: How many deployments are no copies of the earlier frame's.
    fileprivate mutating func share(with earlier: ClusterSnapshot) -> Int {
        var count = 0
        for (place, before) in FleetDifference(from: earlier.deployments, to: deployments).changed {
            guard let before else {
                count += 1
                continue
            }
            if deployments[place] == before {
                deployments[place] = before
            } else {
                deployments[place].share(with: before)
                count += 1
            }
        }
        return count
    }
}

extension DeploymentSnapshot {
    fileprivate mutating func share(with earlier: DeploymentSnapshot) {
        for index in predictors.indices where index < earlier.predictors.count {
            let before = earlier.predictors[index]
            guard predictors[index].name == before.name else { continue }
            if predictors[index].pods == before.pods { predictors[index].pods = before.pods }
            predictors[index].graph.share(with: before.graph)
        }
    }
}

extension NodeSnapshot {
    fileprivate mutating func share(with earlier: NodeSnapshot) {
        guard name == earlier.name else { return }
        if pods == earlier.pods { pods = earlier.pods }
        if parameters == earlier.parameters { parameters = earlier.parameters }
        if environment == earlier.environment { environment = earlier.environment }
        for index in children.indices where index < earlier.children.count {
            children[index].share(with: earlier.children[index])
        }
    }
}
