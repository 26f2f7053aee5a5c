import Documents
import Kubernetes

/// Brings objects into the state in which they are stored, and checks them.
struct ObjectWriter: Sendable {
    let call: Call
    let admission: [Admission]

    private var kind: ServedKind { ServedKind.of(call.kind.storage) }

    // MARK: Create

    /// Stores a new object and returns it.
    ///
    /// Its fields become those of the writer, unless `managedFields` says whose they are.
    func create(
        _ object: JSON,
        in transaction: inout StoreTransaction,
        managedFields: JSON? = nil
    ) throws(APIStatus) -> WrittenBody {
        var object = object
        var metadata = try newMetadata(object, transaction)
        let name = metadata["name"]?.string ?? ""
        let id = ObjectID(kind.resource, ObjectKey(namespace: call.namespace ?? "", name: name))
        guard transaction[id] == nil else { throw .alreadyExists(call.resource, name) }
        if kind.hasStatus, !keepsStatus { object["status"] = nil }
        metadata["uid"] = .string(Identity.uid())
        metadata["creationTimestamp"] = .string(call.now.description)
        if kind.countsGenerations { metadata["generation"] = 1 }
        object["metadata"] = metadata
        Defaults(kind).fill(&object, transaction: transaction)
        try validate(object, old: nil)
        if kind.resource == .event, !call.isDryRun {
            EventExpiry.sweepSometimes(&transaction, now: call.now)
        }
        if let managedFields {
            object["metadata"]?["managedFields"] = managedFields
        } else {
            ManagedFields.recordUpdate(of: &object, from: nil, call)
        }
        return store(object, id, in: &transaction)
    }

    // Pods and nodes are also made by those who know their state.
    private var keepsStatus: Bool { kind.resource == .node || kind.resource == .namespace }

    private func newMetadata(
        _ object: JSON,
        _ transaction: StoreTransaction
    ) throws(APIStatus) -> JSON {
        var metadata = object["metadata"] ?? [:]
        if let namespace = metadata["namespace"]?.string, !namespace.isEmpty,
            kind.resource.isNamespaced, namespace != call.namespace
        {
            throw .badRequest(
                "the namespace of the provided object does not match the namespace sent on the "
                    + "request"
            )
        }
        metadata["namespace"] = nil
        if kind.resource.isNamespaced {
            metadata["namespace"] = .string(call.namespace ?? "default")
        }
        if let version = metadata["resourceVersion"]?.string, !version.isEmpty {
            throw .badRequest("resourceVersion should not be set on objects to be created")
        }
        for key in [
            "resourceVersion", "uid", "creationTimestamp", "deletionTimestamp",
            "deletionGracePeriodSeconds", "generation", "selfLink", "managedFields",
        ] { metadata[key] = nil }
        if metadata["name"]?.string ?? "" == "" {
            guard let base = metadata["generateName"]?.string, !base.isEmpty else {
                throw .invalid(
                    kind.resource,
                    name: "",
                    [FieldProblem(.required, "metadata.name", "name or generateName is required")]
                )
            }
            metadata["name"] = .string(String(base.prefix(58)) + Identity.suffix())
        }
        try checkNamespace(metadata["name"]?.string ?? "", transaction)
        return metadata
    }

    private func checkNamespace(
        _ name: String,
        _ transaction: StoreTransaction
    ) throws(APIStatus) {
        guard kind.resource.isNamespaced, let namespace = call.namespace else { return }
        let id = ObjectID(.namespace, ObjectKey(namespace: "", name: namespace))
        guard let found = transaction[id] else { throw .notFound(.namespace, namespace) }
        if found.isMarked {
            throw .terminating(call.resource, name, namespace: namespace)
        }
    }

    // MARK: Update

    /// Stores a new state of an object and returns it.
    ///
    /// The changed fields become those of the writer, unless `record` is false: an apply has seen to
    /// it before.
    func update(
        _ old: StoredObject,
        to new: JSON,
        in transaction: inout StoreTransaction,
        record: Bool = true
    ) throws(APIStatus) -> WrittenBody {
        let before = old.json
        var object = try merged(new, onto: before)
        try checkIdentity(new, before, old)
        object["metadata"] = newMetadata(object["metadata"] ?? [:], before)
        if call.subresource == nil { Defaults(kind).fill(&object, transaction: transaction) }
        if kind.countsGenerations {
            let generation = before["metadata"]?["generation"]?.int ?? 1
            let isSame = StateComparison.desired(before) == StateComparison.desired(object)
            object["metadata"]?["generation"] = .int(isSame ? generation : generation + 1)
        }
        try validate(object, old: before)
        if record { ManagedFields.recordUpdate(of: &object, from: before, call) }
        if StateComparison.isSame(before, object) { return .stored(old) }
        if isFinished(object) {
            return .document(Deletion.finish(old, last: object, in: &transaction))
        }
        return store(object, old.id, in: &transaction)
    }

    /// What of the new state counts here: status alone, or all but the status.
    private func merged(_ new: JSON, onto old: JSON) throws(APIStatus) -> JSON {
        guard kind.hasStatus else { return new }
        if call.subresource == "status" {
            var object = old
            object["status"] = new["status"]
            // The metadata that built-in kinds let be written along with the status.
            if !kind.isCustom {
                for key in ["labels", "annotations", "finalizers"] {
                    object["metadata"]?[key] = new["metadata"]?[key]
                }
            }
            return object
        }
        var object = new
        object["status"] = old["status"]
        return object
    }

    private func checkIdentity(
        _ new: JSON,
        _ old: JSON,
        _ stored: StoredObject
    ) throws(APIStatus) {
        let name = call.name ?? ""
        if let version = new["metadata"]?["resourceVersion"]?.string, !version.isEmpty,
            version != String(stored.version)
        {
            throw .conflict(call.resource, name)
        }
        if let uid = new["metadata"]?["uid"]?.string, !uid.isEmpty,
            uid != old["metadata"]?["uid"]?.string
        {
            throw APIStatus(
                code: 409,
                reason: "Conflict",
                message: "Operation cannot be fulfilled on \(call.resource.qualifiedName) "
                    + "\"\(name)\": Precondition failed: UID in precondition: \(uid), UID in object "
                    + "meta: \(old["metadata"]?["uid"]?.string ?? "")",
                details: APIStatus.details(call.resource, name)
            )
        }
    }

    private func newMetadata(_ new: JSON, _ old: JSON) -> JSON {
        var metadata = new
        for key in [
            "name", "namespace", "uid", "creationTimestamp", "deletionTimestamp",
            "deletionGracePeriodSeconds", "generation", "generateName",
        ] { metadata[key] = old["metadata"]?[key] }
        metadata["selfLink"] = nil
        for key in ["labels", "annotations", "finalizers", "ownerReferences"]
        where metadata[key]?.members.isEmpty ?? true && metadata[key]?.elements.isEmpty ?? true {
            metadata[key] = nil
        }
        return metadata
    }

    private func isFinished(_ object: JSON) -> Bool {
        guard object["metadata"]?["deletionTimestamp"] != nil,
            object["metadata"]?["finalizers"]?.elements.isEmpty ?? true
        else { return false }
        if kind.resource == .namespace { return false }
        return kind.resource != .pod
            || object["metadata"]?["deletionGracePeriodSeconds"]?.int ?? 0 == 0
    }

    // MARK: Both

    private func validate(_ object: JSON, old: JSON?) throws(APIStatus) {
        let name = object["metadata"]?["name"]?.string ?? ""
        let problems = ObjectValidation(kind).problems(object, old: old)
        if !problems.isEmpty { throw .invalid(kind.resource, name: name, problems) }
        for check in admission {
            if let refusal = check(kind.resource, object, old) { throw refusal }
        }
    }

    private func store(
        _ object: JSON,
        _ id: ObjectID,
        in transaction: inout StoreTransaction
    ) -> WrittenBody {
        guard call.isDryRun else { return .stored(transaction.put(id, object)) }
        var object = object
        // What is not written keeps the version it had.
        object["metadata"]?["resourceVersion"] = transaction[id].map {
            .string(String($0.version))
        }
        return .document(object)
    }
}

extension APIStatus {
    fileprivate static func terminating(
        _ kind: ResourceKind,
        _ name: String,
        namespace: String
    ) -> APIStatus {
        let cause: JSON = [
            "reason": "NamespaceTerminating",
            "message": .string("namespace \(namespace) is being terminated"),
            "field": "metadata.namespace",
        ]
        return APIStatus(
            code: 403,
            reason: "Forbidden",
            message: "\(kind.qualifiedName) \"\(name)\" is forbidden: unable to create new content "
                + "in namespace \(namespace) because it is being terminated",
            details: details(kind, name, ["causes": [cause]])
        )
    }
}
