import Documents
import Failures
import HTTP
import HTTPTypes
import Kubernetes

extension ClusterAPI {
    /// Answers a `patch`.
    func patch(_ call: Call, _ form: OutputForm) async throws(APIStatus) -> Response {
        let header = call.request.head.headerFields[.contentType] ?? ""
        let type = MediaRange(header[...]).type
        guard let patch = PatchType(rawValue: type), call.takes(patch) else {
            throw .unsupportedMediaType(PatchType.all(call.kind).map(\.rawValue))
        }
        let bytes = try await call.body()
        if patch == .apply { return try await apply(call, form, bytes) }
        let change = try Change(patch, bytes, call)
        if call.subresource == "scale" { return try await patchScale(call, form, change) }
        let writer = ObjectWriter(call: call, admission: admission)
        let outcome = try await store.write { transaction throws(APIStatus) in
            guard let old = transaction[call.id] else {
                throw .notFound(call.resource, call.name ?? "")
            }
            let before = call.converted(old.json)
            var object = try change.applied(to: before)
            // A patch that names a version is a patch of that version only.
            if object["metadata"]?["resourceVersion"] == before["metadata"]?["resourceVersion"] {
                object["metadata"]?["resourceVersion"] = nil
            }
            let (checked, warnings) = try BodyReader(call).checked(object)
            return WriteOutcome(
                try writer.update(old, to: checked, in: &transaction),
                warnings: warnings
            )
        }
        return ObjectAnswer(call, form).one(outcome.body, warnings: outcome.warnings)
    }
}

extension Call {
    /// Whether a patch of a type can be made here.
    func takes(_ patch: PatchType) -> Bool { PatchType.all(kind).contains(patch) }
}

/// The forms of patches.
enum PatchType: String, Sendable {
    case json = "application/json-patch+json"
    case merge = "application/merge-patch+json"
    case strategic = "application/strategic-merge-patch+json"
    case apply = "application/apply-patch+yaml"

    /// The forms that objects of a kind can be patched with.
    static func all(_ kind: ServedKind) -> [PatchType] {
        kind.isCustom ? [.json, .merge, .apply] : [.json, .merge, .strategic, .apply]
    }
}

/// What a patch does to a document.
enum Change: Sendable {
    case json(JSONPatch)
    case merge(JSON)
    case strategic(JSON, type: String)

    init(_ type: PatchType, _ bytes: [UInt8], _ call: Call) throws(APIStatus) {
        let json: JSON
        do {
            json = try JSON(parsing: bytes)
        } catch {
            throw .badRequest("error decoding patch: \(error.failure.message)")
        }
        switch type {
        case .json:
            guard case .array = json else {
                throw .badRequest(
                    "error decoding patch: json: cannot unmarshal object into Go value of type "
                        + "[]handlers.jsonPatchOp"
                )
            }
            do {
                self = .json(try JSONPatch(json: json))
            } catch {
                throw .badRequest("error decoding patch: \(error.failure.message)")
            }
        case .merge, .strategic, .apply:
            guard case .object = json else {
                throw .badRequest(
                    "error decoding patch: json: cannot unmarshal \(json.typeName) into Go value "
                        + "of type map[string]interface {}"
                )
            }
            self =
                type == .strategic
                ? .strategic(
                    json,
                    type: call.subresource == "scale"
                        ? "Scale" : call.kind.schema(version: call.version)
                )
                : .merge(json)
        }
    }

    /// The document after the patch.
    func applied(to object: JSON) throws(APIStatus) -> JSON {
        switch self {
        case .merge(let patch): return object.merging(patch)
        case .strategic(let patch, let type):
            return try StrategicMerge().merged(object, patch, type: type)
        case .json(let patch):
            do {
                return try object.applying(patch)
            } catch {
                // The real server says no more than this, and 422 even for a failed test.
                throw APIStatus(
                    code: 422,
                    reason: "Invalid",
                    message: "the server rejected our request due to an error in our request",
                    details: [:]
                )
            }
        }
    }
}
