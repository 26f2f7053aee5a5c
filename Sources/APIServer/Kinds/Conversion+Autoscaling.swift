import Documents

extension Conversion {
    /// `autoscaling/v1`, which knows one metric, CPU; what it cannot say stands in annotations, as
    /// kube-apiserver writes them (`autoscaling.alpha.kubernetes.io/…`).
    static let autoscalingV1 = Conversion(
        schema: "HorizontalPodAutoscalerV1",
        fromStored: AutoscalerV1.fromStored,
        toStored: AutoscalerV1.toStored
    )
}

private enum AutoscalerV1 {
    private static let prefix = "autoscaling.alpha.kubernetes.io/"

    static func fromStored(_ stored: JSON) -> JSON {
        var object = stored
        var spec = stored["spec"] ?? [:]
        let metrics = spec["metrics"]?.elements ?? []
        if let cpu = metrics.first(where: isCPU) {
            spec["targetCPUUtilizationPercentage"] =
                cpu["resource"]?["target"]?["averageUtilization"]
        }
        note(metrics.filter { !isCPU($0) }, "metrics", in: &object)
        if let behavior = spec["behavior"] { note([behavior], "behavior", in: &object) }
        spec["metrics"] = nil
        spec["behavior"] = nil
        object["spec"] = spec
        guard var status = stored["status"] else { return object }
        let current = status["currentMetrics"]?.elements ?? []
        if let cpu = current.first(where: isCPU) {
            status["currentCPUUtilizationPercentage"] =
                cpu["resource"]?["current"]?["averageUtilization"]
        }
        note(current.filter { !isCPU($0) }, "current-metrics", in: &object)
        note(status["conditions"]?.elements ?? [], "conditions", in: &object)
        status["currentMetrics"] = nil
        status["conditions"] = nil
        object["status"] = status
        return object
    }

    static func toStored(_ object: JSON) -> JSON {
        var stored = object
        var spec = object["spec"] ?? [:]
        var metrics: [JSON] = []
        if let percent = spec["targetCPUUtilizationPercentage"]?.int {
            let target: JSON = ["type": "Utilization", "averageUtilization": .int(percent)]
            metrics.append([
                "type": "Resource", "resource": ["name": "cpu", "target": target],
            ])
        }
        metrics += taken("metrics", from: &stored)
        spec["targetCPUUtilizationPercentage"] = nil
        if !metrics.isEmpty { spec["metrics"] = .array(metrics) }
        if let behavior = taken("behavior", from: &stored).first { spec["behavior"] = behavior }
        stored["spec"] = spec
        let current = taken("current-metrics", from: &stored)
        let conditions = taken("conditions", from: &stored)
        guard var status = object["status"] else { return stored }
        status["currentCPUUtilizationPercentage"] = nil
        if !current.isEmpty { status["currentMetrics"] = .array(current) }
        if !conditions.isEmpty { status["conditions"] = .array(conditions) }
        stored["status"] = status
        return stored
    }

    private static func isCPU(_ metric: JSON) -> Bool {
        metric["type"]?.string == "Resource" && metric["resource"]?["name"]?.string == "cpu"
            && (metric["resource"]?["target"] == nil
                || metric["resource"]?["target"]?["averageUtilization"] != nil)
    }

    private static func note(_ values: [JSON], _ name: String, in object: inout JSON) {
        guard !values.isEmpty else { return }
        var annotations = object["metadata"]?["annotations"] ?? [:]
        let value: JSON = name == "behavior" ? values[0] : .array(values)
        annotations[prefix + name] = .string(value.text())
        object["metadata"]?["annotations"] = annotations
    }

    /// What stands in an annotation, which goes.
    private static func taken(_ name: String, from object: inout JSON) -> [JSON] {
        guard var annotations = object["metadata"]?["annotations"],
            let text = annotations[prefix + name]?.string,
            let value = try? JSON(parsing: Array(text.utf8))
        else { return [] }
        annotations[prefix + name] = nil
        object["metadata"]?["annotations"] = annotations.members.isEmpty ? nil : annotations
        return value.array ?? [value]
    }
}
