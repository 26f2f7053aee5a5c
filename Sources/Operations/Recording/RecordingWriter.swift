import FoundationEssentials

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
        try encode(RecordingHeader.current)
    }

    /// The line that a snapshot adds, or `nil` when it is not time for one.
    public mutating func line(for snapshot: ClusterSnapshot) throws -> Line? {
        guard snapshot.isComplete, isDue(snapshot) else { return nil }
        let isWhole = last == nil || sinceWhole >= Self.wholeEvery
        var frame = RecordedFrame(isWhole: isWhole, snapshot: snapshot, removed: [])
        if isWhole {
            sinceWhole = 0
        } else {
            sinceWhole += 1
            let former = Dictionary(
                (last?.deployments ?? []).map { ($0.id, $0) },
                uniquingKeysWith: { first, _ in first }
            )
            frame.snapshot.deployments.removeAll { former[$0.id] == $0 }
            let present = Set(snapshot.deployments.map(\.id))
            frame.removed = former.keys.filter { !present.contains($0) }
            for (place, history) in snapshot.histories {
                // The newest step may still grow: it is written again until the next one began.
                let tail = written[place].map { history.since($0) } ?? history
                frame.snapshot.histories[place] = tail.steps.isEmpty ? nil : tail
            }
        }
        written = snapshot.histories.compactMapValues { $0.steps.last?.index }
        last = snapshot
        // A recording is made to be passed on: what may hold secrets stays at home.
        for place in frame.snapshot.deployments.indices {
            frame.snapshot.deployments[place].removeEnvironments()
        }
        return Line(bytes: try Self.encode(frame), isWhole: isWhole)
    }

    private func isDue(_ snapshot: ClusterSnapshot) -> Bool {
        guard let last else { return true }
        let elapsed = snapshot.takenAt.elapsed(since: last.takenAt)
        return elapsed >= Self.interval || elapsed >= Self.pause && snapshot.isNews(since: last)
    }

    private static func encode(_ value: some Encodable) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try Array(encoder.encode(value)) + [UInt8(ascii: "\n")]
    }
}
