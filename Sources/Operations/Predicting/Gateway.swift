import Documents
import Kubernetes
import KubernetesClient

extension ClusterOperations {
    /// The URL of the ingress that splits the traffic, without a slash at its end.
    ///
    /// What the user named, else the address in the status of Istio's ingress Service.
    /// - Throws: `OperationsError.noGateway`, and what the API server refuses.
    public func gatewayURL() async throws -> String {
        if let gateway { return gateway.hasSuffix("/") ? String(gateway.dropLast()) : gateway }
        let key = ObjectKey(namespace: "istio-system", name: "istio-ingressgateway")
        var services: [Service] = []
        do {
            services = try await client.find(Service.self, key).map { [$0] } ?? []
            if services.isEmpty {
                // Istio's gateways may stand anywhere; their label is what they have in common.
                let labels = LabelSelector(matching: ["istio": "ingressgateway"])
                services = try await client.list(Service.self, ListQuery(labels: labels))
            }
        } catch let error as ClientError where error.status?.code == 403 {
            throw OperationsError.noGateway
        }
        guard let url = services.lazy.compactMap(ClusterOperations.url).first else {
            throw OperationsError.noGateway
        }
        return url
    }

    /// The address that a load balancer gave a Service, with its port for plain HTTP.
    static func url(of service: Service) -> String? {
        let ingress = service.status["loadBalancer"]?["ingress"]?[0]
        guard let host = ingress?["ip"]?.string ?? ingress?["hostname"]?.string else { return nil }
        let named = service.ports.first { ["http2", "http"].contains($0.name) }
        let port = (named ?? service.ports.first { $0.port == 80 })?.port ?? 80
        let bracketed = host.contains(":") ? "[\(host)]" : host
        return port == 80 ? "http://\(bracketed)" : "http://\(bracketed):\(port)"
    }
}
