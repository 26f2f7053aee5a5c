import Documents
import HTTP
import Kubernetes

extension ClusterAPI {
    /// Answers a `get` or `list` of what pods use, from what runs them.
    func podMetrics(_ call: Call, _ form: OutputForm) async throws(APIStatus) -> Response {
        var options = call
        options.kind = ServedKind.of(.pod)
        let selection = try Selection(call.query, kind: options.kind, name: call.name)
        let (pods, version) = await store.snapshot(.pod)
        var items: [JSON] = []
        for pod in pods.slice(namespace: call.namespace) where selection.matches(pod) {
            if let item = await metrics(of: pod, call) { items.append(item) }
        }
        return try answer(items, version, call, form)
    }

    private func metrics(of pod: StoredObject, _ call: Call) async -> JSON? {
        let key = pod.id.key
        let usage = await pods.usage(key.namespace, key.name)
        guard !usage.isEmpty else { return nil }
        return [
            "kind": "PodMetrics", "apiVersion": .string(call.resource.apiVersion),
            "metadata": [
                "name": .string(key.name), "namespace": .string(key.namespace),
                "creationTimestamp": .string(call.now.description),
                "labels": .strings(pod.labels),
            ],
            "timestamp": .string(call.now.description),
            "window": .string("\(usage.map(\.window).min() ?? 0)s"),
            "containers": .array(
                usage.map { usage in
                    [
                        "name": .string(usage.container),
                        "usage": usage.json,
                    ]
                }
            ),
        ]
    }

    /// Answers a `get` or `list` of what is used of nodes.
    func nodeMetrics(_ call: Call, _ form: OutputForm) async throws(APIStatus) -> Response {
        var options = call
        options.kind = ServedKind.of(.node)
        let selection = try Selection(call.query, kind: options.kind, name: call.name)
        let (nodes, version) = await store.snapshot(.node)
        var items: [JSON] = []
        for node in nodes.slice(namespace: nil) where selection.matches(node) {
            let name = node.id.key.name
            guard let usage = await pods.nodeUsage(name) else { continue }
            items.append([
                "kind": "NodeMetrics", "apiVersion": .string(call.resource.apiVersion),
                "metadata": [
                    "name": .string(name), "creationTimestamp": .string(call.now.description),
                    "labels": .strings(node.labels),
                ],
                "timestamp": .string(call.now.description),
                "window": .string("\(usage.window)s"), "usage": usage.json,
            ])
        }
        return try answer(items, version, call, form)
    }

    private func answer(
        _ items: [JSON],
        _ version: Int,
        _ call: Call,
        _ form: OutputForm
    ) throws(APIStatus) -> Response {
        guard let name = call.name else {
            return Answer.document(
                [
                    "kind": .string(call.kind.listKind),
                    "apiVersion": .string(call.resource.apiVersion),
                    "metadata": ["resourceVersion": .string(String(version))],
                    "items": .array(items),
                ],
                form: form
            )
        }
        guard let item = items.first else {
            throw .notFound(
                ResourceKind(
                    call.resource.kind,
                    plural: call.resource.singular,
                    group: "metrics.k8s.io"
                ),
                call.namespace.map { "\($0)/\(name)" } ?? name
            )
        }
        return Answer.document(item, form: form)
    }
}

extension ContainerUsage {
    fileprivate var json: JSON {
        ["cpu": .string("\(milliCPU)m"), "memory": .string("\(memory / 1024)Ki")]
    }
}
