import Documents
import HTTPTypes
import Kubernetes
import Testing

@testable import APIServer

/// Kinds that are served in versions that look different.
struct ConversionTests {
    private static let first = "/apis/autoscaling/v1/namespaces/models/horizontalpodautoscalers"
    private static let second = "/apis/autoscaling/v2/namespaces/models/horizontalpodautoscalers"

    private let autoscaler: JSON = [
        "apiVersion": "autoscaling/v1", "kind": "HorizontalPodAutoscaler",
        "metadata": ["name": "web"],
        "spec": [
            "scaleTargetRef": ["apiVersion": "apps/v1", "kind": "Deployment", "name": "web"],
            "minReplicas": 2, "maxReplicas": 5, "targetCPUUtilizationPercentage": 60,
        ],
    ]

    @Test func `an autoscaler of version 1 is one of version 2 as well`() async throws {
        let cluster = try await TestCluster()

        let made = try await cluster.create(ConversionTests.first, autoscaler)

        #expect(made["apiVersion"] == "autoscaling/v1")
        #expect(made["spec"]?["targetCPUUtilizationPercentage"] == 60)
        let second = try await cluster.get(ConversionTests.second + "/web")
        #expect(second["apiVersion"] == "autoscaling/v2")
        let resource = second["spec"]?["metrics"]?[0]?["resource"]
        #expect(resource?["name"] == "cpu")
        #expect(resource?["target"]?["averageUtilization"] == 60)
        #expect(second["spec"]?["targetCPUUtilizationPercentage"] == nil)
        let list = try await cluster.get(ConversionTests.first)
        #expect(list["items"]?[0]?["spec"]?["targetCPUUtilizationPercentage"] == 60)
        #expect(list["items"]?[0]?["apiVersion"] == "autoscaling/v1")
    }

    @Test func `a patch of version 1 keeps what only version 2 can say`() async throws {
        let cluster = try await TestCluster()
        try await cluster.create(ConversionTests.first, autoscaler)
        let more = """
            {"spec": {"behavior": {"scaleDown": {"stabilizationWindowSeconds": 10}}, "metrics": [
            {"type": "Resource", "resource": {"name": "memory", "target":
            {"type": "Utilization", "averageUtilization": 70}}},
            {"type": "Resource", "resource": {"name": "cpu", "target":
            {"type": "Utilization", "averageUtilization": 60}}}]}}
            """
        let type = "application/merge-patch+json"
        _ = try await cluster.json(.patch, ConversionTests.second + "/web", more, type: type)

        let (status, json) = try await cluster.json(
            .patch,
            ConversionTests.first + "/web",
            #"{"spec": {"targetCPUUtilizationPercentage": 30}}"#,
            type: "application/strategic-merge-patch+json"
        )

        #expect(status == 200, "\(json.text())")
        let second = try await cluster.get(ConversionTests.second + "/web")
        let metrics = second["spec"]?["metrics"]?.elements ?? []
        #expect(metrics.count == 2)
        #expect(metrics[0]["resource"]?["target"]?["averageUtilization"] == 30)
        #expect(metrics[1]["resource"]?["name"] == "memory")
        #expect(second["spec"]?["behavior"]?["scaleDown"]?["stabilizationWindowSeconds"] == 10)
        #expect(second["metadata"]?["annotations"] == nil)
    }

    @Test func `an autoscaler that cannot work is refused`() async throws {
        let cluster = try await TestCluster()
        var wrong = autoscaler
        wrong["spec"]?["maxReplicas"] = 1

        let (status, json) = try await cluster.json(.post, ConversionTests.first, wrong.text())

        #expect(status == 422)
        #expect(json["details"]?["causes"]?[0]?["field"] == "spec.maxReplicas")
    }

    @Test func `events of their own group are those of the core group`() async throws {
        let cluster = try await TestCluster()
        let path = "/apis/events.k8s.io/v1/namespaces/models/events"
        let event: JSON = [
            "apiVersion": "events.k8s.io/v1", "kind": "Event", "metadata": ["name": "e"],
            "eventTime": "2026-11-26T10:00:00.000000Z", "note": "so it went", "reason": "Went",
            "type": "Normal", "reportingController": "tests", "reportingInstance": "tests-1",
            "action": "Going", "regarding": ["kind": "Pod", "name": "p", "namespace": "models"],
        ]

        let made = try await cluster.create(path, event)

        #expect(made["note"] == "so it went")
        let core = try await cluster.get("/api/v1/namespaces/models/events/e")
        #expect(core["message"] == "so it went")
        #expect(core["involvedObject"]?["name"] == "p")
        #expect(core["apiVersion"] == "v1")
        let watch = "/api/v1/namespaces/models/events?fieldSelector=involvedObject.name%3Dp"
        #expect(try await cluster.get(watch)["items"]?.elements.count == 1)
    }
}
