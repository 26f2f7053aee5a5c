import Documents
import Kubernetes

extension Rollout {
    /// The status of the Deployment now.
    func status(at now: Timestamp) -> JSON {
        let counts = Counts(self)
        var status: JSON = [
            "observedGeneration": .int(deployment.metadata.generation)
        ]
        let fields = [
            ("replicas", counts.replicas), ("updatedReplicas", counts.updated),
            ("readyReplicas", counts.ready), ("availableReplicas", counts.available),
            ("unavailableReplicas", counts.unavailable),
        ]
        // As the API has it, a count of zero is left out.
        for (name, count) in fields where count > 0 { status[name] = .int(count) }
        let others = deployment.conditions.filter {
            $0.type != "Available" && $0.type != "Progressing"
        }
        let conditions = [available(counts), progressing(counts, now)].map {
            $0.json(after: deployment.conditions, at: now)
        }
        status["conditions"] = .array(conditions + others.map(\.json))
        return status
    }

    /// How long until the roll-out counts as stuck; `nil` when it is over, or stuck already.
    func timeToDeadline(_ status: JSON, at now: Timestamp) -> Duration? {
        let progressing = (status["conditions"]?.elements ?? []).first {
            $0["type"] == "Progressing"
        }
        guard let progressing, progressing["status"] == "True",
            progressing["reason"] != "NewReplicaSetAvailable",
            let since = progressing["lastUpdateTime"]?.string.flatMap(Timestamp.init)
        else { return nil }
        // Times are whole seconds: a second more, or it would be looked at too early.
        return max(.zero, .seconds(deadline + 1) - (now - since))
    }

    private var deadline: Int { deployment.spec["progressDeadlineSeconds"]?.int ?? 600 }

    private func available(_ counts: Counts) -> Statement {
        counts.available >= deployment.replicas - limits.unavailable
            ? Statement(
                "Available",
                true,
                "MinimumReplicasAvailable",
                "Deployment has minimum availability."
            )
            : Statement(
                "Available",
                false,
                "MinimumReplicasUnavailable",
                "Deployment does not have minimum availability."
            )
    }

    private func progressing(_ counts: Counts, _ now: Timestamp) -> Statement {
        let before = deployment.conditions.first { $0.type == "Progressing" }
        let name = current?.name ?? deployment.name
        if counts.isComplete(deployment.replicas) {
            let message = "ReplicaSet \"\(name)\" has successfully progressed."
            return Statement("Progressing", true, "NewReplicaSetAvailable", message)
        }
        guard let before, before.message.contains("\"\(name)\"") else {
            let message = "Created new replica set \"\(name)\""
            return Statement("Progressing", true, "NewReplicaSetCreated", message)
        }
        // Pods that fail after a roll-out was over are no roll-out.
        let isSettled =
            before.reason == "NewReplicaSetAvailable" && counts.replicas == counts.updated
        if isSettled { return Statement(before) }
        if counts.show(progressSince: deployment) {
            let message = "ReplicaSet \"\(name)\" is progressing."
            return Statement("Progressing", true, "ReplicaSetUpdated", message, renewed: true)
        }
        let since = before.json["lastUpdateTime"]?.string.flatMap(Timestamp.init)
        if before.reason == "ProgressDeadlineExceeded" || since == nil { return Statement(before) }
        if let since, now - since > .seconds(deadline) {
            let message = "ReplicaSet \"\(name)\" has timed out progressing."
            return Statement("Progressing", false, "ProgressDeadlineExceeded", message)
        }
        return Statement(before)
    }
}

/// The pods of a roll-out, counted.
private struct Counts {
    var replicas: Int
    var updated: Int
    var ready: Int
    var available: Int
    var unavailable: Int

    init(_ rollout: Rollout) {
        func sum(_ field: String) -> Int { rollout.all.reduce(0) { $0 + $1.count(field) } }
        replicas = sum("replicas")
        updated = rollout.current?.count("replicas") ?? 0
        ready = sum("readyReplicas")
        available = sum("availableReplicas")
        unavailable = max(0, rollout.all.reduce(0) { $0 + $1.replicas } - available)
    }

    func isComplete(_ wanted: Int) -> Bool {
        updated == wanted && replicas == wanted && available == wanted
    }

    /// Whether more is done than the last status says.
    func show(progressSince deployment: Deployment) -> Bool {
        let oldBefore = deployment.count("replicas") - deployment.count("updatedReplicas")
        return updated > deployment.count("updatedReplicas") || replicas - updated < oldBefore
            || ready > deployment.count("readyReplicas")
            || available > deployment.count("availableReplicas")
    }
}

/// What a condition says, without its times.
private struct Statement {
    var type: String
    var status: String
    var reason: String
    var message: String
    /// Whether it counts as said anew though it says the same.
    var isRenewed = false

    init(_ type: String, _ holds: Bool, _ reason: String, _ message: String, renewed: Bool = false)
    {
        self.type = type
        status = holds ? "True" : "False"
        self.reason = reason
        self.message = message
        isRenewed = renewed
    }

    init(_ condition: Condition) {
        type = condition.type
        status = condition.status
        reason = condition.reason
        message = condition.message
    }

    /// The condition with its times, which stay when nothing changed.
    func json(after conditions: [Condition], at now: Timestamp) -> JSON {
        let before = conditions.first { $0.type == type }
        let isSame =
            before?.status == status && before?.reason == reason && before?.message == message
        let time = JSON.string(now.description)
        return [
            "type": .string(type), "status": .string(status),
            "lastUpdateTime": isSame && !isRenewed ? before?.json["lastUpdateTime"] ?? time : time,
            "lastTransitionTime": before?.status == status
                ? before?.json["lastTransitionTime"] ?? time : time,
            "reason": .string(reason), "message": .string(message),
        ]
    }
}
