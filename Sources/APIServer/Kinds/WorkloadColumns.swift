import Documents
import Kubernetes

extension Column {
    static let deployments =
        [
            name,
            Column("Ready", description: "Ready pods of those that there shall be.") { object, _ in
                let deployment = Deployment(json: object)
                let ready = deployment.count("readyReplicas")
                return .string("\(ready)/\(deployment.replicas)")
            },
            Column("Up-to-date", at: "status.updatedReplicas", type: "integer"),
            Column("Available", at: "status.availableReplicas", type: "integer"),
            age,
        ] + template

    static let replicaSets =
        [
            name,
            Column("Desired", type: "integer") { object, _ in
                .int(ReplicaSet(json: object).replicas)
            },
            Column("Current", at: "status.replicas", type: "integer"),
            Column("Ready", at: "status.readyReplicas", type: "integer"),
            age,
        ] + template

    private static let template = [
        Column("Containers", priority: 1) { object, _ in containers(object, "name") },
        Column("Images", priority: 1) { object, _ in containers(object, "image") },
        Column("Selector", priority: 1) { object, _ in
            .string(LabelSelector(json: object["spec"]?["selector"] ?? .null).query)
        },
    ]

    private static func containers(_ object: JSON, _ field: String) -> JSON {
        let containers = object["spec"]?["template"]?["spec"]?["containers"]?.elements ?? []
        return .string(containers.compactMap { $0[field]?.string }.joined(separator: ","))
    }

    static let autoscalers = [
        name,
        Column("Reference") { object, _ in
            let target = object["spec"]?["scaleTargetRef"]
            return .string("\(target?["kind"]?.string ?? "")/\(target?["name"]?.string ?? "")")
        },
        Column("Targets") { object, _ in .string(targets(object)) },
        Column("MinPods") { object, _ in
            .string("\(object["spec"]?["minReplicas"]?.int ?? 1)")
        },
        Column("MaxPods", at: "spec.maxReplicas", type: "integer"),
        Column("Replicas", at: "status.currentReplicas", type: "integer"),
        age,
    ]

    static let disruptionBudgets = [
        name,
        Column("Min Available") { object, _ in .string(limit(object, "minAvailable")) },
        Column("Max Unavailable") { object, _ in .string(limit(object, "maxUnavailable")) },
        Column("Allowed Disruptions", at: "status.disruptionsAllowed", type: "integer"),
        age,
    ]

    private static func limit(_ object: JSON, _ name: String) -> String {
        guard let value = object["spec"]?[name] else { return "N/A" }
        return value.string ?? value.int.map(String.init) ?? "N/A"
    }

    private static func targets(_ object: JSON) -> String {
        let current = object["status"]?["currentMetrics"]?.elements ?? []
        let texts = (object["spec"]?["metrics"]?.elements ?? []).map { metric -> String in
            let resource = metric["resource"]
            let name = resource?["name"]?.string ?? ""
            let now = current.first { $0["resource"]?["name"]?.string == name }
            let used = now?["resource"]?["current"]?["averageUtilization"]?.int
            let wanted = resource?["target"]?["averageUtilization"]?.int
            let usedText = used.map { "\($0)%" } ?? "<unknown>"
            return "\(name): \(usedText)/\(wanted.map { "\($0)%" } ?? "<auto>")"
        }
        return texts.isEmpty ? "<none>" : texts.joined(separator: ", ")
    }
}
