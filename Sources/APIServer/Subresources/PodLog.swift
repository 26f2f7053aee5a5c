import Documents
import HTTP
import HTTPTypes
import Kubernetes

extension ClusterAPI {
    /// Answers a `get` of a pod's log.
    func podLog(_ call: Call) async throws(APIStatus) -> Response {
        guard let object = await store.object(call.id) else {
            throw .notFound(call.resource, call.name ?? "")
        }
        let pod = Pod(json: object.json)
        var request = LogRequest(
            namespace: pod.namespace,
            pod: pod.name,
            uid: pod.metadata.uid,
            container: try container(of: pod, call.query["container"])
        )
        request.follow = call.query.isTrue("follow")
        request.previous = call.query.isTrue("previous")
        request.timestamps = call.query.isTrue("timestamps")
        request.tailLines = try number("tailLines", call.query)
        if let seconds = try number("sinceSeconds", call.query) {
            request.since = call.now + .seconds(-seconds)
        }
        if let text = call.query["sinceTime"], !text.isEmpty {
            guard let since = Timestamp(text) else {
                throw .badRequest("unable to parse sinceTime \(text)")
            }
            request.since = since
        }
        let limit = try number("limitBytes", call.query)
        guard let node = pod.nodeName else { return Response(.noContent) }
        guard pods.runs(node) else { throw await noKubelet(of: node, pod) }
        try checkRuns(pod, request)
        let body = try await pods.log(request)
        let limited = limit.map { body.limited(to: $0) } ?? body
        return Response(.ok, type: "text/plain", body: limited)
    }

    /// What is answered for a pod of a node that nobody runs: 500 without a reason, as the real
    /// server answers when it cannot reach a kubelet.
    private func noKubelet(of node: String, _ pod: Pod) async -> APIStatus {
        let object = await store.object(ObjectID(.node, ObjectKey(namespace: "", name: node)))
        let addresses = object?.json["status"]?["addresses"]?.elements ?? []
        let kinds = ["Hostname", "InternalDNS", "InternalIP", "ExternalDNS", "ExternalIP"]
        let address = addresses.first { kinds.contains($0["type"]?.string ?? "") }
        let message =
            address.map {
                "no kubelet runs on node \(node), whose address is \($0["address"]?.string ?? "")"
            } ?? "no preferred addresses found; known addresses: []"
        return APIStatus(code: 500, reason: "", message: message)
    }

    private func number(_ name: String, _ query: Query) throws(APIStatus) -> Int? {
        guard let text = query[name], !text.isEmpty else { return nil }
        guard let number = Int(text), number >= 0 else {
            throw .badRequest("\(name) must be a number that is not negative, not \(text)")
        }
        return number
    }

    private func container(of pod: Pod, _ wanted: String?) throws(APIStatus) -> String {
        let initial = (pod.spec["initContainers"]?.elements ?? []).map(Container.init)
        let names = pod.containers.map(\.name)
        if let wanted, !wanted.isEmpty {
            guard names.contains(wanted) || initial.contains(where: { $0.name == wanted }) else {
                throw .badRequest("container \(wanted) is not valid for pod \(pod.name)")
            }
            return wanted
        }
        guard names.count == 1 else {
            throw .badRequest(
                "a container name must be specified for pod \(pod.name), choose one of: "
                    + "[\(names.joined(separator: " "))]"
            )
        }
        return names[0]
    }

    private func checkRuns(_ pod: Pod, _ request: LogRequest) throws(APIStatus) {
        let status = pod.containerStatuses.first { $0.name == request.container }
        let name = request.container
        if request.previous, (status?.restartCount ?? 0) == 0 {
            throw .badRequest(
                "previous terminated container \"\(name)\" in pod \"\(pod.name)\" not found"
            )
        }
        // A container that waits for its next start has a log; one that never started has none.
        if let reason = status?.waitingReason, status?.restartCount == 0,
            status?.lastTermination == nil
        {
            throw .badRequest(
                "container \"\(name)\" in pod \"\(pod.name)\" is waiting to start: \(reason)"
            )
        }
    }
}

extension Body {
    /// The first bytes of a body.
    fileprivate func limited(to limit: Int) -> Body {
        switch self {
        case .bytes(let bytes): return .bytes(Array(bytes.prefix(limit)))
        case .stream(let stream):
            let rest = LimitedStream(stream, limit: limit)
            return .stream(ByteStream { try await rest.next() })
        }
    }
}

/// A stream that ends after a number of bytes.
private actor LimitedStream {
    private var iterator: ByteStream.Iterator
    private var left: Int

    init(_ stream: ByteStream, limit: Int) {
        iterator = stream.makeAsyncIterator()
        left = limit
    }

    func next() async throws -> [UInt8]? {
        var iterator = iterator
        guard left > 0, let piece = try await iterator.next(isolation: self) else { return nil }
        self.iterator = iterator
        let part = Array(piece.prefix(left))
        left -= part.count
        return part
    }
}
