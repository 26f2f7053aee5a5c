import Documents
import HTTP
import Kubernetes

extension ClusterAPI {
    /// Answers a `create` of a pod's eviction: the pod is deleted unless a budget forbids it.
    func evict(_ call: Call, _ form: OutputForm) async throws(APIStatus) -> Response {
        var reading = call
        reading.kind = ServedKind(
            resource: ResourceKind("Eviction", plural: "evictions", group: "policy"),
            versions: ["v1"],
            schema: "Eviction"
        )
        reading.subresource = nil
        let reader = BodyReader(reading)
        let body = try reader.document(try await call.body(), types: OutputForm.accepted)
        let (eviction, _) = try reader.object(body)
        var deletion = Deletion(call.query, body: eviction["deleteOptions"] ?? [:])
        deletion.isDryRun = deletion.isDryRun || call.isDryRun
        let options = deletion
        var target = call
        target.subresource = nil
        let pod = target
        let outcome = try await store.write { transaction throws(APIStatus) in
            guard let object = transaction[pod.id] else {
                throw .notFound(pod.resource, pod.name ?? "")
            }
            try DisruptionBudgets(in: transaction).spend(
                object,
                isDryRun: options.isDryRun,
                in: &transaction,
                now: pod.now
            )
            _ = try options.perform(on: object, pod, in: &transaction)
            return WriteOutcome(body: .null)
        }
        _ = outcome
        let success: JSON = [
            "kind": "Status", "apiVersion": "v1", "metadata": [:], "status": "Success",
        ]
        return Answer.document(success, status: 201, form: form)
    }
}

/// The budgets that say how many pods may go.
private struct DisruptionBudgets {
    private let budgets: [StoredObject]

    init(in transaction: StoreTransaction) {
        budgets = transaction.objects(.podDisruptionBudget)
    }

    /// Takes one pod from the budget it is under.
    ///
    /// - Throws: 429 when nothing is left, 500 when several budgets hold, as the real server answers.
    func spend(
        _ pod: StoredObject,
        isDryRun: Bool,
        in transaction: inout StoreTransaction,
        now: Timestamp
    ) throws(APIStatus) {
        // A pod that runs no more is in nobody's way.
        guard ["Running", "Pending"].contains(Pod(json: pod.json).phase) else { return }
        let holding = budgets.filter { budget in
            guard budget.id.key.namespace == pod.id.key.namespace,
                let selector = budget.json["spec"]?["selector"]
            else { return false }
            return LabelSelector(json: selector).matches(pod.labels)
        }
        guard holding.count < 2 else {
            throw .internalError(
                "This pod has more than one PodDisruptionBudget, which the eviction subresource "
                    + "does not support."
            )
        }
        guard let budget = holding.first else { return }
        var json = budget.json
        let name = budget.id.key.name
        let status = json["status"] ?? [:]
        let allowed = status["disruptionsAllowed"]?.int ?? 0
        guard allowed > 0 else {
            throw .disrupting(
                "The disruption budget \(name) needs \(status["desiredHealthy"]?.int ?? 0) healthy "
                    + "pods and has \(status["currentHealthy"]?.int ?? 0) currently"
            )
        }
        guard !isDryRun else { return }
        var changed = status
        changed["disruptionsAllowed"] = .int(allowed - 1)
        var disrupted = status["disruptedPods"] ?? [:]
        disrupted[pod.id.key.name] = .string(now.description)
        changed["disruptedPods"] = disrupted
        json["status"] = changed
        transaction.put(budget.id, json)
    }
}

extension APIStatus {
    fileprivate static func disrupting(_ message: String) -> APIStatus {
        APIStatus(
            code: 429,
            reason: "TooManyRequests",
            message: "Cannot evict pod as it would violate the pod's disruption budget.",
            details: [
                "causes": [["reason": "DisruptionBudget", "message": .string(message)]]
            ]
        )
    }
}
