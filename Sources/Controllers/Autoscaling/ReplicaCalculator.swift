import Documents
import Kubernetes

/// How many pods a resource's use asks for (Kubernetes 1.36, replica_calculator.go).
struct ReplicaCalculator: Sendable {
    /// What a metric asks for.
    struct Proposal: Sendable, Equatable {
        var replicas: Int
        /// The use per pod in hundredths of what the pods request.
        var utilization: Int
        /// The use per pod, in thousandths of the unit.
        var average: Int
    }

    /// Why nothing can be said.
    struct Problem: Error, Equatable {
        var message: String
    }

    /// Within this distance of 1 the ratio of what is used to what is wanted counts as 1.
    static let tolerance = 0.1
    /// How long after its start a pod's processor time says nothing while it is not ready.
    static let cpuInitializationPeriod = Duration.seconds(300)
    /// How long after its start a pod that was never ready counts as not yet ready.
    static let delayOfInitialReadiness = Duration.seconds(30)

    /// The name of the resource, `cpu` or `memory`.
    var resource: String
    /// The use that is wanted, in hundredths of what the pods request.
    var target: Int
    /// The use of each pod's containers, in thousandths of the unit, by the pod's name.
    var usages: [String: Int]
    var now: Timestamp

    /// Works out the number.
    ///
    /// - Parameters:
    ///   - current: How many pods there shall be now.
    ///   - pods: The pods of the target.
    /// - Returns: The number, with what it follows from.
    /// - Throws: `Problem` when it cannot be said.
    func proposal(current: Int, pods: [Pod]) throws(Problem) -> Proposal {
        guard !pods.isEmpty else {
            throw Problem(message: "no pods returned by selector while calculating replica count")
        }
        var requests: [String: Int] = [:]
        for pod in pods { requests[pod.name] = try request(of: pod) }
        let counted = pods.filter { $0.metadata.deletionTimestamp == nil && $0.phase != "Failed" }
        let unready = Set(counted.filter(isUnready).map(\.name))
        let missing = Set(counted.map(\.name)).subtracting(usages.keys).subtracting(unready)
        var used = usages.filter { usage in
            !unready.contains(usage.key) && counted.contains { $0.name == usage.key }
        }
        guard !used.isEmpty else {
            throw Problem(
                message: "did not receive metrics for targeted pods (pods might be unready)"
            )
        }
        let (ratio, utilization, average) = try ratio(used, requests)
        let proposal = Proposal(replicas: current, utilization: utilization, average: average)
        let ignoresUnready = !unready.isEmpty && ratio > 1
        if missing.isEmpty, !ignoresUnready {
            guard !ReplicaCalculator.isNearOne(ratio) else { return proposal }
            return Proposal(
                replicas: ReplicaCalculator.ceiling(ratio * Double(used.count)),
                utilization: utilization,
                average: average
            )
        }
        // What is not known is taken so that it holds the number back.
        for name in missing {
            used[name] = ratio < 1 ? (requests[name] ?? 0) * max(100, target) / 100 : 0
        }
        if ignoresUnready { for name in unready { used[name] = 0 } }
        let (careful, _, _) = try self.ratio(used, requests)
        if ReplicaCalculator.isNearOne(careful) || (ratio < 1) != (careful < 1) { return proposal }
        let replicas = ReplicaCalculator.ceiling(careful * Double(used.count))
        let isAgainst = careful < 1 ? replicas > current : replicas < current
        return Proposal(
            replicas: isAgainst ? current : replicas,
            utilization: utilization,
            average: average
        )
    }

    private static func isNearOne(_ ratio: Double) -> Bool { abs(1 - ratio) <= tolerance }

    private static func ceiling(_ value: Double) -> Int { Int(value.rounded(.up)) }

    private func ratio(
        _ used: [String: Int],
        _ requests: [String: Int]
    ) throws(Problem) -> (ratio: Double, utilization: Int, average: Int) {
        let sum = used.values.reduce(0, +)
        let requested = used.keys.reduce(0) { $0 + (requests[$1] ?? 0) }
        guard requested > 0 else {
            throw Problem(message: "no metrics returned matched known pods")
        }
        let utilization = sum * 100 / requested
        return (Double(utilization) / Double(max(1, target)), utilization, sum / used.count)
    }

    /// What the containers of a pod request together, in thousandths of the unit.
    private func request(of pod: Pod) throws(Problem) -> Int {
        var sum = 0
        for container in pod.containers {
            let text = container.json["resources"]?["requests"]?[resource]
            guard let amount = (text?.string ?? text?.int.map(String.init)).flatMap(Quantity.init)
            else {
                throw Problem(
                    message: "missing request for \(resource) in container \(container.name) of "
                        + "Pod \(pod.name)"
                )
            }
            sum += amount.milli
        }
        return sum
    }

    private func isUnready(_ pod: Pod) -> Bool {
        if pod.phase == "Pending" { return true }
        guard resource == "cpu" else { return false }
        let condition = pod.conditions.first { $0.type == "Ready" }
        guard let condition,
            let start = pod.status["startTime"]?.string.flatMap(Timestamp.init)
        else { return true }
        if start + ReplicaCalculator.cpuInitializationPeriod > now {
            return condition.status == "False"
        }
        let changed = condition.json["lastTransitionTime"]?.string.flatMap(Timestamp.init)
        let limit = start + ReplicaCalculator.delayOfInitialReadiness
        return condition.status == "False" && changed.map { limit > $0 } ?? true
    }
}
