import Documents

/// Turns snapshots into the lines of a recording: JSON, one frame a line, most of them only what
/// changed.
public struct RecordingWriter: Sendable {
    /// The time between two frames where nothing happens but traffic.
    public static let interval = Duration.seconds(MeasuredHistory.step)
    /// The shortest time between two frames.
    private static let pause = Duration.seconds(1)
    /// How many frames lie between two that hold everything.
    private static let wholeEvery = 60

    private var last: ClusterSnapshot?
    private var head = JSON.null
    private var trees: [String: JSON] = [:]
    private var written: [SeriesPlace: Int32] = [:]
    private var sinceWhole = 0

    /// A recording without a frame.
    public init() {}

    /// One line of a recording.
    public struct Line: Sendable {
        /// The line with its end.
        public var bytes: [UInt8]
        /// Whether reading may begin with it.
        public var isWhole: Bool
    }

    /// The line that every recording begins with.
    public static func header() throws -> [UInt8] {
        try Array(RecordedTree.plain(RecordingHeader.current).text(.compact).utf8)
            + [UInt8(ascii: "\n")]
    }

    /// The line that a snapshot adds, or `nil` when it is not time for one.
    public mutating func line(for snapshot: ClusterSnapshot) throws -> Line? {
        guard snapshot.isComplete, isDue(snapshot) else { return nil }
        let isWhole = last == nil || sinceWhole >= Self.wholeEvery
        sinceWhole = isWhole ? 0 : sinceWhole + 1
        let frame = RecordedFrame(
            isWhole: isWhole,
            head: try change(ofHead: snapshot, isWhole: isWhole),
            deployments: try changes(of: snapshot.deployments, isWhole: isWhole),
            histories: isWhole ? snapshot.histories : tails(of: snapshot.histories)
        )
        written = snapshot.histories.compactMapValues { $0.steps.last?.index }
        last = snapshot
        return Line(bytes: try frame.line(), isWhole: isWhole)
    }

    private mutating func change(ofHead snapshot: ClusterSnapshot, isWhole: Bool) throws -> JSON {
        var bare = snapshot
        (bare.deployments, bare.histories) = ([], [:])
        let tree = try RecordedTree.tree(of: bare)
        defer { head = tree }
        return isWhole ? tree : head.mergePatch(to: tree)
    }

    /// What changed of each deployment that did.
    private mutating func changes(
        of deployments: [DeploymentSnapshot],
        isWhole: Bool
    ) throws -> JSONObject {
        let former = Dictionary(
            (last?.deployments ?? []).map { ($0.id.uid, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        var present: [String: JSON] = [:]
        var changes = JSONObject()
        for deployment in deployments {
            let uid = deployment.id.uid
            if let before = former[uid], let tree = trees[uid], deployment.isCopy(of: before) {
                present[uid] = tree
                if isWhole { changes[uid] = tree }
                continue
            }
            // A recording is made to be passed on: what may hold secrets stays at home.
            var shared = deployment
            shared.removeEnvironments()
            let tree = try RecordedTree.tree(of: shared)
            present[uid] = tree
            if let before = trees[uid], !isWhole {
                if before != tree { changes[uid] = before.mergePatch(to: tree) }
            } else {
                changes[uid] = tree
            }
        }
        if !isWhole {
            for uid in trees.keys where present[uid] == nil { changes[uid] = .null }
        }
        trees = present
        return changes
    }

    /// The newest steps: the last one may still grow, and is written again until the next one began.
    private func tails(
        of histories: [SeriesPlace: MeasuredHistory]
    ) -> [SeriesPlace: MeasuredHistory] {
        var tails: [SeriesPlace: MeasuredHistory] = [:]
        for (place, history) in histories {
            let tail = written[place].map { history.since($0) } ?? history
            if !tail.steps.isEmpty { tails[place] = tail }
        }
        return tails
    }

    private func isDue(_ snapshot: ClusterSnapshot) -> Bool {
        guard let last else { return true }
        let elapsed = snapshot.takenAt.elapsed(since: last.takenAt)
        return elapsed >= Self.interval || elapsed >= Self.pause && snapshot.isNews(since: last)
    }
}
