import Documents
import Kubernetes

extension SeldonDeployment {
    /// What is wrong with a manifest beyond what the webhook finds: fields that nobody reads, values
    /// of the wrong type, and what is accepted but cannot work.
    ///
    /// The API server would drop unknown fields or take them for something else; a person who wrote
    /// them wants to know where they stand.
    public func lint() -> [ValidationIssue] {
        let root = FieldPath()
        var issues = FieldTable.object.issues(in: json, root)
        if name.isEmpty, metadata.generateName == nil {
            issues.append(.init(root.key("metadata"), "the deployment has no name"))
        }
        for (index, predictor) in predictors.enumerated() {
            let path = FieldPath.predictors.index(index)
            issues += lint(predictor, path)
        }
        return issues
    }

    private func lint(_ predictor: PredictorSpec, _ path: FieldPath) -> [ValidationIssue] {
        var issues: [ValidationIssue] = []
        if !Self.isLabel(predictor.name) {
            let message = "the name of a predictor is part of host names: a to z, 0 to 9 and -"
            issues.append(.init(path.key("name"), message, value: .string(predictor.name)))
        }
        if !(0...100).contains(predictor.traffic) {
            let message = "traffic is a percentage, 0 to 100"
            issues.append(.init(path.key("traffic"), message, value: .int(predictor.traffic)))
        }
        var names: Set<String> = []
        lint(predictor.graph, path.key("graph"), depth: 0, &names, &issues)
        var containers: Set<String> = []
        for (number, component) in predictor.componentSpecs.enumerated() {
            let list = path.key("componentSpecs").index(number).key("spec").key("containers")
            if component.containers.isEmpty {
                issues.append(.init(list, "a component needs a container"))
            }
            for (place, container) in component.containers.enumerated() {
                let here = list.index(place)
                if !containers.insert(container.name).inserted {
                    let message = "the container \(container.name) stands twice in this predictor"
                    issues.append(.init(here, message, value: .string(container.name)))
                }
                if container.image.isEmpty,
                    predictor.graph.unit(named: container.name)?.implementation == .container
                {
                    issues.append(.init(here, "the container \(container.name) has no image"))
                }
            }
        }
        return issues
    }

    private func lint(
        _ unit: PredictiveUnit,
        _ path: FieldPath,
        depth: Int,
        _ names: inout Set<String>,
        _ issues: inout [ValidationIssue]
    ) {
        if !names.insert(unit.name).inserted {
            let message = "the node \(unit.name) stands twice in the graph"
            issues.append(.init(path.key("name"), message, value: .string(unit.name)))
        }
        if let type = unit.json["type"]?.string, UnitType(rawValue: type) == nil {
            let known = UnitType.allCases.map(\.rawValue).joined(separator: ", ")
            let message = "\(type) is no type of node; there are \(known)"
            issues.append(.init(path.key("type"), message, value: .string(type)))
        }
        for (index, parameter) in unit.parameters.enumerated() where !parameter.isReadable {
            let message = "the value of parameter \(parameter.name) is no \(parameter.type)"
            let here = path.key("parameters").index(index)
            issues.append(.init(here, message, value: .string(parameter.value)))
        }
        if unit.type == .combiner, unit.children.isEmpty {
            issues.append(.init(path, "the combiner \(unit.name) has nothing to combine"))
        }
        if unit.type == .router, unit.children.isEmpty {
            issues.append(.init(path, "the router \(unit.name) has nowhere to route to"))
        }
        if unit.implementation == .randomABTest, unit.children.count != 2 {
            issues.append(.init(path, "RANDOM_ABTEST needs two children"))
        }
        guard depth < Self.deepestLevel || unit.children.isEmpty else {
            let message = "the graph is deeper than \(Self.deepestLevel) levels below its root"
            issues.append(.init(path.key("children"), message))
            return
        }
        for (index, child) in unit.children.enumerated() {
            let here = path.key("children").index(index)
            lint(child, here, depth: depth + 1, &names, &issues)
        }
    }

    /// The custom resource definition spells the children out that far.
    private static let deepestLevel = 10

    private static func isLabel(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard let first = bytes.first, let last = bytes.last, bytes.count <= 63 else {
            return false
        }
        return first != 0x2D && last != 0x2D
            && bytes.allSatisfy {
                (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D
            }
    }
}

extension UnitParameter {
    /// Whether the value has the form that its type asks for.
    fileprivate var isReadable: Bool {
        switch type {
        case "INT": Int(value) != nil
        case "FLOAT", "DOUBLE": Double(value) != nil
        case "BOOL": ["true", "false", "True", "False", "1", "0"].contains(value)
        case "STRING": true
        default: false
        }
    }
}
