import Documents
import Kubernetes
import Seldon

/// The value by which an orchestrator knows its graph, across updates.
enum OrchestratorValue {
    private static let name = "ENGINE_PREDICTOR"

    /// The template with the orchestrator's old value where the new one differs only in what runs in
    /// other pods.
    ///
    /// The value describes all components, those of other pods too. Writing it anew for each change
    /// of theirs would replace the orchestrator's pod, and with it a component that did not change.
    /// What it then knows too late is the other's image, a label of its metrics.
    static func kept(in template: JSON, from old: JSON) -> JSON {
        guard let new = value(in: template), let before = value(in: old), new != before,
            let one = try? PredictorSpec(engineValue: new),
            let two = try? PredictorSpec(engineValue: before),
            isSame(one, two, asSeenBy: containers(of: template))
        else { return template }
        var template = template
        var spec = template["spec"] ?? .object([:])
        let changed = (spec["containers"]?.elements ?? []).map { container -> JSON in
            guard container["name"]?.string == OrchestratorContainer.name else { return container }
            var container = container
            let variables = container["env"]?.elements ?? []
            container["env"] = .array(
                variables.map { variable in
                    variable["name"]?.string == name
                        ? ["name": .string(name), "value": .string(before)] : variable
                }
            )
            return container
        }
        spec["containers"] = .array(changed)
        template["spec"] = spec
        return template
    }

    private static func containers(of template: JSON) -> Set<String> {
        Set((template["spec"]?["containers"]?.elements ?? []).compactMap { $0["name"]?.string })
    }

    private static func value(in template: JSON) -> String? {
        let containers = (template["spec"]?["containers"]?.elements ?? []).map(Container.init)
        let orchestrator = containers.first { $0.name == OrchestratorContainer.name }
        return orchestrator?.environment.first { $0.name == name }?.value
    }

    /// Whether two predictors are the same but for components of which no container is in `pod`.
    private static func isSame(
        _ one: PredictorSpec,
        _ two: PredictorSpec,
        asSeenBy pod: Set<String>
    ) -> Bool {
        func reduced(_ predictor: PredictorSpec) -> JSON {
            var predictor = predictor
            predictor.componentSpecs.removeAll { component in
                !component.containers.contains { pod.contains($0.name) }
            }
            return predictor.json
        }
        return reduced(one) == reduced(two)
    }
}
