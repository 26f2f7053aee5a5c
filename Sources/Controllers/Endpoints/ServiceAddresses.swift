import Documents
import Kubernetes

/// The addresses behind a Service.
struct ServiceAddresses {
    private let service: Service
    private let pods: [Pod]

    /// Collects the addresses of the pods that a Service selects; each has one.
    init(_ service: Service, _ pods: [Pod]) {
        self.service = service
        self.pods = pods
    }

    /// All of them in one object, those that are not ready apart.
    var endpoints: Endpoints {
        var endpoints = Endpoints(
            name: service.name,
            namespace: service.namespace,
            labels: service.metadata.labels
        )
        let ready = pods.filter(\.isReady)
        let others = pods.filter { !$0.isReady }
        guard let sample = ready.first ?? others.first else { return endpoints }
        var subset: JSON = [:]
        if !ready.isEmpty { subset["addresses"] = .array(ready.map(address)) }
        if !others.isEmpty { subset["notReadyAddresses"] = .array(others.map(address)) }
        subset["ports"] = .array(ports(at: sample))
        endpoints.json["subsets"] = [subset]
        return endpoints
    }

    /// The same in the newer form.
    var slice: EndpointSlice {
        var labels = service.metadata.labels
        labels["kubernetes.io/service-name"] = service.name
        labels["endpointslice.kubernetes.io/managed-by"] = "endpointslice-controller.k8s.io"
        var slice = EndpointSlice(
            name: "\(service.name)-\(TemplateHash.of(.string(service.metadata.uid)).prefix(5))",
            namespace: service.namespace,
            labels: labels
        )
        slice.metadata.ownerReferences = [OwnerReference(controller: service)]
        slice.json["addressType"] = "IPv4"
        slice.json["endpoints"] = .array(
            pods.map { pod in
                var endpoint: JSON = [
                    "addresses": [.string(pod.podIP ?? "")],
                    "conditions": [
                        "ready": .bool(pod.isReady), "serving": .bool(pod.isReady),
                        "terminating": false,
                    ],
                    "targetRef": reference(to: pod),
                ]
                if let node = pod.nodeName { endpoint["nodeName"] = .string(node) }
                return endpoint
            }
        )
        slice.json["ports"] = .array(pods.first.map(ports) ?? [])
        return slice
    }

    private func address(of pod: Pod) -> JSON {
        var address: JSON = ["ip": .string(pod.podIP ?? ""), "targetRef": reference(to: pod)]
        if let node = pod.nodeName { address["nodeName"] = .string(node) }
        return address
    }

    private func reference(to pod: Pod) -> JSON {
        [
            "kind": "Pod", "namespace": .string(pod.namespace), "name": .string(pod.name),
            "uid": .string(pod.metadata.uid),
        ]
    }

    /// The ports as a pod has them; a port that is given by a name it does not have is left out.
    private func ports(at pod: Pod) -> [JSON] {
        service.ports.compactMap { port in
            let number: Int?
            if let name = port.json["targetPort"]?.string {
                number = pod.containers.lazy.compactMap { $0.port(named: name) }.first
            } else {
                number = port.targetPort
            }
            guard let number else { return nil }
            var json: JSON = [
                "port": .int(number), "protocol": port.json["protocol"] ?? "TCP",
            ]
            if !port.name.isEmpty { json["name"] = .string(port.name) }
            return json
        }
    }
}
