import Documents
import HTTP
import HTTPTypes
import Kubernetes
import Testing

@testable import APIServer

struct PatchTests {
    private func patched(
        _ object: JSON,
        _ patch: JSON,
        type: String = "Deployment"
    ) throws -> JSON {
        try StrategicMerge().merged(object, patch, type: type)
    }

    private let deployment: JSON = [
        "spec": [
            "replicas": 2,
            "strategy": ["type": "RollingUpdate", "rollingUpdate": ["maxSurge": 1]],
            "template": [
                "spec": [
                    "containers": [
                        ["name": "a", "image": "a:1", "env": [["name": "X", "value": "1"]]],
                        ["name": "b", "image": "b:1"],
                    ]
                ]
            ],
        ]
    ]

    private func containers(_ object: JSON) -> [JSON] {
        object["spec"]?["template"]?["spec"]?["containers"]?.elements ?? []
    }

    private func containerPatch(_ containers: JSON, order: JSON? = nil) -> JSON {
        var spec: JSON = ["containers": containers]
        if let order { spec["$setElementOrder/containers"] = order }
        return ["spec": ["template": ["spec": spec]]]
    }

    @Test func `containers are merged by name`() throws {
        let result = try patched(
            deployment,
            containerPatch([["name": "b", "image": "b:2"], ["name": "c", "image": "c:1"]])
        )

        #expect(containers(result).map { $0["image"]?.string } == ["a:1", "b:2", "c:1"])
        #expect(containers(result)[0]["env"]?[0]?["value"] == "1")
    }

    @Test func `an element can be deleted and a list replaced`() throws {
        let one = try patched(
            deployment,
            containerPatch([["name": "a", "$patch": "delete"]])
        )
        let all = try patched(
            deployment,
            containerPatch([["$patch": "replace"], ["name": "z", "image": "z:1"]])
        )

        #expect(containers(one).map { $0["name"]?.string } == ["b"])
        #expect(containers(all).map { $0["name"]?.string } == ["z"])
    }

    @Test func `an order moves elements`() throws {
        let result = try patched(
            deployment,
            containerPatch(
                [["name": "b", "image": "b:2"]],
                order: [["name": "b"], ["name": "a"]]
            )
        )

        #expect(containers(result).map { $0["name"]?.string } == ["b", "a"])
    }

    @Test func `what is not to be retained goes`() throws {
        let result = try patched(
            deployment,
            ["spec": ["strategy": ["$retainKeys": ["type"], "type": "Recreate"]]]
        )

        #expect(result["spec"]?["strategy"] == ["type": "Recreate"])
    }

    @Test func `null removes and finalizers are a set`() throws {
        let result = try patched(
            ["metadata": ["finalizers": ["a", "b"], "labels": ["x": "1"]]],
            [
                "metadata": [
                    "labels": ["x": .null], "finalizers": ["c"],
                    "$deleteFromPrimitiveList/finalizers": ["a"],
                ]
            ]
        )

        #expect(result["metadata"]?["finalizers"] == ["b", "c"])
        #expect(result["metadata"]?["labels"] == [:])
    }

    // MARK: Server-side apply

    private func apply(
        _ cluster: TestCluster,
        _ manager: String,
        _ spec: JSON,
        force: Bool = false
    ) async throws -> (status: Int, json: JSON) {
        var object = Sample.deployment("web")
        object["spec"] = (object["spec"] ?? [:]).merging(spec)
        return try await cluster.json(
            .patch,
            Sample.deployments + "/web?fieldManager=\(manager)\(force ? "&force=true" : "")",
            object.text(),
            type: "application/apply-patch+yaml"
        )
    }

    @Test func `two managers who want the same field differently are in conflict`() async throws {
        let cluster = try await TestCluster()

        let first = try await apply(cluster, "one", ["replicas": 2])
        let refused = try await apply(cluster, "two", ["replicas": 3])
        let forced = try await apply(cluster, "two", ["replicas": 3], force: true)
        let again = try await apply(cluster, "one", ["replicas": 2])

        #expect(first.status == 201)
        #expect(refused.status == 409)
        #expect(APIStatus(json: refused.json)?.causes.map(\.field) == [".spec.replicas"])
        #expect(forced.status == 200)
        #expect(forced.json["spec"]?["replicas"] == 3)
        #expect(again.status == 409)
    }

    @Test func `a field that its only manager leaves out goes`() async throws {
        let cluster = try await TestCluster()
        _ = try await apply(cluster, "one", ["minReadySeconds": 5])

        let after = try await apply(cluster, "one", [:])

        #expect(after.json["spec"]?["minReadySeconds"] == nil)
        #expect(after.json["spec"]?["template"]?["spec"]?["containers"]?[0]?["name"] == "main")
    }

    @Test func `containers of two managers stand side by side`() async throws {
        let cluster = try await TestCluster()
        _ = try await apply(cluster, "one", [:])
        let side: JSON = [
            "template": [
                "metadata": ["labels": ["app": "web"]],
                "spec": ["containers": [["name": "side", "image": "side:1"]]],
            ]
        ]

        let both = try await apply(cluster, "two", side)
        let removed = try await apply(
            cluster,
            "two",
            ["template": ["metadata": ["labels": ["app": "web"]], "spec": ["containers": []]]]
        )

        func names(_ json: JSON) -> [String] {
            containers(json).compactMap { $0["name"]?.string }
        }
        #expect(names(both.json) == ["main", "side"])
        #expect(names(removed.json) == ["main"])
    }

    @Test func `a field that another write changed is its writer's`() async throws {
        let cluster = try await TestCluster()
        _ = try await apply(cluster, "one", ["replicas": 2])
        _ = try await cluster.json(
            .patch,
            Sample.deployments + "/web?fieldManager=scaler",
            #"{"spec": {"replicas": 7}}"#,
            type: "application/merge-patch+json"
        )

        let refused = try await apply(cluster, "one", ["replicas": 2])

        #expect(refused.status == 409)
        #expect(
            refused.json["message"]?.string?.contains("conflict with \"scaler\" using apps/v1")
                == true
        )
    }
}
