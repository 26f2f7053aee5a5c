import Documents
import Kubernetes
import Seldon
import Testing

@testable import Operator

/// What a component asks for besides its Deployment.
struct ScalingTests {
    private func plan(_ more: JSON) throws -> ResourcePlan {
        var deployment = Manifests.checksReader()
        deployment.metadata.uid = "u"
        var predictors = deployment.predictors
        var components = predictors[0].json["componentSpecs"]?.elements ?? []
        for (key, value) in more.members { components[0][key] = value }
        predictors[0].json["componentSpecs"] = .array(components)
        deployment.predictors = predictors
        return try ResourcePlan(for: deployment, OperatorSettings())
    }

    @Test func `hpaSpec becomes an autoscaler of the component's Deployment`() throws {
        let plan = try plan([
            "hpaSpec": [
                "minReplicas": 1, "maxReplicas": 4,
                "metrics": [
                    [
                        "type": "Resource",
                        "resource": ["name": "cpu", "targetAverageUtilization": 70],
                    ]
                ],
            ]
        ])

        let autoscaler = try #require(plan.autoscalers.first)
        #expect(plan.autoscalers.count == 1)
        #expect(autoscaler.name == "checks-reader-main-0-detection-infer")
        #expect(autoscaler.spec["scaleTargetRef"]?["name"]?.string == autoscaler.name)
        #expect(autoscaler.spec["maxReplicas"] == 4)
        #expect(
            autoscaler.spec["metrics"]?[0]?["resource"]?["target"]
                == ["type": "Utilization", "averageUtilization": 70]
        )
        #expect(autoscaler.metadata.labels["seldon-deployment-id"] == "checks-reader")
        #expect(autoscaler.metadata.controller?.uid == "u")
        #expect(plan.deployments[0].spec["replicas"] == nil)
        #expect(plan.deployments[1].spec["replicas"] == 1)
    }

    @Test func `metrics of version 2 are taken as they are`() throws {
        let metric: JSON = [
            "type": "Resource",
            "resource": ["name": "memory", "target": ["type": "AverageValue"]],
        ]
        let plan = try plan(["hpaSpec": ["maxReplicas": 2, "metricsv2": [metric]]])

        #expect(plan.autoscalers.first?.spec["metrics"] == [metric])
    }

    @Test func `pdbSpec becomes a budget over all pods of the deployment`() throws {
        let plan = try plan(["pdbSpec": ["maxUnavailable": "20%"]])

        let budget = try #require(plan.budgets.first)
        #expect(budget.name == "checks-reader-main-0-detection-infer")
        #expect(budget.spec["maxUnavailable"] == "20%")
        #expect(
            budget.spec["selector"]?["matchLabels"]
                == ["seldon-deployment-id": "checks-reader"]
        )
        #expect(plan.autoscalers.isEmpty)
    }
}
