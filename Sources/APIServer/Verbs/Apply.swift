import Documents
import Failures
import HTTP
import Kubernetes

extension ClusterAPI {
    /// Answers a `patch` that is a server-side apply.
    func apply(
        _ call: Call,
        _ form: OutputForm,
        _ bytes: [UInt8]
    ) async throws(APIStatus) -> Response {
        guard let manager = call.query["fieldManager"], !manager.isEmpty else {
            throw .invalid(
                ResourceKind("PatchOptions", plural: "", group: "meta.k8s.io"),
                name: "",
                [FieldProblem(.required, "fieldManager", "is required for apply patch")]
            )
        }
        let document: JSON
        do {
            document = try YAML.json(parsing: String(decoding: bytes, as: UTF8.self))
        } catch {
            throw .badRequest("error decoding YAML: \(error.failure.message)")
        }
        let (config, warnings) = try BodyReader(call).object(document)
        if let name = config["metadata"]?["name"]?.string, name != call.name {
            throw .badRequest(
                "the name of the object (\(name)) does not match the name on the URL "
                    + "(\(call.name ?? ""))"
            )
        }
        let patch = ApplyPatch(call, config: config, isForced: call.query.isTrue("force"))
        let writer = ObjectWriter(call: call, admission: admission)
        let outcome = try await store.write { transaction throws(APIStatus) in
            guard let old = transaction[call.id] else {
                guard call.subresource == nil else {
                    throw .notFound(call.resource, call.name ?? "")
                }
                var object = try patch.applied(to: nil)
                let managed = object["metadata"]?["managedFields"]
                object["metadata"]?["name"] = .string(call.name ?? "")
                let made = try writer.create(
                    object,
                    in: &transaction,
                    managedFields: managed
                )
                return WriteOutcome(made, isCreated: true)
            }
            let object = try patch.applied(to: old.json)
            let body = try writer.update(old, to: object, in: &transaction, record: false)
            return WriteOutcome(body)
        }
        return ObjectAnswer(call, form).one(
            outcome.body,
            status: outcome.isCreated ? 201 : 200,
            warnings: warnings
        )
    }
}
