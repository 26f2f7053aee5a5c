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
            _ = update(&state, with: .snapshot(snapshot(names, at: begin, turn: 0)))
            if page != "fleet" { _ = update(&state, with: .key(.enter)) }
            if page == "node" { _ = update(&state, with: .key(.enter)) }
            var folded: [Double] = []
            var drawn: [Double] = []
            var shown: CellGrid?
            for turn in 1...max(2, frames) {
                let now = begin.advanced(by: .milliseconds(33 * turn))
                let newest = snapshot(names, at: now, turn: turn)
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

    /// A fleet in which a fifth of the figures is new at every turn.
    private func snapshot(_ names: [String], at now: Moment, turn: Int) -> ClusterSnapshot {
        var histories: [SeriesPlace: MeasuredHistory] = [:]
        let deployments = names.enumerated().map { place, name in
            let seed = Double((place * 7919 + (place % 5 == turn % 5 ? turn : 0)) % 1000) / 1000
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
            func predictor(_ predictor: String, _ weight: Int) -> PredictorSnapshot {
                for node in [nil, "detection", "recognition"] as [String?] {
                    let key = SeriesPlace(deployment: name, predictor: predictor, node: node)
                    histories[key] = place < 60 ? Self.history(until: now) : MeasuredHistory()
                }
                let recognition = NodeSnapshot(
                    name: "recognition",
                    role: .model,
                    image: "recognition:1",
                    replicas: ready,
                    figures: figures
                )
                return PredictorSnapshot(
                    name: predictor,
                    weights: TrafficWeights(declared: weight, routed: weight),
                    replicas: ready,
                    figures: figures,
                    graph: NodeSnapshot(
                        name: "detection",
                        role: .model,
                        image: "detection:1",
                        replicas: ready,
                        figures: figures,
                        children: [recognition]
                    )
                )
            }
            return DeploymentSnapshot(
                id: DeploymentID(namespace: "space-\(place % 12)", name: name, uid: name),
                state: .available,
                health: ready.isComplete ? .serving : .down,
                why: ready.isComplete ? nil : "main: cannot pull recognition:1",
                createdAt: now,
                predictors: [predictor("main", 80), predictor("canary", 20)],
                figures: figures
            )
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
