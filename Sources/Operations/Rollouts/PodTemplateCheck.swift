import Documents
import Kubernetes
import Seldon

/// Whether Deployments run what the spec of a predictor says now.
///
/// The operator keeps no `observedGeneration` (Seldon Core 1.18.2), so that nothing else tells whether
/// it has acted on the last change.
struct PodTemplateCheck {
    private let workloads: [Deployment]

    init(_ workloads: [Deployment]) { self.workloads = workloads }

    /// Whether every container of a predictor runs as its spec says, and nothing older does.
    func runs(_ predictor: PredictorSpec) -> Bool {
        guard !workloads.isEmpty, workloads.allSatisfy(PodTemplateCheck.isSettled) else {
            return false
        }
        let running = workloads.flatMap(FleetAssembly.containers)
        let units = predictor.graph.all
        return predictor.componentSpecs.flatMap(\.containers).allSatisfy { wanted in
            guard let found = running.first(where: { $0.name == wanted.name }) else { return false }
            let unit = units.first { $0.name == wanted.name }
            return found.image == wanted.image && hasVariables(of: wanted, found)
                && ["command", "args"].allSatisfy { field in
                    wanted.json[field] == nil || wanted.json[field] == found.json[field]
                } && hasParameters(of: unit, found)
        }
    }

    private static func isSettled(_ workload: Deployment) -> Bool {
        workload.count("observedGeneration") >= workload.metadata.generation
            && workload.count("updatedReplicas") >= workload.replicas
            && workload.count("unavailableReplicas") == 0 && workload.count("readyReplicas") > 0
    }

    private func hasVariables(of wanted: Container, _ found: Container) -> Bool {
        wanted.environment.allSatisfy { variable in
            found.environment.contains { $0.name == variable.name && $0.value == variable.value }
        }
    }

    private func hasParameters(of unit: PredictiveUnit?, _ found: Container) -> Bool {
        guard let unit, !unit.parameters.isEmpty else { return true }
        let text = found.environment.first { $0.name == "PREDICTIVE_UNIT_PARAMETERS" }?.value
        guard let text, let list = try? JSON(parsing: Array(text.utf8)) else { return false }
        return unit.parameters.allSatisfy { parameter in
            list.elements.contains {
                $0["name"]?.string == parameter.name && $0["value"]?.string == parameter.value
            }
        }
    }
}
