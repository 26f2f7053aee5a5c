import Documents
import Failures
import FoundationEssentials

/// What was recorded of a cluster: frames over time, and what was measured meanwhile.
public struct Recording: Sendable {
    /// The frames, oldest first; they bear no histories.
    public private(set) var frames: [ClusterSnapshot] = []
    /// What was measured of each place over the whole time.
    public private(set) var histories: [SeriesPlace: MeasuredHistory] = [:]

    /// The longest line that is read, in bytes.
    private static let longestLine = 64 << 20

    /// Reads a recording.
    ///
    /// A last line that was cut off, as when the machine went down, is left out.
    ///
    /// - Parameter bytes: The whole file.
    /// - Throws: `OperationsError.badRecording` with the line that cannot be read.
    public init(parsing bytes: [UInt8]) throws {
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: true)
        let decoder = JSONDecoder()
        guard let first = lines.first,
            let header = try? decoder.decode(RecordingHeader.self, from: Data(first))
        else { throw OperationsError.badRecording("the first line is not that of a recording") }
        guard header.recording == RecordingHeader.current.recording else {
            throw OperationsError.badRecording(
                "its format is \(header.recording), not \(RecordingHeader.current.recording)"
            )
        }
        var reader = RecordingReader()
        let isCut = bytes.last != UInt8(ascii: "\n")
        for (number, line) in lines.enumerated().dropFirst() {
            if isCut, number == lines.count - 1 { break }
            guard line.count <= Self.longestLine,
                let frame = try? RecordedFrame(parsing: Array(line)),
                (try? reader.take(frame)) != nil
            else { throw OperationsError.badRecording("line \(number + 1) is damaged") }
        }
        (frames, histories) = (reader.frames, reader.histories)
        guard !frames.isEmpty else { throw OperationsError.badRecording("there is no frame in it") }
    }
}

/// Puts the frames of a recording together, line by line.
private struct RecordingReader {
    private(set) var frames: [ClusterSnapshot] = []
    private(set) var histories: [SeriesPlace: MeasuredHistory] = [:]
    private var head = JSON.null
    private var trees: [String: JSON] = [:]
    private var deployments: [String: DeploymentSnapshot] = [:]

    mutating func take(_ frame: RecordedFrame) throws {
        // The beginning may have gone when the file became too large; then reading begins later.
        guard frame.isWhole || !frames.isEmpty else {
            throw OperationsError.badRecording("it does not begin with a whole frame")
        }
        if frame.isWhole {
            (head, trees, deployments) = (.null, [:], [:])
        }
        head = head.merging(frame.head)
        var snapshot = try RecordedTree.value(ClusterSnapshot.self, of: head)
        for (uid, change) in frame.deployments {
            guard !change.isNull else {
                (trees[uid], deployments[uid]) = (nil, nil)
                continue
            }
            let tree = (trees[uid] ?? .null).merging(change)
            trees[uid] = tree
            deployments[uid] = try RecordedTree.value(DeploymentSnapshot.self, of: tree)
        }
        for (place, tail) in frame.steps {
            histories[place, default: MeasuredHistory()].take(tail)
        }
        snapshot.deployments = deployments.values.sorted {
            ($0.id.namespace, $0.id.name, $0.id.uid) < ($1.id.namespace, $1.id.name, $1.id.uid)
        }
        // Whoever looks at a recording changes nothing with it.
        snapshot.isReadOnly = true
        frames.append(snapshot)
    }
}
