import Documents
import Kubernetes
public import Seldon

/// A new image or parameter of a node, as it is asked for.
public struct NodeSetting: Sendable, Hashable {
    /// The node.
    public var node: String
    /// The parameter; `nil` where the image is meant.
    public var parameter: String?
    /// The image, or the value of the parameter.
    public var value: String

    /// Reads `NODE=IMAGE`; an image that begins with a colon changes the tag alone.
    ///
    /// - Throws: `OperationsError.badValue`.
    public init(image text: String) throws(OperationsError) {
        guard let mark = text.firstIndex(of: "="), mark > text.startIndex,
            mark < text.index(before: text.endIndex)
        else { throw .badValue(text, expected: "NODE=IMAGE, such as recognition-infer=:v2") }
        node = String(text[..<mark])
        value = String(text[text.index(after: mark)...])
    }

    /// Reads `NODE.PARAMETER=VALUE`.
    ///
    /// - Throws: `OperationsError.badValue`.
    public init(parameter text: String) throws(OperationsError) {
        guard let mark = text.firstIndex(of: "="), let dot = text[..<mark].firstIndex(of: "."),
            dot > text.startIndex, text.index(after: dot) < mark
        else { throw .badValue(text, expected: "NODE.PARAMETER=VALUE, such as router.ratioA=0.5") }
        node = String(text[..<dot])
        parameter = String(text[text.index(after: dot)..<mark])
        value = String(text[text.index(after: mark)...])
    }
}

extension DeploymentChange {
    /// A predictor more, copied from another one with some of its nodes changed.
    ///
    /// It gets the names of main's containers, so that pods of nodes that do not change run the same
    /// image; the others' pods stay as they are.
    /// - Parameters:
    ///   - name: What it shall be called.
    ///   - main: What is copied.
    ///   - settings: What is changed.
    ///   - traffic: Its share in percent, taken from main.
    ///   - isShadow: Whether it only gets copies of requests.
    ///   - resource: The deployment.
    /// - Returns: The change.
    /// - Throws: `OperationsError`.
    public static func canary(
        named name: String,
        copiedFrom main: String,
        with settings: [NodeSetting],
        traffic: Int,
        isShadow: Bool = false,
        of resource: SeldonDeployment
    ) throws(OperationsError) -> DeploymentChange {
        let (place, source) = try position(of: main, in: resource)
        guard resource.predictor(named: name) == nil else {
            throw .notPossible(
                "\(resource.name) has a predictor \(name) already",
                instead:
                    "give another name with --name, or promote it, or remove it with radiant abort"
            )
        }
        guard (0...100).contains(traffic) else {
            throw .badValue("\(traffic) %", expected: "a share from 0 to 100")
        }
        guard !source.isShadow else {
            throw .notPossible("\(main) is a shadow, and has no traffic to give", instead: nil)
        }
        if isShadow, let other = resource.predictors.first(where: \.isShadow) {
            throw .notPossible(
                "\(other.name) is a shadow already, and Seldon allows one",
                instead: "radiant shadow \(resource.name) \(other.name) off"
            )
        }
        var json = source.json
        json["name"] = .string(name)
        json["labels"]?["version"] = nil
        json["annotations"]?["seldon.io/svc-name"] = nil
        for setting in settings { try json.change(setting, of: resource.name, main) }
        json["shadow"] = isShadow ? true : nil
        json["traffic"] = .int(isShadow ? 100 : traffic)
        let before = resource.answeringWeights.count == 1 ? 100 : source.traffic
        guard isShadow || traffic <= before else {
            throw .notPossible("\(main) has \(before) % and cannot give \(traffic)", instead: nil)
        }
        var operations = tests(of: resource)
        if !isShadow {
            operations.append(setting(weight: before - traffic, at: place, of: resource))
        }
        operations.append(.add(path: "/spec/predictors/-", value: json))
        let what = settings.map { setting in
            setting.parameter.map { "\(setting.node).\($0)=\(setting.value)" }
                ?? "\(setting.node)=\(setting.value)"
        }.joined(separator: ", ")
        let share = isShadow ? "as a shadow" : "with \(traffic) %"
        var change = DeploymentChange(
            .canary,
            of: resource,
            "\(name) copied from \(main) with \(what), \(share)",
            JSONPatch(operations)
        )
        if let owner = Ownership(of: resource) { change.warnings.append(owner.warning) }
        return change
    }

    /// A predictor becomes a shadow, or answers requests again.
    ///
    /// - Throws: `OperationsError`, `SeldonError`.
    public static func shadow(
        _ predictor: String,
        isOn: Bool,
        of resource: SeldonDeployment
    ) throws(OperationsError) -> DeploymentChange {
        let (place, spec) = try position(of: predictor, in: resource)
        let path = "/spec/predictors/\(place)"
        var operations = tests(of: resource)
        guard spec.isShadow != isOn else {
            return DeploymentChange(
                .shadow,
                of: resource,
                "\(predictor) is \(isOn ? "a shadow" : "no shadow") already",
                JSONPatch()
            )
        }
        var summary = "\(predictor) gets copies of requests and answers nobody"
        var receiving: [String] = []
        if isOn {
            let others = resource.predictors.filter { !$0.isShadow && $0.name != predictor }
            guard let heir = others.max(by: { $0.traffic < $1.traffic }) else {
                throw .notPossible(
                    "\(predictor) is the only predictor that answers requests",
                    instead: nil
                )
            }
            if let other = resource.predictors.first(where: \.isShadow) {
                throw .notPossible(
                    "\(other.name) is a shadow already, and Seldon allows one",
                    instead: "radiant shadow \(resource.name) \(other.name) off"
                )
            }
            if spec.traffic > 0 {
                let (index, _) = try position(of: heir.name, in: resource)
                let weight = heir.traffic + spec.traffic
                operations.append(setting(weight: weight, at: index, of: resource))
                receiving = [heir.name]
                summary += ", \(heir.name) \(heir.traffic) → \(weight)"
            }
            operations.append(.add(path: path + "/shadow", value: true))
            operations.append(.add(path: path + "/traffic", value: 100))
        } else {
            // It begins without traffic, so that the weights sum to 100 as before.
            operations.append(.remove(path: path + "/shadow"))
            operations.append(.add(path: path + "/traffic", value: 0))
            if resource.answeringWeights.count == 1,
                let lone = resource.predictors.firstIndex(where: { !$0.isShadow })
            {
                operations.append(setting(weight: 100, at: lone, of: resource))
            }
            summary = "\(predictor) is no shadow any more and has 0 % of the traffic"
        }
        return DeploymentChange(
            .shadow,
            of: resource,
            summary,
            JSONPatch(operations),
            warnings: Ownership(of: resource).map { [$0.warning] } ?? [],
            receiving: receiving
        )
    }

    /// A predictor that goes, with its traffic to another one.
    ///
    /// - Throws: `OperationsError`.
    public static func removal(
        of predictor: String,
        from resource: SeldonDeployment
    ) throws -> DeploymentChange {
        let others = resource.predictors.filter { $0.name != predictor && !$0.isShadow }
        guard let heir = others.max(by: { $0.traffic < $1.traffic }) else {
            throw OperationsError.notPossible(
                "\(predictor) is the only predictor that answers requests",
                instead: "radiant delete \(resource.name) deletes the whole deployment"
            )
        }
        return try removing(predictor, leaving: heir.name, of: resource, as: .remove)
    }
}

extension JSON {
    /// Changes the image of a container or a parameter of a unit in the document of a predictor.
    fileprivate mutating func change(
        _ setting: NodeSetting,
        of deployment: String,
        _ predictor: String
    ) throws(OperationsError) {
        var spec = PredictorSpec(json: self)
        let units = spec.graph.all.map(\.name)
        guard units.contains(setting.node) else {
            throw .noSuchNode(setting.node, deployment: deployment, existing: units)
        }
        if let name = setting.parameter {
            spec.graph = spec.graph.mapUnits { unit in
                unit.name == setting.node ? unit.with(setting.value, as: name) : unit
            }
            self = spec.json
            return
        }
        guard let old = spec.container(named: setting.node)?.image else {
            throw .notPossible(
                "node \(setting.node) of \(predictor) has no container of its own",
                instead: "change a parameter of it: --set-parameter \(setting.node).NAME=VALUE"
            )
        }
        let image = setting.value.hasPrefix(":") ? old.retagged(setting.value) : setting.value
        spec.componentSpecs = spec.componentSpecs.map { component in
            var component = component
            component.containers = component.containers.map { container in
                guard container.name == setting.node else { return container }
                var container = container
                container.json["image"] = .string(image)
                return container
            }
            return component
        }
        self = spec.json
    }
}

extension PredictiveUnit {
    /// The unit with another value of a parameter.
    fileprivate func with(_ value: String, as name: String) -> PredictiveUnit {
        var unit = self
        var list = unit.json["parameters"]?.elements ?? []
        if let place = list.firstIndex(where: { $0["name"]?.string == name }) {
            list[place]["value"] = .string(value)
        } else {
            list.append(["name": .string(name), "value": .string(value), "type": "STRING"])
        }
        unit.json["parameters"] = .array(list)
        return unit
    }
}

extension String {
    /// An image with another tag, which begins with a colon.
    fileprivate func retagged(_ tag: String) -> String {
        let name = lastIndex(of: "/").map { self[index(after: $0)...] } ?? self[...]
        guard let end = name.firstIndex(where: { $0 == ":" || $0 == "@" }) else {
            return self + tag
        }
        return self[..<end] + tag
    }
}
