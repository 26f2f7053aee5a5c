import Documents
import Failures
import Testing

@testable import Operations

struct RecordingTests {
    private func snapshot(at second: Double, names: [String], rate: Double) -> ClusterSnapshot {
        let at = Moment(secondsSince1970: 10_000 + second)
        var histories: [SeriesPlace: MeasuredHistory] = [:]
        let deployments = names.map { name in
            let steps = (0...Int32(second / 10)).map {
                MeasuredStep(index: 1000 + $0, seconds: 10, count: 10)
            }
            let place = SeriesPlace(deployment: name, predictor: "main")
            histories[place] = MeasuredHistory(steps)
            return DeploymentSnapshot(
                id: DeploymentID(namespace: "default", name: name, uid: name),
                state: .available,
                health: .serving,
                predictors: [
                    PredictorSnapshot(
                        name: "main",
                        weights: TrafficWeights(declared: 100, routed: 100),
                        replicas: ReplicaCount(desired: 1, ready: 1),
                        graph: NodeSnapshot(
                            name: "model",
                            role: .model,
                            replicas: ReplicaCount(desired: 1, ready: 1)
                        )
                    )
                ],
                figures: .measured(Figures(rate: rate, p99: .over(.seconds(10)), measuredAt: at))
            )
        }
        return ClusterSnapshot(
            context: "c",
            cluster: "k",
            user: "u",
            takenAt: at,
            deployments: deployments,
            histories: histories
        )
    }

    private func recorded(_ snapshots: [ClusterSnapshot]) throws -> [UInt8] {
        var writer = RecordingWriter()
        var bytes = try RecordingWriter.header()
        for snapshot in snapshots {
            if let line = try writer.line(for: snapshot) { bytes += line.bytes }
        }
        return bytes
    }

    @Test func `what was recorded is read again, frame by frame`() throws {
        let snapshots = [
            snapshot(at: 0, names: ["a", "b"], rate: 1),
            snapshot(at: 10, names: ["a", "b"], rate: 2),
            snapshot(at: 20, names: ["b", "c"], rate: 2), snapshot(at: 30, names: ["b"], rate: 3),
        ]

        let recording = try Recording(parsing: recorded(snapshots))

        #expect(recording.frames.count == 4)
        for (frame, wanted) in zip(recording.frames, snapshots) {
            #expect(frame.deployments == wanted.deployments)
            #expect(frame.takenAt == wanted.takenAt)
            #expect(frame.isReadOnly)
        }
        let place = SeriesPlace(deployment: "b", predictor: "main")
        #expect(recording.histories[place] == snapshots[3].histories[place])
    }

    @Test func `a frame holds what became different, and not the fleet again`() throws {
        let names = (0..<20).map { "model-\($0)" }
        var writer = RecordingWriter()
        var second = snapshot(at: 10, names: names, rate: 1)
        second.deployments[3].figures = .measured(
            Figures(rate: 7, measuredAt: Moment(secondsSince1970: 10_010))
        )

        let whole = try #require(try writer.line(for: snapshot(at: 0, names: names, rate: 1)))
        second.histories = [:]
        let next = try #require(try writer.line(for: second))
        let quiet = try #require(try writer.line(for: later(second, by: 10)))

        #expect(whole.isWhole)
        #expect(!next.isWhole)
        #expect(next.bytes.count < whole.bytes.count / 2)
        #expect(quiet.bytes.count < 400)
    }

    private func later(_ snapshot: ClusterSnapshot, by seconds: Int) -> ClusterSnapshot {
        var later = snapshot
        later.takenAt = snapshot.takenAt.advanced(by: .seconds(seconds))
        return later
    }

    @Test func `a step of a history is written to four digits, and read again`() throws {
        var step = MeasuredStep(index: 179_000_123, seconds: 10, count: 12.345678, failed: 0.5)
        step.setLatencies(
            [.about(.milliseconds(20)), nil, .over(.seconds(10))],
            counts: [0, 3.25, 100.123]
        )

        let json = try RecordedTree.plain(step)
        let read = try RecordedTree.plain(MeasuredStep.self, of: json)

        #expect(
            json.text(.compact) == "[179000123,10,12.35,0.5,0.02,0,-10,0,3.25,100.1]"
        )
        #expect(read.index == step.index)
        #expect(read.p50 == step.p50)
        #expect(read.p95 == nil)
        #expect(read.p99 == .over(.seconds(10)))
    }

    @Test func `what may hold a secret is not written`() throws {
        var snapshot = snapshot(at: 0, names: ["a"], rate: 1)
        snapshot.deployments[0].predictors[0].graph.environment = [
            NodeSnapshot.Parameter(name: "DATABASE", value: "postgres://user:hunter2@db")
        ]

        let text = String(decoding: try recorded([snapshot]), as: UTF8.self)

        #expect(text.contains("model"))
        #expect(!text.contains("hunter2"))
    }

    @Test func `a frame is written every ten seconds, and sooner when something happens`() throws {
        var writer = RecordingWriter()
        let first = try writer.line(for: snapshot(at: 0, names: ["a"], rate: 1))
        let traffic = try writer.line(for: snapshot(at: 2, names: ["a"], rate: 5))
        let news = try writer.line(for: snapshot(at: 4, names: ["a", "b"], rate: 5))
        let quiet = try writer.line(for: snapshot(at: 13.9, names: ["a", "b"], rate: 5))
        let later = try writer.line(for: snapshot(at: 14, names: ["a", "b"], rate: 5))

        #expect(
            [first, traffic, news, quiet, later].map { $0 != nil } == [
                true, false, true, false, true,
            ]
        )
    }

    @Test func `a recording that was cut off at any byte loses at most its last frame`() throws {
        let bytes = try recorded([
            snapshot(at: 0, names: ["a"], rate: 1), snapshot(at: 10, names: ["a"], rate: 2),
        ])
        let lines = bytes.split(separator: UInt8(ascii: "\n"))
        let second = lines[0].count + lines[1].count + 2

        for end in stride(from: second, to: bytes.count, by: 37) {
            #expect(try Recording(parsing: Array(bytes[..<end])).frames.count == 1)
        }
        for end in stride(from: 0, to: second, by: 37) {
            #expect(throws: OperationsError.self) { try Recording(parsing: Array(bytes[..<end])) }
        }
    }

    @Test func `what is no recording is refused with the line`() throws {
        var bytes = try recorded([snapshot(at: 0, names: ["a"], rate: 1)])
        bytes += Array("{\"isWhole\":7}\n".utf8)

        #expect(throws: OperationsError.badRecording("line 3 is damaged")) {
            try Recording(parsing: bytes)
        }
        #expect(throws: OperationsError.self) { try Recording(parsing: Array("hello\n".utf8)) }
        #expect(throws: OperationsError.badRecording("its format is 1, not 2")) {
            try Recording(parsing: Array("{\"recording\":1,\"program\":\"radiant\"}\n".utf8))
        }
    }
}
