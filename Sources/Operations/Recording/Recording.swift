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
            throw OperationsError.badRecording("its format is \(header.recording), not 1")
        }
        let isCut = bytes.last != UInt8(ascii: "\n")
        for (number, line) in lines.enumerated().dropFirst() {
            if isCut, number == lines.count - 1 { break }
            guard line.count <= Self.longestLine,
                let frame = try? decoder.decode(RecordedFrame.self, from: Data(line))
            else { throw OperationsError.badRecording("line \(number + 1) is damaged") }
            take(frame)
        }
        guard !frames.isEmpty else { throw OperationsError.badRecording("there is no frame in it") }
    }

    private mutating func take(_ frame: RecordedFrame) {
        for (place, tail) in frame.snapshot.histories {
            histories[place, default: MeasuredHistory()].take(tail)
        }
        var snapshot = frame.snapshot
        snapshot.histories = [:]
        if !frame.isWhole, let before = frames.last {
            let gone = Set(frame.removed + snapshot.deployments.map(\.id))
            snapshot.deployments += before.deployments.filter { !gone.contains($0.id) }
            snapshot.deployments.sort {
                ($0.id.namespace, $0.id.name, $0.id.uid) < ($1.id.namespace, $1.id.name, $1.id.uid)
            }
        }
        // Whoever looks at a recording changes nothing with it.
        snapshot.isReadOnly = true
        frames.append(snapshot)
    }
}
