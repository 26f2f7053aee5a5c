import ArgumentParser
import Dashboard
import Operations
import Terminal

/// Measures how long a frame of a big fleet takes; for `make bench`.
struct MeasureFramesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "measure-frames",
        abstract: "How long the dashboard takes for a frame of 200x60.",
        shouldDisplay: false
    )

    @Option(help: "How many deployments there are.")
    var deployments = 1000

    @Option(help: "How many frames are measured.")
    var frames = 400

    func run() throws {
        let size = Size(columns: 200, rows: 60)
        let begin = Moment(secondsSince1970: 1_790_000_000)
        let names = (0..<max(1, deployments)).map { "model-\($0)" }
        for page in ["fleet", "graph", "node"] {
            var state = DashboardState(size: size, now: begin)
            var fleet = MeasuredFleet(names, at: begin)
            _ = update(&state, with: .snapshot(fleet.snapshot(at: begin, turn: 0)))
            if page != "fleet" { _ = update(&state, with: .key(.enter)) }
            if page == "node" { _ = update(&state, with: .key(.enter)) }
            var folded: [Double] = []
            var drawn: [Double] = []
            var shown: CellGrid?
            for turn in 1...max(2, frames) {
                let now = begin.advanced(by: .milliseconds(33 * turn))
                let newest = fleet.snapshot(at: now, turn: turn)
                let start = ContinuousClock.now
                _ = update(&state, with: .snapshot(newest))
                let middle = ContinuousClock.now
                let area = Rect(columns: size.columns, rows: size.rows)
                let grid = screen(for: state, in: area, theme: .terminal)
                _ = grid.changes(since: shown)
                shown = grid
                folded.append(start.duration(to: middle) / .milliseconds(1))
                drawn.append(middle.duration(to: .now) / .milliseconds(1))
            }
            let both = zip(folded, drawn).map(+)
            let figures = [
                ("update", folded), ("draw", drawn), ("both", both),
            ].map { name, values in
                "\(name) p50 \(text(values, 0.5)) p99 \(text(values, 0.99)) ms"
            }
            let heading = "\(page), \(names.count) deployments, 200x60: "
            Output.print(heading + figures.joined(separator: "; ") + "\n")
        }
    }

    private func text(_ values: [Double], _ share: Double) -> String {
        let sorted = values.sorted()
        let value = sorted[min(sorted.count - 1, Int(share * Double(sorted.count)))]
        return "\((value * 100).rounded() / 100)"
    }
}

/// A fleet in which the figures of a fifth are new at every turn, and all others are what they were.
private struct MeasuredFleet {
    private let names: [String]
    private var deployments: [DeploymentSnapshot] = []
    private var histories: [SeriesPlace: MeasuredHistory] = [:]

    init(_ names: [String], at now: Moment) {
        self.names = names
        deployments = names.indices.map { deployment($0, at: now, turn: 0) }
        for (place, name) in names.enumerated() {
            let history = place < 60 ? Self.history(until: now) : MeasuredHistory()
            for predictor in ["main", "canary"] {
                for node in [nil, "detection", "recognition"] as [String?] {
                    let key = SeriesPlace(deployment: name, predictor: predictor, node: node)
                    histories[key] = history
                }
            }
        }
    }

    mutating func snapshot(at now: Moment, turn: Int) -> ClusterSnapshot {
        for place in names.indices where place % 5 == turn % 5 {
            deployments[place] = deployment(place, at: now, turn: turn)
        }
        return ClusterSnapshot(
            context: "bench",
            cluster: "bench",
            user: "bench",
            takenAt: now,
            deployments: deployments,
            histories: histories
        )
    }

    private func deployment(_ place: Int, at now: Moment, turn: Int) -> DeploymentSnapshot {
        let seed = Double((place * 7919 + turn) % 1000) / 1000
        let figures = FigureReading.measured(
            Figures(
                rate: seed * 40,
                p50: .about(.seconds(0.01 + seed / 10)),
                p95: .about(.seconds(0.02 + seed / 5)),
                p99: .about(.seconds(0.03 + seed / 2)),
                errorRate: place % 50 == 0 ? seed / 10 : 0,
                sampleCount: 300,
                measuredAt: now
            )
        )
        let ready = ReplicaCount(desired: 1, ready: place % 97 == 0 ? 0 : 1)
        func node(_ name: String, _ children: [NodeSnapshot] = []) -> NodeSnapshot {
            NodeSnapshot(
                name: name,
                role: .model,
                image: "\(name):1",
                replicas: ready,
                figures: figures,
                children: children
            )
        }
        let predictors = [("main", 80), ("canary", 20)].map { name, weight in
            PredictorSnapshot(
                name: name,
                weights: TrafficWeights(declared: weight, routed: weight),
                replicas: ready,
                figures: figures,
                graph: node("detection", [node("recognition")])
            )
        }
        return DeploymentSnapshot(
            id: DeploymentID(
                namespace: "space-\(place % 12)",
                name: names[place],
                uid: names[place]
            ),
            state: .available,
            health: ready.isComplete ? .serving : .down,
            why: ready.isComplete ? nil : "main: cannot pull recognition:1",
            createdAt: now,
            predictors: predictors,
            figures: figures
        )
    }

    private static func history(until now: Moment) -> MeasuredHistory {
        let last = MeasuredHistory.index(of: now)
        return MeasuredHistory(
            (0..<90).map { step in
                var measured = MeasuredStep(
                    index: last - 89 + Int32(step),
                    seconds: 10,
                    count: Double(step % 17) * 10
                )
                measured.setLatencies(
                    [
                        .about(.milliseconds(20)), .about(.milliseconds(60)),
                        .about(.milliseconds(90)),
                    ],
                    counts: (0..<LatencyBins.count).map { Double($0 % 5) }
                )
                return measured
            }
        )
    }
}
