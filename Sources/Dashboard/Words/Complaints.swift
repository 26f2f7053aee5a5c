import Operations

extension NodeSnapshot {
    /// What is wrong with a node in a word or two, or `nil` when nothing is; the worst comes first.
    var complaint: String? {
        if replicas.desired > 0, replicas.ready == 0 { return "DOWN" }
        if let complaint = figures.figures?.complaint { return complaint }
        if !replicas.isComplete { return "\(replicas.ready) OF \(replicas.desired)" }
        return why == nil ? nil : "WAITING"
    }
}

extension Figures {
    /// What figures have to complain of in a word, by the thresholds of their deployment.
    var complaint: String? {
        let errors = Severity(errorRate: errorRate, by: thresholds)
        let latency = Severity(latency: p99, by: thresholds)
        let share = errorRate?.percentText ?? ""
        if errors == .trouble { return "FAILING \(share)" }
        if latency == .trouble { return "TOO SLOW" }
        if errors == .caution { return "ERRORS \(share)" }
        return latency == .caution ? "SLOW" : nil
    }
}

extension PredictorSnapshot {
    /// What the figures of a predictor that shares its traffic have to complain of; from ten requests
    /// on, since one that fails among three says little.
    var complaint: String? {
        guard let figures = figures.figures, figures.sampleCount >= 10,
            let complaint = figures.complaint
        else { return nil }
        return figures.p99.map { "\(complaint), p99 \($0.text)" } ?? complaint
    }
}
