import Documents
import Failures
import HTTP
import HTTPTypes
import Kubernetes

extension ClusterAPI {
    /// Passes a request on to a pod, or to a pod behind a service.
    ///
    /// The address is the one that was registered for the pod, never one that a status says, and the
    /// credentials of the caller stay here.
    func proxy(_ call: Call) async throws(APIStatus) -> Response {
        let target = ProxyName(call.name ?? "")
        let address: SocketAddress
        if call.kind.resource == .pod {
            address = try await podAddress(call, target)
        } else {
            address = try await serviceAddress(call, target)
        }
        let request = outgoing(call, to: address, target.scheme)
        let options = RequestOptions(delivery: .streamed, timeout: .seconds(60))
        do {
            var response = try await pods.transport.send(request, options)
            for field in ProxyFields.hopByHop { response.head.headerFields[field] = nil }
            return response
        } catch {
            let reason = (error as? HTTPError)?.failure.message ?? "\(error)"
            throw .unavailable("error trying to reach service: \(reason)")
        }
    }

    private func podAddress(
        _ call: Call,
        _ target: ProxyName
    ) async throws(APIStatus) -> SocketAddress {
        let key = ObjectKey(namespace: call.namespace ?? "", name: target.name)
        guard let object = await store.object(ObjectID(.pod, key)) else {
            throw .notFound(.pod, target.name)
        }
        guard let host = await pods.address(key.namespace, key.name) else {
            throw .badRequest("address not allowed")
        }
        let pod = Pod(json: object.json)
        if target.port.isEmpty {
            let first = pod.containers.lazy.compactMap { $0.json["ports"]?[0] }.first
            return SocketAddress(host: host, port: first?["containerPort"]?.int ?? 80)
        }
        if let number = Int(target.port) { return SocketAddress(host: host, port: number) }
        guard let port = pod.containers.lazy.compactMap({ $0.port(named: target.port) }).first
        else { throw .badRequest("no port \(target.port) in pod \(target.name)") }
        return SocketAddress(host: host, port: port)
    }

    private func serviceAddress(
        _ call: Call,
        _ target: ProxyName
    ) async throws(APIStatus) -> SocketAddress {
        let namespace = call.namespace ?? ""
        let key = ObjectKey(namespace: namespace, name: target.name)
        let state = await store.transaction()
        guard let object = state[ObjectID(.service, key)] else {
            throw .notFound(.service, target.name)
        }
        let service = Service(json: object.json)
        guard
            let port = service.ports.first(where: {
                target.port.isEmpty || $0.name == target.port || String($0.port) == target.port
            })
        else {
            throw .unavailable(
                "no service port \"\(target.port)\" found for service \"\(target.name)\""
            )
        }
        let endpoints = ServiceEndpoints(service, in: state).ready(port)
        for endpoint in endpoints.shuffled() {
            if let host = await pods.address(namespace, endpoint.pod) {
                return SocketAddress(host: host, port: endpoint.port)
            }
        }
        throw .unavailable("no endpoints available for service \"\(target.name)\"")
    }

    private func outgoing(
        _ call: Call,
        to address: SocketAddress,
        _ scheme: String
    ) -> Request {
        var head = call.request.head
        let query = (head.path ?? "").firstIndex(of: "?").map { (head.path ?? "")[$0...] } ?? ""
        head.scheme = scheme
        head.authority = "\(address)"
        head.path = "/" + call.rest + query
        for field in ProxyFields.hopByHop + ProxyFields.credentials {
            head.headerFields[field] = nil
        }
        for field in head.headerFields where ProxyFields.isIdentity(field.name) {
            head.headerFields[field.name] = nil
        }
        return Request(head: head, body: call.request.body)
    }
}

/// The name in a proxy's path: `NAME`, `NAME:PORT` or `SCHEME:NAME:PORT`.
private struct ProxyName {
    var scheme = "http"
    var name = ""
    var port = ""

    init(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        switch parts.count {
        case 3...:
            scheme = parts[0] == "https" ? "https" : "http"
            name = parts[1]
            port = parts[2]
        case 2:
            name = parts[0]
            port = parts[1]
        default: name = text
        }
    }
}

/// Header fields that do not pass a proxy.
private enum ProxyFields {
    /// Fields of the connection (RFC 9110, section 7.6.1).
    static let hopByHop: [HTTPField.Name] = [
        .connection, .transferEncoding, .upgrade, .te, .trailer, .proxyAuthenticate,
        .proxyAuthorization,
    ]
    static let credentials: [HTTPField.Name] = [.authorization, .cookie]

    /// Whether a field says on whose behalf a request is made.
    static func isIdentity(_ name: HTTPField.Name) -> Bool {
        name.canonicalName.hasPrefix("impersonate-") || name.canonicalName.hasPrefix("x-remote-")
    }
}

/// The pods behind a service.
private struct ServiceEndpoints {
    private let service: Service
    private let state: StoreTransaction

    init(_ service: Service, in state: StoreTransaction) {
        self.service = service
        self.state = state
    }

    /// The ready pods of a port, by the Endpoints and EndpointSlices of the service.
    func ready(_ port: ServicePort) -> [(pod: String, port: Int)] {
        let slices = state.objects(.endpointSlice, namespace: service.namespace).filter {
            $0.labels["kubernetes.io/service-name"] == service.name
        }
        let found = slices.flatMap { fromSlice($0.json, port) }
        guard found.isEmpty else { return found }
        guard let endpoints = state[ObjectID(.endpoints, service.key)] else { return [] }
        return (endpoints.json["subsets"]?.elements ?? []).flatMap { subset in
            pairs(subset["addresses"]?.elements ?? [], subset["ports"]?.elements ?? [], port)
        }
    }

    private func fromSlice(_ slice: JSON, _ port: ServicePort) -> [(pod: String, port: Int)] {
        let ready = (slice["endpoints"]?.elements ?? []).filter {
            $0["conditions"]?["ready"]?.bool ?? true
        }
        return pairs(ready, slice["ports"]?.elements ?? [], port)
    }

    private func pairs(
        _ addresses: [JSON],
        _ ports: [JSON],
        _ port: ServicePort
    ) -> [(pod: String, port: Int)] {
        let match = ports.first { ($0["name"]?.string ?? "") == port.name }
        guard let number = match?["port"]?.int else { return [] }
        return addresses.compactMap { address in
            guard address["targetRef"]?["kind"]?.string == "Pod",
                let pod = address["targetRef"]?["name"]?.string
            else { return nil }
            return (pod, number)
        }
    }
}
