import Operations

extension NodeSnapshot {
    /// What is wrong with a node in a word or two, or `nil` when nothing is; the worst comes first.
    var complaint: String? {
        if replicas.desired > 0, replicas.ready == 0 { return "DOWN" }
        let figures = figures.figures
        if let figures {
            let errors = Severity(errorRate: figures.errorRate, by: figures.thresholds)
            let latency = Severity(latency: figures.p99, by: figures.thresholds)
            let share = figures.errorRate?.percentText ?? ""
            if errors == .trouble { return "FAILING \(share)" }
            if latency == .trouble { return "TOO SLOW" }
            if errors == .caution { return "ERRORS \(share)" }
            if latency == .caution { return "SLOW" }
        }
        if !replicas.isComplete { return "\(replicas.ready) OF \(replicas.desired)" }
        return why == nil ? nil : "WAITING"
    }
}
