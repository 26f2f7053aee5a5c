import Documents
import HTTP
import Kubernetes

/// How many replicas an object shall have, as `autoscaling/v1` says it.
struct Scale: Sendable {
    /// The kind of the subresource.
    static let resource = ResourceKind("Scale", plural: "scales", group: "autoscaling")

    /// The scale as a document.
    let json: JSON

    /// Reads the scale of an object.
    ///
    /// - Throws: 500, as the real server does, when a custom resource leaves its replicas open.
    init(_ object: JSON, kind: ServedKind) throws(APIStatus) {
        let replicas = object["spec"]?["replicas"]?.int
        if kind.isCustom, replicas == nil {
            throw .internalError("the spec replicas field \".spec.replicas\" does not exist")
        }
        var metadata: JSON = [:]
        for key in ["name", "namespace", "uid", "resourceVersion", "creationTimestamp"] {
            metadata[key] = object["metadata"]?[key]
        }
        var status: JSON = ["replicas": .int(object["status"]?["replicas"]?.int ?? 0)]
        if kind.hasSelector {
            let selector = LabelSelector(json: object["spec"]?["selector"] ?? .null)
            status["selector"] = .string(selector.query)
        }
        json = [
            "kind": "Scale", "apiVersion": "autoscaling/v1", "metadata": metadata,
            "spec": ["replicas": .int(replicas ?? 1)], "status": status,
        ]
    }
}

extension ClusterAPI {
    /// Answers an `update` of a scale.
    func updateScale(
        _ call: Call,
        _ form: OutputForm,
        _ body: JSON
    ) async throws(APIStatus) -> Response {
        try await changeScale(call, form) { _ throws(APIStatus) in body }
    }

    /// Answers a `patch` of a scale.
    func patchScale(
        _ call: Call,
        _ form: OutputForm,
        _ change: Change
    ) async throws(APIStatus) -> Response {
        try await changeScale(call, form) { scale throws(APIStatus) in
            var changed = try change.applied(to: scale)
            if changed["metadata"]?["resourceVersion"] == scale["metadata"]?["resourceVersion"] {
                changed["metadata"]?["resourceVersion"] = nil
            }
            return changed
        }
    }

    private func changeScale(
        _ call: Call,
        _ form: OutputForm,
        _ change: @escaping @Sendable (JSON) throws(APIStatus) -> JSON
    ) async throws(APIStatus) -> Response {
        let writer = ObjectWriter(call: call.withoutSubresource, admission: admission)
        let outcome = try await store.write { transaction throws(APIStatus) in
            guard let old = transaction[call.id] else {
                throw .notFound(call.resource, call.name ?? "")
            }
            var object = old.json
            var open = object
            if open["spec"]?["replicas"] == nil { open["spec"]?["replicas"] = 0 }
            let scale = try change(try Scale(open, kind: call.kind).json)
            guard let replicas = scale["spec"]?["replicas"]?.int, replicas >= 0 else {
                throw .invalid(
                    Scale.resource,
                    name: call.name ?? "",
                    [
                        FieldProblem(
                            .invalid,
                            "spec.replicas",
                            "must be greater than or equal to 0",
                            value: scale["spec"]?["replicas"] ?? .null
                        )
                    ]
                )
            }
            object["spec"]?["replicas"] = .int(replicas)
            object["metadata"]?["resourceVersion"] = scale["metadata"]?["resourceVersion"]
            // The real server leaves the scale of a custom resource out of the managed fields.
            let written = try writer.update(
                old,
                to: object,
                in: &transaction,
                record: !call.kind.isCustom
            )
            return WriteOutcome(body: try Scale(written.json, kind: call.kind).json)
        }
        return Answer.document(outcome.body.json, form: form)
    }
}

extension Call {
    fileprivate var withoutSubresource: Call {
        var call = self
        call.subresource = nil
        return call
    }
}
