import Operations

/// What was measured of the places of one deployment over the last 15 minutes.
struct Trends {
    let deployment: DeploymentID
    let histories: [SeriesPlace: MeasuredHistory]
    let now: Moment

    /// The steps of a predictor or of one of its nodes, oldest first.
    func steps(of predictor: String, node: String? = nil) -> [MeasuredStep?] {
        let place = SeriesPlace(deployment: deployment.uid, predictor: predictor, node: node)
        return histories[place]?.window(until: now) ?? []
    }

    /// Requests a second of a predictor or of one of its nodes.
    func rates(of predictor: String, node: String? = nil) -> [Double?] {
        steps(of: predictor, node: node).map { $0?.rate }
    }

    /// Requests a second of several predictors together.
    func rates(of predictors: [PredictorSnapshot]) -> [Double?] {
        predictors.map { rates(of: $0.name) }.reduce([]) { sum, rates in
            guard !sum.isEmpty else { return rates }
            return rates.isEmpty
                ? sum
                : zip(sum, rates).map { left, right in
                    left == nil && right == nil ? nil : (left ?? 0) + (right ?? 0)
                }
        }
    }
}

extension DashboardState {
    /// What was measured of a deployment over the last 15 minutes.
    func trends(of id: DeploymentID) -> Trends {
        Trends(deployment: id, histories: snapshot?.histories ?? [:], now: now)
    }
}
