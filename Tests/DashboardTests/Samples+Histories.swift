import Operations

extension Samples {
    /// What the last ten minutes may have been like, ending in the figures of now.
    static func histories(
        of deployments: [DeploymentSnapshot]
    ) -> [SeriesPlace: MeasuredHistory] {
        var histories: [SeriesPlace: MeasuredHistory] = [:]
        for deployment in deployments {
            for predictor in deployment.predictors {
                func place(_ node: String?) -> SeriesPlace {
                    SeriesPlace(
                        deployment: deployment.id.uid,
                        predictor: predictor.name,
                        node: node
                    )
                }
                if let figures = predictor.figures.figures {
                    histories[place(nil)] = history(figures)
                }
                func add(_ node: NodeSnapshot) {
                    if let figures = node.figures.figures {
                        histories[place(node.name)] = history(figures)
                    }
                    node.children.forEach(add)
                }
                add(predictor.graph)
            }
        }
        return histories
    }

    private static func history(_ figures: Figures) -> MeasuredHistory {
        let last = MeasuredHistory.index(of: now)
        return MeasuredHistory(
            (0..<57).map { place in
                let wave = Double((place * place / 7) % 11) / 10
                var step = MeasuredStep(
                    index: last - 56 + Int32(place),
                    seconds: 10,
                    count: figures.rate * (0.6 + 0.4 * wave) * 10,
                    failed: place > 40 ? figures.rate * 10 * (figures.errorRate ?? 0) : 0
                )
                guard let p50 = figures.p50, let p95 = figures.p95, let p99 = figures.p99 else {
                    return step
                }
                func grown(_ latency: LatencyQuantile) -> LatencyQuantile {
                    guard case .about(let duration) = latency else { return latency }
                    return .about(duration * (place > 40 ? 1 : 0.4 + 0.2 * wave))
                }
                var counts = [Double](repeating: 0, count: LatencyBins.count)
                for (share, latency) in [(0.5, p50), (0.45, p95), (0.05, p99)] {
                    let bin = LatencyBins.bounds.firstIndex { bound in
                        bound.map { grown(latency).bound <= $0 } ?? true
                    }
                    if let bin { counts[bin] += share * figures.rate * 10 }
                }
                step.setLatencies([grown(p50), grown(p95), grown(p99)], counts: counts)
                return step
            }
        )
    }
}
