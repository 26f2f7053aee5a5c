import Documents
import Kubernetes

/// What is wrong with an autoscaler (Kubernetes 1.36, pkg/apis/autoscaling/validation).
enum AutoscalingValidation {
    static func problems(_ object: JSON) -> [FieldProblem] {
        let spec = object["spec"] ?? [:]
        var problems: [FieldProblem] = []
        let least = spec["minReplicas"]?.int ?? 1
        let most = spec["maxReplicas"]?.int ?? 0
        if least < 1 {
            problems.append(
                tooSmall("spec.minReplicas", least, "must be greater than or equal to 1")
            )
        }
        if most < 1 {
            problems.append(tooSmall("spec.maxReplicas", most, "must be greater than 0"))
        } else if most < least {
            let problem = "must be greater than or equal to `minReplicas`"
            problems.append(tooSmall("spec.maxReplicas", most, problem))
        }
        for key in ["kind", "name"] where spec["scaleTargetRef"]?[key]?.string ?? "" == "" {
            problems.append(FieldProblem(.required, "spec.scaleTargetRef.\(key)"))
        }
        for (index, metric) in (spec["metrics"]?.elements ?? []).enumerated() {
            problems += metricProblems(metric, "spec.metrics[\(index)]")
        }
        return problems
    }

    private static let types = ["ContainerResource", "External", "Object", "Pods", "Resource"]

    private static func metricProblems(_ metric: JSON, _ path: String) -> [FieldProblem] {
        let type = metric["type"]?.string ?? ""
        guard types.contains(type) else {
            let names = types.map { "\"\($0)\"" }.joined(separator: ", ")
            let problem = "supported values: \(names)"
            return [
                FieldProblem(.notSupported, "\(path).type", problem, value: .string(type))
            ]
        }
        guard type == "Resource" else { return [] }
        guard let resource = metric["resource"] else {
            let problem = "must populate information for the given metric source"
            return [FieldProblem(.required, "\(path).resource", problem)]
        }
        if let percent = resource["target"]?["averageUtilization"]?.int, percent < 1 {
            let field = "\(path).resource.target.averageUtilization"
            return [tooSmall(field, percent, "must be greater than 0")]
        }
        return []
    }

    private static func tooSmall(_ field: String, _ value: Int, _ problem: String) -> FieldProblem {
        FieldProblem(.invalid, field, problem, value: .int(value))
    }
}

/// What is wrong with a budget of disruption (Kubernetes 1.36, pkg/apis/policy/validation).
enum BudgetValidation {
    static func problems(_ object: JSON) -> [FieldProblem] {
        let spec = object["spec"] ?? [:]
        var problems: [FieldProblem] = []
        if let least = spec["minAvailable"], let most = spec["maxUnavailable"] {
            problems.append(
                FieldProblem(
                    .invalid,
                    "spec",
                    "minAvailable and maxUnavailable cannot be both set",
                    value: ["maxUnavailable": most, "minAvailable": least]
                )
            )
        }
        for key in ["minAvailable", "maxUnavailable"] {
            guard let value = spec[key] else { continue }
            if let number = value.int, number < 0 {
                let problem = "must be greater than or equal to 0"
                problems.append(FieldProblem(.invalid, "spec.\(key)", problem, value: value))
            }
            if let text = value.string, Percent(text) == nil {
                let problem = "must be an integer or percentage (e.g '5%')"
                problems.append(FieldProblem(.invalid, "spec.\(key)", problem, value: value))
            }
        }
        return problems
    }

    private struct Percent {
        init?(_ text: String) {
            guard text.hasSuffix("%"), let number = Int(text.dropLast()), (0...100).contains(number)
            else { return nil }
        }
    }
}
