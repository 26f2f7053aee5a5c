import Documents
import Kubernetes

/// One state of one object, as the store keeps it: encoded, so that a list is a copy of bytes and an
/// old state costs no more than its text.
final class StoredObject: Sendable {
    /// Kind and key.
    let id: ObjectID
    /// The counter's value at the write that made this state.
    let version: Int
    /// The object as compact JSON in the version that is stored; `apiVersion` comes first.
    let bytes: [UInt8]
    /// Its labels, by which lists and watches select.
    let labels: [String: String]
    /// Whether it is about to go.
    let isMarked: Bool

    /// Encodes an object, whose `resourceVersion` becomes `version`.
    init(_ id: ObjectID, version: Int, json: JSON) {
        self.id = id
        self.version = version
        var json = json
        json["metadata"]?["resourceVersion"] = .string(String(version))
        labels = json["metadata"]?["labels"]?.strings ?? [:]
        isMarked = json["metadata"]?["deletionTimestamp"] != nil
        bytes = StoredObject.ordered(json).bytes()
    }

    /// Takes over what the database holds.
    init(_ id: ObjectID, version: Int, bytes: [UInt8]) throws(DocumentError) {
        self.id = id
        self.version = version
        self.bytes = bytes
        let metadata = try JSON(parsing: bytes)["metadata"]
        labels = metadata?["labels"]?.strings ?? [:]
        isMarked = metadata?["deletionTimestamp"] != nil
    }

    /// The object.
    ///
    /// - Complexity: O(n) in the length of its text, which is parsed at each call.
    var json: JSON {
        // What was encoded by us, or checked when it was loaded, can be parsed.
        (try? JSON(parsing: bytes)) ?? .object([:])
    }

    /// The state of the object at its deletion: the same, at a later version.
    func deleted(at version: Int) -> StoredObject {
        StoredObject(id, version: version, json: json)
    }

    private static func ordered(_ json: JSON) -> JSON {
        var result: JSONObject = [:]
        for key in ["apiVersion", "kind", "metadata", "spec", "status"] {
            result[key] = json[key]
        }
        if let metadata = json["metadata"] { result["metadata"] = metadata.sorted() }
        for (key, value) in json.members where result[key] == nil { result[key] = value }
        return .object(result)
    }
}

/// What names an object in the store.
struct ObjectID: Sendable, Hashable {
    /// Plural and group, such as `deployments.apps`.
    var collection: String
    /// Namespace and name.
    var key: ObjectKey

    init(_ kind: ResourceKind, _ key: ObjectKey) {
        collection = kind.qualifiedName
        self.key = key
    }

    init(collection: String, key: ObjectKey) {
        self.collection = collection
        self.key = key
    }
}
