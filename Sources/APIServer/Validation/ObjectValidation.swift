import Documents
import Kubernetes

/// What is wrong with an object before it is stored.
struct ObjectValidation: Sendable {
    private let kind: ServedKind

    init(_ kind: ServedKind) { self.kind = kind }

    /// Everything that is wrong with a new state of an object.
    func problems(_ object: JSON, old: JSON?) -> [FieldProblem] {
        var problems = old == nil ? nameProblems(object) : []
        problems += labelProblems(object)
        problems += schemaProblems(object)
        guard problems.isEmpty else { return problems }
        switch kind.resource {
        case .deployment, .replicaSet: problems += workloadProblems(object, old: old)
        case .service: problems += serviceProblems(object, old: old)
        case .pod: problems += podProblems(object["spec"] ?? [:], "spec")
        case .horizontalPodAutoscaler: problems += AutoscalingValidation.problems(object)
        case .podDisruptionBudget: problems += BudgetValidation.problems(object)
        default: break
        }
        return problems
    }

    private func nameProblems(_ object: JSON) -> [FieldProblem] {
        let name = object["metadata"]?["name"]?.string ?? ""
        guard let problem = kind.nameRule.problem(with: name) else { return [] }
        return [FieldProblem(.invalid, "metadata.name", problem, value: .string(name))]
    }

    private func labelProblems(_ object: JSON) -> [FieldProblem] {
        (object["metadata"]?["labels"]?.strings ?? [:]).sorted { $0.key < $1.key }
            .compactMap { _, value in
                LabelRule.problem(withValue: value).map {
                    FieldProblem(.invalid, "metadata.labels", $0, value: .string(value))
                }
            }
    }

    private func schemaProblems(_ object: JSON) -> [FieldProblem] {
        let check = SchemaCheck(object, against: kind.schema)
        let mistyped = check.mistyped.map { problem in
            let type = JSON.string(problem.found.typeName)
            return FieldProblem(
                .wrongType,
                "\(problem.path)",
                "\(problem.path) in body must be of type \(problem.expected): \(type.text())",
                value: type
            )
        }
        return mistyped + check.missing.map { FieldProblem(.required, $0) }
    }

    // MARK: Workloads

    private func workloadProblems(_ object: JSON, old: JSON?) -> [FieldProblem] {
        let spec = object["spec"] ?? [:]
        var problems: [FieldProblem] = []
        if let replicas = spec["replicas"]?.int, replicas < 0 {
            let problem = "must be greater than or equal to 0"
            problems.append(FieldProblem(.invalid, "spec.replicas", problem, value: .int(replicas)))
        }
        let selector = spec["selector"] ?? [:]
        let labels = spec["template"]?["metadata"]?["labels"] ?? [:]
        if LabelSelector(json: selector).requirements.isEmpty {
            let problem = "empty selector is invalid for deployment"
            problems.append(FieldProblem(.invalid, "spec.selector", problem, value: selector))
        } else if !LabelSelector(json: selector).matches(labels.strings) {
            problems.append(
                FieldProblem(
                    .invalid,
                    "spec.template.metadata.labels",
                    "`selector` does not match template `labels`",
                    value: labels.sorted()
                )
            )
        }
        if let before = old?["spec"]?["selector"], before != selector {
            let problem = "field is immutable"
            problems.append(
                FieldProblem(.invalid, "spec.selector", problem, value: selector.sorted())
            )
        }
        problems += podProblems(spec["template"]?["spec"] ?? [:], "spec.template.spec")
        return problems
    }

    // MARK: Pods

    private func podProblems(_ spec: JSON, _ path: String) -> [FieldProblem] {
        let containers = spec["containers"]?.elements ?? []
        guard !containers.isEmpty else { return [FieldProblem(.required, "\(path).containers")] }
        var problems: [FieldProblem] = []
        var names: Set<String> = []
        for (index, container) in containers.enumerated() {
            let here = "\(path).containers[\(index)]"
            let name = container["name"]?.string ?? ""
            if let problem = NameRule.label.problem(with: name) {
                problems.append(
                    name.isEmpty
                        ? FieldProblem(.required, "\(here).name")
                        : FieldProblem(.invalid, "\(here).name", problem, value: .string(name))
                )
            } else if !names.insert(name).inserted {
                var problem = FieldProblem(.invalid, "\(here).name")
                problem.message = "Duplicate value: \"\(name)\""
                problems.append(problem)
            }
            if container["image"]?.string ?? "" == "" {
                problems.append(FieldProblem(.required, "\(here).image"))
            }
        }
        return problems
    }

    // MARK: Services

    private func serviceProblems(_ object: JSON, old: JSON?) -> [FieldProblem] {
        let spec = object["spec"] ?? [:]
        var problems: [FieldProblem] = []
        let address = spec["clusterIP"]?.string ?? ""
        let ports = spec["ports"]?.elements ?? []
        if ports.isEmpty, address != "None", spec["type"]?.string != "ExternalName" {
            problems.append(FieldProblem(.required, "spec.ports"))
        }
        for (index, port) in ports.enumerated() {
            if !(1...65_535).contains(port["port"]?.int ?? 0) {
                let problem = "must be between 1 and 65535, inclusive"
                let field = "spec.ports[\(index)].port"
                problems.append(
                    FieldProblem(.invalid, field, problem, value: port["port"] ?? .null)
                )
            }
            if ports.count > 1, port["name"]?.string ?? "" == "" {
                problems.append(FieldProblem(.required, "spec.ports[\(index)].name"))
            }
        }
        let list = spec["clusterIPs"] ?? [.string(address)]
        if let before = old?["spec"]?["clusterIP"]?.string, before != address {
            let problem = "may not change once set"
            problems.append(FieldProblem(.invalid, "spec.clusterIPs[0]", problem, value: list))
        } else if !address.isEmpty, address != "None", !ServiceAddresses.contains(address) {
            let problem =
                "failed to allocate IP \(address): the provided IP is not in the valid range. "
                + "The range of valid IPs is 127.78.0.0/16"
            problems.append(FieldProblem(.invalid, "spec.clusterIPs", problem, value: list))
        }
        return problems
    }
}

/// What values labels may have.
enum LabelRule {
    /// Why a value is not allowed; `nil` when it is.
    static func problem(withValue value: String) -> String? {
        if value.utf8.count > 63 { return "must be no more than 63 bytes" }
        func isEnd(_ byte: UInt8) -> Bool {
            (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte)
        }
        let bytes = value.utf8
        let isValid =
            bytes.allSatisfy { isEnd($0) || "-_.".utf8.contains($0) }
            && (bytes.first.map(isEnd) ?? true) && (bytes.last.map(isEnd) ?? true)
        return isValid
            ? nil
            : "a valid label must be an empty string or consist of alphanumeric characters, '-', "
                + "'_' or '.', and must start and end with an alphanumeric character (e.g. "
                + "'MyValue',  or 'my_value',  or '12345', regex used for validation is "
                + "'(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')"
    }
}
