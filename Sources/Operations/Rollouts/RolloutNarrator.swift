public import Documents

/// Tells a rollout as it goes: what is new in each report, for a person or for a program.
public struct RolloutNarrator: Sendable {
    private let name: String
    private var last: RolloutRecord?
    private var lastMessage = ""
    private var lastTrouble = ""
    private var told: Set<String> = []

    /// What tells the rollout of a deployment.
    public init(of name: String) { self.name = name }

    // MARK: For people

    /// What is new, as lines.
    public mutating func lines(for report: RolloutDriver.Report) -> [String] {
        switch report {
        case .trouble(let text):
            defer { lastTrouble = text }
            return text == lastTrouble ? [] : ["   waits: \(text)"]
        case .record(let record):
            defer { last = record }
            lastTrouble = ""
            return lines(for: record)
        }
    }

    private mutating func lines(for record: RolloutRecord) -> [String] {
        var lines: [String] = []
        if record.hold != last?.hold {
            if let hold = record.hold {
                lines.append("॥ paused by \(hold.by): \(hold.reason)")
                lines.append(
                    "  radiant resume \(name) goes on from there, radiant abort \(name) gives"
                        + " \(record.plan.main) all traffic"
                )
            } else if last != nil {
                lines.append("▶ goes on")
            }
        }
        if record.phase != last?.phase || record.step != last?.step {
            lines += verdicts(before: record)
            lines.append(headline(of: record))
        } else if record.message != lastMessage,
            record.phase == .baking || record.phase == .starting,
            record.hold == nil, isWorthTelling(record)
        {
            lines.append("   \(record.message)")
        }
        lastMessage = record.message
        return lines
    }

    /// The gates on which the step before was passed.
    private func verdicts(before record: RolloutRecord) -> [String] {
        guard let last, last.phase == .baking || last.phase == .approving,
            record.phase != .approving || last.phase == .baking
        else { return [] }
        return record.gates.filter { $0.gate != .ready || $0.verdict != .passed }
            .map { "   \($0.verdict.sign) \($0.sentence)" }
    }

    /// Whether a message is not only the same with less time to go.
    private func isWorthTelling(_ record: RolloutRecord) -> Bool {
        !record.message.hasSuffix("to go") && !record.message.hasSuffix("routed")
            && RolloutNarrator.kind(of: record.message) != RolloutNarrator.kind(of: lastMessage)
    }

    /// A message without its numbers.
    private static func kind(of message: String) -> String {
        message.filter { !$0.isNumber && $0 != "." }
    }

    private func headline(of record: RolloutRecord) -> String {
        let plan = record.plan
        let place = "step \(record.step + 1) of \(plan.steps.count)"
        let weights = record.weights.sorted { $0.key < $1.key }
            .map { "\($0.key) \($0.value)" }.joined(separator: ", ")
        switch record.phase {
        case .starting: return "\(name): \(plan.sentence)"
        case .shifting: return "▶ \(place): \(weights) declared"
        case .baking:
            return
                "● \(place): \(weights) routed; watching for \(Duration.seconds(plan.interval).inWords)"
        case .approving: return "॥ \(record.message): Enter, or radiant resume \(name)"
        case .replacing:
            return
                "▶ finishing: \(plan.main) becomes what \(plan.canary) is, \(plan.canary) keeps the traffic"
        case .returning: return "▶ finishing: \(plan.main) is ready, traffic goes back to it"
        case .draining:
            return "● finishing: \(weights) routed; \(plan.canary) answers its last requests"
        case .removing: return "▶ finishing: \(plan.canary) goes"
        case .promoted: return "✔ \(name): \(record.message)"
        case .aborted: return "✖ \(name): \(record.message)"
        case .failed:
            let time = record.restoredAfter.map {
                "; traffic back as before after \(Duration.seconds($0).inWords)"
            }
            return "✖ \(name): \(record.message)\(time ?? "")"
        }
    }

    // MARK: For programs

    /// What is new, as documents of JSON, one a line: a step, or a gate whose verdict changed.
    public mutating func documents(for report: RolloutDriver.Report) -> [String] {
        switch report {
        case .trouble(let text):
            defer { lastTrouble = text }
            guard text != lastTrouble else { return [] }
            let json: JSON = [
                "event": "trouble", "deployment": .string(name), "message": .string(text),
            ]
            return [json.text(.compact)]
        case .record(let record):
            defer { last = record }
            lastTrouble = ""
            return documents(for: record)
        }
    }

    private func documents(for record: RolloutRecord) -> [String] {
        var documents: [JSON] = []
        let old = last.map { last in last.step == record.step ? last.gates : [] } ?? []
        for gate in record.gates
        where old.first(where: { $0.gate == gate.gate })?.verdict != gate.verdict {
            documents.append(gate.document(name, record))
        }
        if record.phase != last?.phase || record.step != last?.step || record.hold != last?.hold {
            documents.append(record.document(name))
        }
        return documents.map { $0.text(.compact) }
    }
}

extension GateReading {
    fileprivate func document(_ name: String, _ record: RolloutRecord) -> JSON {
        var json: JSON = [
            "event": "gate", "deployment": .string(name), "step": .int(record.step + 1),
            "gate": .string(gate.rawValue), "verdict": .string(verdict.rawValue),
        ]
        json["value"] = value.map(JSON.double)
        json["limit"] = limit.map(JSON.double)
        json["main"] = main.map(JSON.double)
        if gate.countsRequests { json["requests"] = .int(samples) }
        json["note"] = note.map(JSON.string)
        return json
    }
}

extension RolloutRecord {
    /// The rollout as a document for a program.
    public func document(_ name: String) -> JSON {
        var weights: JSON = .object([:])
        for (predictor, weight) in self.weights.sorted(by: { $0.key < $1.key }) {
            weights[predictor] = .int(weight)
        }
        var json: JSON = [
            "event": "step", "deployment": .string(name), "id": .string(id),
            "phase": .string(phase.rawValue), "step": .int(step + 1),
            "steps": .array(plan.steps.map(JSON.int)), "weights": weights,
            "message": .string(message),
        ]
        json["paused"] = hold.map { .string($0.reason) }
        json["driver"] = driver.map { .string($0.name) }
        json["restored_after_seconds"] = restoredAfter.map(JSON.double)
        return json
    }
}
