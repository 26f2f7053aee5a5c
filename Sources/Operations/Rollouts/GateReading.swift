/// One gate of a rollout, as it was last looked at.
public struct GateReading: Sendable, Hashable, Codable {
    /// What is looked at.
    public enum Gate: String, Sendable, Hashable, Codable, CaseIterable {
        /// Ready replicas of those that are wanted.
        case ready
        /// Restarts of containers since the rollout began.
        case restarts
        /// Requests that the canary answered in this step.
        case requests
        /// The share of its requests that failed.
        case errors
        /// The latency that 95 of 100 of its requests stay under, against main's.
        case p95
        /// The latency that 99 of 100 of its requests stay under.
        case p99
    }

    /// What came of it.
    public enum Verdict: String, Sendable, Hashable, Codable {
        /// It holds.
        case passed
        /// Too little was seen yet.
        case waiting
        /// Nothing is known, since the source does not answer.
        case noData
        /// It does not hold.
        case failed
    }

    /// What is looked at.
    public var gate: Gate
    /// What came of it.
    public var verdict: Verdict
    /// What was measured: a share, seconds, or a count; `nil` when nothing was.
    public var value: Double?
    /// What it is held against, in the same unit; `nil` when there is nothing yet.
    public var limit: Double?
    /// What main has, where the two are compared.
    public var main: Double?
    /// How many requests the value was made from.
    public var samples: Int
    /// What is to be said beside, or `nil`.
    public var note: String?

    /// A reading.
    public init(
        _ gate: Gate,
        _ verdict: Verdict,
        value: Double? = nil,
        limit: Double? = nil,
        main: Double? = nil,
        samples: Int = 0,
        note: String? = nil
    ) {
        self.gate = gate
        self.verdict = verdict
        self.value = value
        self.limit = limit
        self.main = main
        self.samples = samples
        self.note = note
    }
}

extension GateReading {
    /// The measured value as text.
    public var valueText: String { value.map(text) ?? "no data" }

    /// What it is held against as text.
    public var limitText: String {
        guard let limit else { return "" }
        switch gate {
        case .ready, .requests: return "at least \(text(limit))"
        case .restarts, .errors, .p95, .p99: return "at most \(text(limit))"
        }
    }

    /// The whole reading in one line, such as `p95 142 ms, at most 157 ms (main 131 ms), 64 requests`.
    public var sentence: String {
        var words = "\(gate.rawValue) \(valueText)"
        if limit != nil { words += ", \(limitText)" }
        if let main { words += " (main \(text(main)))" }
        if gate.countsRequests { words += ", \(samples) request\(samples == 1 ? "" : "s")" }
        if let note { words += ": \(note)" }
        return words
    }

    private func text(_ value: Double) -> String {
        switch gate {
        case .ready, .restarts, .requests: "\(Int(value))"
        case .errors:
            "\((value * 100).rounded(toPlaces: value < 0.0995 ? 1 : 0)) %"
        case .p95, .p99: Duration.seconds(value).inWords
        }
    }
}

extension GateReading.Gate {
    /// Whether its value is made from requests.
    public var countsRequests: Bool {
        switch self {
        case .ready, .restarts, .requests: false
        case .errors, .p95, .p99: true
        }
    }
}

extension GateReading.Verdict {
    /// The sign for it: a check mark, a cross, a circle, an ellipsis.
    public var sign: String {
        switch self {
        case .passed: "✔"
        case .waiting: "…"
        case .noData: "○"
        case .failed: "✖"
        }
    }
}
