import Documents
import HTTP
import Kubernetes

/// The ready pods behind Services.
struct Backends: Sendable {
    /// One pod's port.
    struct Backend: Sendable, Hashable {
        /// The pod's name.
        var pod: String
        /// Where it listens.
        var address: SocketAddress
    }

    private var services: [ObjectKey: Service] = [:]
    private var pods: [String: [Pod]] = [:]

    /// Makes an index of Services and of those of the pods that are ready.
    init(services: some Sequence<Service> = [], pods: some Sequence<Pod> = []) {
        for service in services { self.services[service.key] = service }
        for pod in pods where pod.isReady && pod.podIP != nil {
            self.pods[pod.namespace, default: []].append(pod)
        }
    }

    /// Whether there is a Service of a name.
    func has(_ service: ObjectKey) -> Bool { services[service] != nil }

    /// The ports of ready pods behind a port of a Service.
    ///
    /// - Parameters:
    ///   - key: The Service.
    ///   - port: The port under which clients reach the Service.
    ///   - labels: Labels that the pods must have beside those that the Service selects.
    /// - Returns: The ports by the names of their pods; none when there is no such Service or port.
    func backends(of key: ObjectKey, port: Int, labels: [String: String] = [:]) -> [Backend] {
        guard let service = services[key], !service.selector.isEmpty,
            let entry = service.ports.first(where: { $0.port == port })
        else { return [] }
        let wanted = service.selector.merging(labels) { _, subset in subset }
        return (pods[key.namespace] ?? []).compactMap { pod in
            let own = pod.metadata.labels
            guard wanted.allSatisfy({ own[$0.key] == $0.value }), let host = pod.podIP,
                let number = Backends.number(of: entry, at: pod)
            else { return nil }
            return Backend(pod: pod.name, address: SocketAddress(host: host, port: number))
        }
        .sorted { $0.pod < $1.pod }
    }

    private static func number(of port: ServicePort, at pod: Pod) -> Int? {
        if let number = port.targetPort { return number }
        guard let name = port.json["targetPort"]?.string else { return nil }
        return Int(name) ?? pod.containers.lazy.compactMap { $0.port(named: name) }.first
    }
}
