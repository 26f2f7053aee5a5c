import Kubernetes
import KubernetesClient
import Seldon

/// What request counters show of a change of weights.
public struct ObservedTraffic: Sendable, Equatable {
    /// The shares that were seen, in percent, by predictor.
    public var shares: [String: Double]
    /// How many requests that was made from.
    public var requests: Int
    /// Whether they are what was asked for, as far as chance allows; `nil` with too few to say.
    public var agrees: Bool?
    /// How long it was looked.
    public var after: Duration

    /// What was seen, in one sentence.
    public var sentence: String {
        let seen = shares.sorted { $0.key < $1.key }
            .map { "\($0.key) \($0.value.rounded(toPlaces: 1)) %" }.joined(separator: ", ")
        switch agrees {
        case true?:
            return "seen: \(seen) of \(requests) requests, which agrees, after \(after.inWords)"
        case false?:
            return
                "seen: \(seen) of \(requests) requests after \(after.inWords): that is NOT what was"
                + " asked for"
        case nil:
            return
                "seen: \(requests) request\(requests == 1 ? "" : "s") in \(after.inWords), too few to"
                + " say whether the shares agree"
        }
    }
}

extension ClusterOperations {
    /// How long the rate of requests is measured before a change.
    private static let measuring = Duration.seconds(1)
    /// Fewer requests than this say nothing about shares.
    private static let leastRequests = 30

    /// What a change of weights would move: the ready pods of those that get more, and the requests a
    /// second that go there.
    public func outlook(of plan: TrafficPlan) async throws -> [String] {
        let resource = plan.change.resource
        let before = resource.answeringWeights
        let after = plan.change.outcome?.answeringWeights ?? before
        let workloads = try await workloads(of: resource)
        let rate = try await rate(of: resource)
        return plan.change.receiving.map { name in
            let own = workloads.filter { FleetAssembly.predictor(of: $0) == name }
            let ready = own.map { $0.count("readyReplicas") }.min() ?? 0
            let moved = Double((after[name] ?? 0) - (before[name] ?? 0)) / 100
            let flow =
                rate.map { " and gets \(($0 * moved).rounded(toPlaces: 1)) requests/s more" } ?? ""
            return "\(name) has \(ready) ready replica\(ready == 1 ? "" : "s")\(flow)"
        }
    }

    private func rate(of resource: SeldonDeployment) async throws -> Double? {
        let first = await served(by: resource)
        let start = ContinuousClock.now
        try await ContinuousClock().sleep(for: ClusterOperations.measuring)
        let second = await served(by: resource)
        let seconds = start.duration(to: .now) / .seconds(1)
        guard !first.isEmpty, seconds > 0 else { return nil }
        let count = second.reduce(0) { $0 + $1.value - (first[$1.key] ?? $1.value) }
        return max(0, count / seconds)
    }

    /// What each predictor has answered since its pods began; those that cannot be read are left out.
    private func served(by resource: SeldonDeployment) async -> [String: Double] {
        var counts: [String: Double] = [:]
        for pod in (try? await pods(of: resource)) ?? [] {
            guard let address = OrchestratorPod(pod),
                let counters = try? await counters(of: address)
            else { continue }
            counts[address.predictor, default: 0] += counters.served
        }
        return counts
    }

    /// Counts requests after a change until their shares tell whether it came about.
    ///
    /// - Returns: What was seen; `nil` when no counter could be read.
    public func observe(
        _ plan: TrafficPlan,
        within limit: Duration
    ) async throws -> ObservedTraffic? {
        let resource = try await deployment(plan.key)
        let wanted = resource.answeringWeights
        let first = await served(by: resource)
        guard !first.isEmpty else { return nil }
        let start = ContinuousClock.now
        while true {
            try await ContinuousClock().sleep(for: .milliseconds(500))
            let now = await served(by: resource)
            let elapsed = start.duration(to: .now)
            var counts: [String: Double] = [:]
            for name in wanted.keys { counts[name] = max(0, (now[name] ?? 0) - (first[name] ?? 0)) }
            let total = counts.values.reduce(0, +)
            if Int(total) < ClusterOperations.leastRequests, elapsed < limit { continue }
            var seen = ObservedTraffic(
                shares: counts.mapValues { total > 0 ? $0 / total * 100 : 0 },
                requests: Int(total),
                agrees: nil,
                after: elapsed
            )
            guard Int(total) >= ClusterOperations.leastRequests else { return seen }
            seen.agrees = wanted.allSatisfy { name, weight in
                let weights = TrafficWeights(
                    declared: weight,
                    observed: seen.shares[name],
                    sampleCount: Int(total)
                )
                return !weights.isObservedOtherwise
            }
            return seen
        }
    }
}
