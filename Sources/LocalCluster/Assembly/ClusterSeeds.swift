import Documents
import Kubernetes
import KubernetesClient

/// The objects that the cluster itself puts into its API: the node, and the address of the gateway.
struct ClusterSeeds: Sendable {
    /// The namespace in which Istio's ingress is looked for.
    static let ingressNamespace = "istio-system"
    /// The name of Istio's ingress.
    static let ingressName = "istio-ingressgateway"

    private let client: APIClient
    private let network: Int

    /// Makes what writes the objects.
    init(_ client: APIClient, network: Int) {
        self.client = client
        self.network = network
    }

    /// Writes the objects; those that are there are brought up to date.
    ///
    /// - Throws: `ClientError`.
    func plant(gatewayPort: Int) async throws {
        try await apply(Namespace(name: ClusterSeeds.ingressNamespace))
        try await plantNode()
        try await plantIngress(port: gatewayPort)
    }

    private func plantNode() async throws {
        let node = Node(name: NodeAgent.nodeName, labels: ["kubernetes.io/hostname": "radiant"])
        try await apply(node)
        let now = JSON.string(Timestamp.now.description)
        let ready: JSON = [
            "type": "Ready", "status": "True", "reason": "RunnerReady",
            "message": "pods run as processes of this machine",
            "lastHeartbeatTime": now, "lastTransitionTime": now,
        ]
        try await setStatus(
            node,
            [
                "capacity": ClusterSeeds.capacity, "allocatable": ClusterSeeds.capacity,
                "conditions": [ready],
                "addresses": [
                    ["type": "InternalIP", "address": "127.0.0.1"],
                    ["type": "Hostname", "address": "localhost"],
                ],
                "nodeInfo": [
                    "operatingSystem": "linux", "containerRuntimeVersion": "radiant://process",
                    "kubeletVersion": "radiant", "architecture": "", "bootID": "",
                    "kernelVersion": "", "kubeProxyVersion": "", "machineID": "", "osImage": "",
                    "systemUUID": "",
                ],
            ]
        )
    }

    /// What the machine has, for those who ask how much of it is used.
    private static var capacity: JSON {
        [
            "cpu": .string("\(Machine.cores)"), "memory": .string("\(Machine.memory / 1024)Ki"),
            "pods": "65000",
        ]
    }

    private func plantIngress(port: Int) async throws {
        var service = Service(
            name: ClusterSeeds.ingressName,
            namespace: ClusterSeeds.ingressNamespace,
            labels: ["app": "istio-ingressgateway", "istio": "ingressgateway"]
        )
        service.spec = [
            // Services that come later get addresses after this one, so it is the first of the
            // cluster's part of the network.
            "type": "LoadBalancer", "clusterIP": .string("127.78.\(network).1"),
            "ports": [
                ["name": "http2", "port": .int(port), "targetPort": .int(port), "protocol": "TCP"]
            ],
        ]
        try await apply(service)
        try await setStatus(
            service,
            [
                "loadBalancer": [
                    "ingress": [
                        ["ip": "127.0.0.1", "ports": [["port": .int(port), "protocol": "TCP"]]]
                    ]
                ]
            ]
        )
    }

    private func apply<Object: KubernetesObject>(_ object: Object) async throws {
        _ = try await client.patch(Object.self, object.key, .apply(object.json, isForced: true))
    }

    private func setStatus<Object: KubernetesObject>(
        _ object: Object,
        _ status: JSON
    ) async throws {
        _ = try await client.patch(
            Object.self,
            object.key,
            .merge(["status": status]),
            subresource: "status"
        )
    }
}
