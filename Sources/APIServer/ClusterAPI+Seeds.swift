import Documents
public import Kubernetes

extension ClusterAPI {
    /// Makes what every cluster has where it is missing: the namespaces `default`, `kube-system`,
    /// `kube-public` and `kube-node-lease`, and the definitions of the custom resources.
    ///
    /// Requests are answered without it; the one who puts the cluster together calls it first.
    ///
    /// - Throws: `APIStatus` when the store cannot be written.
    public func prepare() async throws(APIStatus) {
        let now = Timestamp.now
        _ = try await store.write { transaction throws(APIStatus) in
            for name in ["default", "kube-system", "kube-public", "kube-node-lease"] {
                let kind = ServedKind.of(.namespace)
                let id = ObjectID(.namespace, ObjectKey(namespace: "", name: name))
                guard transaction[id] == nil else { continue }
                var json = Namespace(name: name).json
                json["metadata"]?["uid"] = .string(Identity.uid())
                json["metadata"]?["creationTimestamp"] = .string(now.description)
                Defaults(kind).fill(&json, transaction: transaction)
                transaction.put(id, json)
            }
            for kind in ServedKind.all where kind.isCustom {
                let definition = Definition(kind)
                let old = transaction[definition.id]
                let json = definition.json(old: old?.json, now: now)
                if old?.json["spec"] != json["spec"] { transaction.put(definition.id, json) }
            }
            return WriteOutcome(body: .null)
        }
    }
}
