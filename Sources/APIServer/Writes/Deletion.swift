import Documents
import HTTP
import Kubernetes

/// How an object is to go.
struct Deletion: Sendable {
    /// What happens to the objects that belong to it.
    enum Propagation: String, Sendable {
        case background = "Background"
        case foreground = "Foreground"
        case orphan = "Orphan"
    }

    var gracePeriod: Int?
    var propagation = Propagation.background
    var uid: String?
    var version: String?
    var isDryRun = false

    /// Reads the options of a query and of a body, which may be empty.
    init(_ query: Query, body: JSON) {
        gracePeriod =
            body["gracePeriodSeconds"]?.int ?? query["gracePeriodSeconds"].flatMap(Int.init)
        let name = body["propagationPolicy"]?.string ?? query["propagationPolicy"] ?? ""
        if let named = Propagation(rawValue: name) {
            propagation = named
        } else if body["orphanDependents"]?.bool ?? query.isTrue("orphanDependents") {
            propagation = .orphan
        }
        uid = body["preconditions"]?["uid"]?.string
        version = body["preconditions"]?["resourceVersion"]?.string
        isDryRun =
            query.all("dryRun").contains("All")
            || body["dryRun"]?.elements.contains("All") ?? false
    }

    /// Deletes an object, or marks it where something has yet to be done before it may go.
    ///
    /// - Returns: The object when it is still there or a pod, else a `Status` that says it is gone.
    func perform(
        on object: StoredObject,
        _ call: Call,
        in transaction: inout StoreTransaction
    ) throws(APIStatus) -> JSON {
        try checkPreconditions(object, call)
        var json = object.json
        let isMarked = json["metadata"]?["deletionTimestamp"] != nil
        let grace = graceSeconds(json, call.kind.resource)
        var finalizers = json["metadata"]?["finalizers"]?.elements ?? []
        if propagation == .foreground, !isMarked { finalizers.append("foregroundDeletion") }
        if call.kind.resource == .namespace {
            if Deletion.keptNamespaces.contains(object.id.key.name) {
                throw Deletion.kept(object.id.key.name)
            }
            return terminate(object, json, call, in: &transaction)
        }
        if finalizers.isEmpty, grace == 0 {
            if isDryRun { return Deletion.success(json, call) }
            if propagation == .orphan { Deletion.release(json, in: &transaction) }
            let last = Deletion.finish(object, last: json, in: &transaction)
            return call.kind.resource == .pod ? last : Deletion.success(last, call)
        }
        let old = json["metadata"]?["deletionGracePeriodSeconds"]?.int ?? .max
        guard !isMarked || grace < old else { return json }
        json["metadata"]?["deletionTimestamp"] = .string(
            (call.now + .seconds(grace)).description
        )
        json["metadata"]?["deletionGracePeriodSeconds"] = .int(grace)
        if !finalizers.isEmpty { json["metadata"]?["finalizers"] = .array(finalizers) }
        if call.kind.countsGenerations, !isMarked {
            let generation = json["metadata"]?["generation"]?.int ?? 1
            json["metadata"]?["generation"] = .int(generation + 1)
        }
        return isDryRun ? json : transaction.put(object.id, json).json
    }

    private func graceSeconds(_ json: JSON, _ kind: ResourceKind) -> Int {
        guard kind == .pod else { return 0 }
        let pod = Pod(json: json)
        // Nobody would confirm the end of a pod that runs nowhere.
        if pod.nodeName == nil || ["Succeeded", "Failed"].contains(pod.phase) { return 0 }
        return max(0, gracePeriod ?? pod.spec["terminationGracePeriodSeconds"]?.int ?? 30)
    }

    private func checkPreconditions(_ object: StoredObject, _ call: Call) throws(APIStatus) {
        let kind = call.resource
        let name = object.id.key.name
        let found = object.json["metadata"]?["uid"]?.string ?? ""
        let group = kind.group.isEmpty ? kind.kind : "\(kind.kind).\(kind.group)"
        func conflict(_ problem: String) -> APIStatus {
            var details = APIStatus.details(kind, name)
            details["kind"] = .string(kind.kind)
            return APIStatus(
                code: 409,
                reason: "Conflict",
                message: "Operation cannot be fulfilled on \(group) \"\(name)\": \(problem)",
                details: details
            )
        }
        if let uid, uid != found {
            throw conflict(
                "the UID in the precondition (\(uid)) does not match the UID in record (\(found)). "
                    + "The object might have been deleted and then recreated"
            )
        }
        if let version, version != String(object.version) {
            throw conflict(
                "the ResourceVersion in the precondition (\(version)) does not match the "
                    + "ResourceVersion in record (\(object.version)). The object might have been "
                    + "modified"
            )
        }
    }

    // MARK: The end of an object

    /// Takes an object away, and the namespace that waited for it to go.
    static func finish(
        _ object: StoredObject,
        last: JSON,
        in transaction: inout StoreTransaction
    ) -> JSON {
        let removed = transaction.remove(object.id, last: last)
        finishNamespace(object.id.key.namespace, in: &transaction)
        return removed?.json ?? last
    }

    /// What is answered when an object is gone.
    static func success(_ json: JSON, _ call: Call) -> JSON {
        var details = APIStatus.details(call.resource, json["metadata"]?["name"]?.string ?? "")
        details["uid"] = json["metadata"]?["uid"]
        return [
            "kind": "Status", "apiVersion": "v1", "metadata": [:], "status": "Success",
            "details": details,
        ]
    }

    /// Lets the objects that belong to another stay when it goes.
    private static func release(_ owner: JSON, in transaction: inout StoreTransaction) {
        let uid = owner["metadata"]?["uid"]?.string ?? ""
        let namespace = owner["metadata"]?["namespace"]?.string
        for kind in ServedKind.all {
            for object in transaction.objects(kind.resource, namespace: namespace) {
                var json = object.json
                var metadata = ObjectMeta(json: json["metadata"] ?? [:])
                guard metadata.ownerReferences.contains(where: { $0.uid == uid }) else { continue }
                metadata.ownerReferences.removeAll { $0.uid == uid }
                json["metadata"] = metadata.json
                transaction.put(object.id, json)
            }
        }
    }

    // MARK: Namespaces

    private static let keptNamespaces = ["default", "kube-system", "kube-public"]

    private static func kept(_ name: String) -> APIStatus {
        APIStatus(
            code: 403,
            reason: "Forbidden",
            message: "namespaces \"\(name)\" is forbidden: this namespace may not be deleted",
            details: APIStatus.details(.namespace, name)
        )
    }

    /// Marks a namespace and deletes what is in it; it goes when the last of that is gone.
    private func terminate(
        _ object: StoredObject,
        _ json: JSON,
        _ call: Call,
        in transaction: inout StoreTransaction
    ) -> JSON {
        var json = json
        if json["metadata"]?["deletionTimestamp"] == nil {
            json["metadata"]?["deletionTimestamp"] = .string(call.now.description)
            json["status"] = ["phase": "Terminating"]
        }
        if isDryRun { return json }
        json = transaction.put(object.id, json).json
        let namespace = object.id.key.name
        var inner = self
        inner.uid = nil
        inner.version = nil
        inner.propagation = .background
        for kind in ServedKind.all where kind.resource.isNamespaced {
            for content in transaction.objects(kind.resource, namespace: namespace) {
                var call = call
                call.kind = kind
                call.namespace = namespace
                call.name = content.id.key.name
                // Without preconditions nothing can be refused.
                _ = try? inner.perform(on: content, call, in: &transaction)
            }
        }
        Deletion.finishNamespace(namespace, in: &transaction)
        return json
    }

    private static func finishNamespace(
        _ name: String,
        in transaction: inout StoreTransaction
    ) {
        guard !name.isEmpty else { return }
        let id = ObjectID(.namespace, ObjectKey(namespace: "", name: name))
        guard let namespace = transaction[id],
            namespace.json["metadata"]?["deletionTimestamp"] != nil,
            namespace.json["metadata"]?["finalizers"]?.elements.isEmpty ?? true
        else { return }
        for kind in ServedKind.all where kind.resource.isNamespaced {
            guard transaction.objects(kind.resource, namespace: name).isEmpty else { return }
        }
        transaction.remove(id)
    }
}
