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
                ResourceKind("PodMetrics", plural: "podmetrics", group: "metrics.k8s.io"),
                "\(call.namespace ?? "")/\(name)"
            )
        }
        return Answer.document(item, form: form)
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
            "timestamp": .string(call.now.description), "window": "15s",
            "containers": .array(
                usage.map { usage in
                    [
                        "name": .string(usage.container),
                        "usage": [
                            "cpu": .string("\(usage.milliCPU)m"),
                            "memory": .string("\(usage.memory / 1024)Ki"),
                        ],
                    ]
                }
            ),
        ]
    }
}
