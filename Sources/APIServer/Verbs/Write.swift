import Documents
import HTTP
import Kubernetes

extension ClusterAPI {
    /// Answers a `create`.
    func create(_ call: Call, _ form: OutputForm) async throws(APIStatus) -> Response {
        var call = call
        if call.kind.resource.isNamespaced, call.namespace == nil { throw .methodNotAllowed }
        let reader = BodyReader(call)
        let body = try reader.document(try await call.body(), types: OutputForm.accepted)
        let (object, warnings) = try reader.object(body)
        call.name = object["metadata"]?["name"]?.string
        let writer = ObjectWriter(call: call, admission: admission)
        let outcome = try await store.write { transaction throws(APIStatus) in
            WriteOutcome(try writer.create(object, in: &transaction))
        }
        return ObjectAnswer(call, form).one(outcome.body, status: 201, warnings: warnings)
    }

    /// Answers an `update`: the whole object anew.
    func update(_ call: Call, _ form: OutputForm) async throws(APIStatus) -> Response {
        let reader = BodyReader(call)
        let body = try reader.document(try await call.body(), types: OutputForm.accepted)
        if call.subresource == "scale" { return try await updateScale(call, form, body) }
        let (object, warnings) = try reader.object(body)
        try checkName(object, call)
        let writer = ObjectWriter(call: call, admission: admission)
        let outcome = try await store.write { transaction throws(APIStatus) in
            guard let old = transaction[call.id] else {
                throw .notFound(call.resource, call.name ?? "")
            }
            if call.kind.isCustom, object["metadata"]?["resourceVersion"]?.string ?? "" == "" {
                throw .unversioned(call)
            }
            return WriteOutcome(try writer.update(old, to: object, in: &transaction))
        }
        return ObjectAnswer(call, form).one(outcome.body, warnings: warnings)
    }

    private func checkName(_ object: JSON, _ call: Call) throws(APIStatus) {
        let name = object["metadata"]?["name"]?.string ?? ""
        guard name == call.name else {
            throw .badRequest(
                "the name of the object (\(name)) does not match the name on the URL "
                    + "(\(call.name ?? ""))"
            )
        }
        if let namespace = object["metadata"]?["namespace"]?.string, !namespace.isEmpty,
            namespace != call.namespace ?? ""
        {
            throw .badRequest(
                "the namespace of the provided object does not match the namespace sent on the "
                    + "request"
            )
        }
    }

    /// Answers a `delete`.
    func delete(_ call: Call, _ form: OutputForm) async throws(APIStatus) -> Response {
        let deletion = Deletion(call.query, body: try await options(call))
        let outcome = try await store.write { transaction throws(APIStatus) in
            guard let object = transaction[call.id] else {
                throw .notFound(call.resource, call.name ?? "")
            }
            return WriteOutcome(body: try deletion.perform(on: object, call, in: &transaction))
        }
        return ObjectAnswer(call, form).one(outcome.body)
    }

    /// Answers a `deletecollection`.
    func deleteCollection(_ call: Call, _ form: OutputForm) async throws(APIStatus) -> Response {
        let deletion = Deletion(call.query, body: try await options(call))
        let selection = try Selection(call.query, kind: call.kind)
        let outcome = try await store.write { transaction throws(APIStatus) in
            let objects = transaction.objects(call.kind.storage, namespace: call.namespace)
            var items: [JSON] = []
            for object in objects where selection.matches(object) {
                items.append(call.converted(object.json))
                _ = try deletion.perform(on: object, call, in: &transaction)
            }
            return WriteOutcome(
                body: [
                    "kind": .string(call.kind.listKind),
                    "apiVersion": .string(call.resource.apiVersion),
                    "metadata": ["resourceVersion": .string(String(transaction.version))],
                    "items": .array(items),
                ]
            )
        }
        return Answer.document(outcome.body.json, form: form)
    }

    private func options(_ call: Call) async throws(APIStatus) -> JSON {
        let bytes = try await call.body()
        guard !bytes.isEmpty else { return [:] }
        return try BodyReader(call).document(bytes, types: OutputForm.accepted)
    }
}

extension APIStatus {
    fileprivate static func unversioned(_ call: Call) -> APIStatus {
        let problem = FieldProblem(
            .invalid,
            "metadata.resourceVersion",
            "must be specified for an update",
            value: 0
        )
        return .invalid(call.resource, name: call.name ?? "", [problem], usesPlural: true)
    }
}
