import Documents
import FoundationEssentials
import Kubernetes
import Testing

@testable import LocalCluster

struct ContainerEnvironmentTests {
    private let services = ServiceNames(addresses: [
        ObjectKey(namespace: "default", name: "model"): "127.78.0.9"
    ])

    private func environment(_ env: JSON, ports: [Int: Int] = [:]) -> ContainerEnvironment {
        var pod = Pod(name: "p-1", namespace: "default", labels: ["version": "v2"])
        pod.metadata.annotations = ["a/b": "c"]
        return ContainerEnvironment(
            ContainerEnvironment.Source(
                pod: pod,
                container: Container(json: ["name": "c", "env": env]),
                address: "127.77.0.2",
                podinfo: "/data/annotations",
                mark: ClusterMark(value: "/data#1.2"),
                path: "/usr/bin:/bin",
                services: services,
                ports: ports
            )
        )
    }

    @Test func `it is built from nothing but the manifest and the cluster`() {
        let result = environment([["name": "A", "value": "1"]])

        #expect(
            result.values == [
                "A": "1", "PATH": "/usr/bin:/bin", "HOME": "/tmp", "LANG": "C.UTF-8",
                "HOSTNAME": "p-1", "POD_IP": "127.77.0.2", "SELDON_PODINFO": "/data/annotations",
                "RADIANT_CLUSTER": "/data#1.2",
            ]
        )
    }

    @Test(arguments: ["PATH", "LD_PRELOAD", "LD_LIBRARY_PATH", "PYTHONPATH", "RADIANT_CLUSTER"])
    func `a manifest does not change how programs are found and loaded`(name: String) {
        let result = environment([["name": .string(name), "value": "/evil"]])

        #expect(result.refused == [name])
        #expect(!result.values.values.contains("/evil"))
    }

    @Test func `fields of the pod become values`() {
        let result = environment([
            ["name": "N", "valueFrom": ["fieldRef": ["fieldPath": "metadata.name"]]],
            ["name": "I", "valueFrom": ["fieldRef": ["fieldPath": "status.podIP"]]],
            ["name": "V", "valueFrom": ["fieldRef": ["fieldPath": "metadata.labels['version']"]]],
            ["name": "B", "valueFrom": ["fieldRef": ["fieldPath": "metadata.annotations['a/b']"]]],
            ["name": "S", "valueFrom": ["secretKeyRef": ["name": "s", "key": "k"]]],
        ])

        #expect(result.values["N"] == "p-1")
        #expect(result.values["I"] == "127.77.0.2")
        #expect(result.values["V"] == "v2")
        #expect(result.values["B"] == "c")
        #expect(result.missing == ["S"])
    }

    @Test func `names of Services become addresses, also in the predictor`() throws {
        let predictor: JSON = [
            "graph": [
                "endpoint": ["service_host": "localhost", "httpPort": 9000],
                "children": [
                    ["endpoint": ["service_host": "model.default.svc.cluster.local"]]
                ],
            ]
        ]
        let encoded = Data(predictor.bytes()).base64EncodedString()
        let result = environment([
            ["name": "URL", "value": "http://model.default.svc.cluster.local:8000/x"],
            ["name": "SHORT", "value": "model.default.svc:8000, other.default.svc"],
            ["name": "FILE", "value": "a.b.svg and model.default.svc.example.org"],
            ["name": "ENGINE_PREDICTOR", "value": .string(encoded)],
        ])

        #expect(result.values["URL"] == "http://127.78.0.9:8000/x")
        #expect(result.values["SHORT"] == "127.78.0.9:8000, other.default.svc")
        #expect(result.values["FILE"] == "a.b.svg and model.default.svc.example.org")
        #expect(result.unknownServices == ["other.default.svc"])
        let data = try #require(Data(base64Encoded: result.values["ENGINE_PREDICTOR"] ?? ""))
        let graph = try JSON(parsing: Array(data))["graph"]
        #expect(graph?["endpoint"]?["service_host"] == "127.77.0.2")
        #expect(graph?["children"]?[0]?["endpoint"]?["service_host"] == "127.78.0.9")
    }

    @Test func `a foreign program is told the ports that it got`() {
        let result = environment(
            [
                ["name": "PREDICTIVE_UNIT_SERVICE_PORT", "value": "9000"],
                ["name": "PREDICTIVE_UNIT_GRPC_SERVICE_PORT", "value": "9500"],
                ["name": "NUMBER", "value": "9000"],
            ],
            ports: [9000: 41_000]
        )

        #expect(result.values["PREDICTIVE_UNIT_SERVICE_PORT"] == "41000")
        #expect(result.values["PREDICTIVE_UNIT_GRPC_SERVICE_PORT"] == "9500")
        #expect(result.values["NUMBER"] == "9000")
    }

    @Test func `annotations stand in the file as the downward API writes them`() {
        let text = DownwardFile.text([
            "seldon.io/rest-timeout": "1000", "a": "say \"hi\"\nand\\go",
        ])

        #expect(text == "a=\"say \\\"hi\\\"\\nand\\\\go\"\nseldon.io/rest-timeout=\"1000\"\n")
    }

    @Test func `each pod has an address of its own, kept when it comes back`() {
        let addresses = PodAddresses()
        let first = addresses.address(for: "a")

        #expect(first == "127.77.0.2")
        #expect(addresses.address(for: "b", wanted: first) == "127.77.0.3")
        #expect(addresses.address(for: "a") == first)
        #expect(addresses.address(for: "c", wanted: "127.77.0.7") == "127.77.0.7")
        #expect(addresses.address(for: "d", wanted: "10.0.0.1") == "127.77.0.4")
        addresses.release("a")
        #expect(addresses.address(for: "e", wanted: first) == first)
    }
}
