import Documents
import Kubernetes

/// How fast a number of pods may change (the field `behavior` of an autoscaler and its defaults).
struct ScalingBehavior: Sendable {
    /// What was proposed or done, and when.
    struct Record: Sendable, Equatable {
        var time: Timestamp
        /// The number that was proposed, or by how many pods the number changed.
        var count: Int
    }

    /// What an autoscaler remembers.
    struct Memory: Sendable, Equatable {
        var proposals: [Record] = []
        var added: [Record] = []
        var removed: [Record] = []
    }

    /// What is allowed of what was proposed, and why it is less or more.
    struct Verdict: Sendable, Equatable {
        var replicas: Int
        /// `ScaleDownStabilized` or `ScaleUpStabilized`; `nil` when nothing was held.
        var stabilized: String?
        /// `ScaleUpLimit`, `ScaleDownLimit`, `TooManyReplicas` or `TooFewReplicas`; `nil` when the
        /// proposal was taken.
        var limit: String?
    }

    private struct Rules {
        var window: Int
        var selects: String
        var policies: [(type: String, value: Int, period: Int)]
    }

    private let up: Rules
    private let down: Rules
    private let least: Int
    private let most: Int

    /// Reads the behavior of an autoscaler's spec.
    init(_ spec: JSON) {
        let behavior = spec["behavior"] ?? [:]
        up = ScalingBehavior.rules(
            behavior["scaleUp"] ?? [:],
            window: 0,
            [("Pods", 4, 15), ("Percent", 100, 15)]
        )
        down = ScalingBehavior.rules(
            behavior["scaleDown"] ?? [:],
            window: 300,
            [("Percent", 100, 15)]
        )
        least = max(1, spec["minReplicas"]?.int ?? 1)
        most = max(least, spec["maxReplicas"]?.int ?? 1)
    }

    private static func rules(
        _ json: JSON,
        window: Int,
        _ policies: [(String, Int, Int)]
    ) -> Rules {
        let own = (json["policies"]?.elements ?? []).map {
            (
                $0["type"]?.string ?? "", $0["value"]?.int ?? 0,
                max(1, $0["periodSeconds"]?.int ?? 15)
            )
        }
        return Rules(
            window: json["stabilizationWindowSeconds"]?.int ?? window,
            selects: json["selectPolicy"]?.string ?? "Max",
            policies: own.isEmpty ? policies : own
        )
    }

    /// What may be done about a proposal.
    func verdict(
        on proposal: Int,
        current: Int,
        _ memory: inout Memory,
        at now: Timestamp
    ) -> Verdict {
        // After a restart the number that is there counts as proposed.
        if memory.proposals.isEmpty { memory.proposals = [Record(time: now, count: current)] }
        memory.proposals.append(Record(time: now, count: proposal))
        let longest = max(up.window, down.window)
        memory.proposals.removeAll { $0.time < now + .seconds(-longest) }
        func proposals(_ window: Int) -> [Int] {
            memory.proposals.filter { $0.time > now + .seconds(-window) }.map(\.count)
        }
        // Up no further than all of the window agree on, and down likewise.
        let floor = proposals(up.window).min() ?? proposal
        let ceiling = proposals(down.window).max() ?? proposal
        let wanted = min(max(current, floor), max(ceiling, floor))
        var verdict = Verdict(replicas: wanted)
        if wanted != proposal {
            verdict.stabilized = wanted > proposal ? "ScaleDownStabilized" : "ScaleUpStabilized"
        }
        limit(&verdict, current, memory, now)
        return verdict
    }

    /// Notes that the number was changed.
    static func note(from: Int, to: Int, _ memory: inout Memory, at now: Timestamp) {
        let old = now + .seconds(-1800)
        memory.added.removeAll { $0.time < old }
        memory.removed.removeAll { $0.time < old }
        if to > from { memory.added.append(Record(time: now, count: to - from)) }
        if to < from { memory.removed.append(Record(time: now, count: from - to)) }
    }

    private func limit(
        _ verdict: inout Verdict,
        _ current: Int,
        _ memory: Memory,
        _ now: Timestamp
    ) {
        let wanted = verdict.replicas
        if wanted > current {
            let allowed = highest(current, memory, now)
            if wanted > min(allowed, most) {
                verdict.limit = allowed < most ? "ScaleUpLimit" : "TooManyReplicas"
                verdict.replicas = max(min(allowed, most), min(current, most))
            }
        } else if wanted < current {
            let allowed = lowest(current, memory, now)
            if wanted < max(allowed, least) {
                verdict.limit = allowed > least ? "ScaleDownLimit" : "TooFewReplicas"
                verdict.replicas = min(max(allowed, least), max(current, least))
            }
        }
        if verdict.replicas > most {
            verdict.limit = "TooManyReplicas"
            verdict.replicas = most
        } else if verdict.replicas < least {
            verdict.limit = "TooFewReplicas"
            verdict.replicas = least
        }
    }

    private func highest(_ current: Int, _ memory: Memory, _ now: Timestamp) -> Int {
        guard up.selects != "Disabled" else { return current }
        let limits = up.policies.map { policy in
            let start = current - ScalingBehavior.sum(memory.added, policy.period, now)
            return policy.type == "Pods"
                ? start + policy.value
                : Int((Double(start) * (1 + Double(policy.value) / 100)).rounded(.up))
        }
        return (up.selects == "Min" ? limits.min() : limits.max()) ?? current
    }

    private func lowest(_ current: Int, _ memory: Memory, _ now: Timestamp) -> Int {
        guard down.selects != "Disabled" else { return current }
        let limits = down.policies.map { policy in
            let start = current + ScalingBehavior.sum(memory.removed, policy.period, now)
            return policy.type == "Pods"
                ? start - policy.value
                : Int(Double(start) * (1 - Double(policy.value) / 100))
        }
        return (down.selects == "Min" ? limits.max() : limits.min()) ?? current
    }

    private static func sum(_ records: [Record], _ period: Int, _ now: Timestamp) -> Int {
        records.filter { $0.time > now + .seconds(-period) }.reduce(0) { $0 + $1.count }
    }
}
