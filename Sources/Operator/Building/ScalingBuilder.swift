import Documents
import Kubernetes
import Seldon

/// Makes what a component asks for besides its Deployment: an autoscaler and a budget of disruption.
struct ScalingBuilder {
    private let component: ComponentSpec
    private let deployment: Deployment
    private let id: String

    /// Takes a component, its Deployment, and the value of the label `seldon-deployment-id`.
    init(_ component: ComponentSpec, _ deployment: Deployment, id: String) {
        self.component = component
        self.deployment = deployment
        self.id = id
    }

    private var labels: [String: String] {
        [
            SeldonLabel.deploymentID: id, "app": deployment.name,
            SeldonLabel.managedBy: SeldonLabel.manager,
        ]
    }

    /// The autoscaler; `nil` when none is asked for.
    var autoscaler: HorizontalPodAutoscaler? {
        guard let wanted = component.json["hpaSpec"] else { return nil }
        var result = HorizontalPodAutoscaler(
            name: deployment.name,
            namespace: deployment.namespace,
            labels: labels
        )
        result.metadata.ownerReferences = deployment.metadata.ownerReferences
        var spec: JSON = [
            "scaleTargetRef": [
                "apiVersion": .string(Deployment.resource.apiVersion),
                "kind": .string(Deployment.resource.kind), "name": .string(deployment.name),
            ]
        ]
        spec["maxReplicas"] = wanted["maxReplicas"]
        if let least = wanted["minReplicas"] { spec["minReplicas"] = least }
        let metrics =
            wanted["metricsv2"]?.array ?? wanted["metrics"]?.elements.map(Self.converted) ?? []
        if !metrics.isEmpty { spec["metrics"] = .array(metrics) }
        result.spec = spec
        return result
    }

    /// The budget, which covers all pods of the SeldonDeployment; `nil` when none is asked for.
    var budget: PodDisruptionBudget? {
        guard let wanted = component.json["pdbSpec"] else { return nil }
        var result = PodDisruptionBudget(
            name: deployment.name,
            namespace: deployment.namespace,
            labels: labels
        )
        result.metadata.ownerReferences = deployment.metadata.ownerReferences
        var spec: JSON = [
            "selector": ["matchLabels": .strings([SeldonLabel.deploymentID: id])]
        ]
        for key in ["minAvailable", "maxUnavailable"] {
            if let value = wanted[key] { spec[key] = value }
        }
        result.spec = spec
        return result
    }

    /// A metric of `autoscaling/v2beta1` as `autoscaling/v2` has it.
    private static func converted(_ metric: JSON) -> JSON {
        guard let resource = metric["resource"], resource["target"] == nil else { return metric }
        var target: JSON = [:]
        if let percent = resource["targetAverageUtilization"] {
            target = ["type": "Utilization", "averageUtilization": percent]
        } else if let value = resource["targetAverageValue"] {
            target = ["type": "AverageValue", "averageValue": value]
        }
        return [
            "type": "Resource",
            "resource": ["name": resource["name"] ?? .null, "target": target],
        ]
    }
}
