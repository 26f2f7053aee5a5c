public import Documents
import HTTP

/// How a change is to be made.
public struct WriteOptions: Sendable, Hashable {
    /// What a server does with fields that it does not know, and with those that stand twice.
    public enum FieldValidation: String, Sendable, Hashable {
        /// It refuses the change.
        case strict = "Strict"
        /// It drops them and says so.
        case warn = "Warn"
        /// It drops them.
        case ignore = "Ignore"
    }

    /// Whether the server only says what would become of it.
    public var isDryRun: Bool
    /// What is done with unknown fields; `nil` leaves it to the server.
    public var fieldValidation: FieldValidation?

    /// Makes options.
    public init(isDryRun: Bool = false, fieldValidation: FieldValidation? = nil) {
        self.isDryRun = isDryRun
        self.fieldValidation = fieldValidation
    }

    func parameters(fieldManager: String) -> Query {
        var query = Query()
        query["fieldManager"] = fieldManager
        if isDryRun { query["dryRun"] = "All" }
        if let fieldValidation { query["fieldValidation"] = fieldValidation.rawValue }
        return query
    }
}

/// A change to an object that leaves the rest of it as it is.
public enum ObjectPatch: Sendable, Hashable {
    /// Single operations, made all or not at all (RFC 6902).
    case json(JSONPatch)
    /// The fields to change; lists are replaced whole (RFC 7386).
    case merge(JSON)
    /// The fields to change; lists are merged by Kubernetes' rules. Not for custom resources.
    case strategic(JSON)
    /// The fields that this manager wants, and wants alone where `isForced`.
    case apply(JSON, isForced: Bool)

    var contentType: String {
        switch self {
        case .json: "application/json-patch+json"
        case .merge: "application/merge-patch+json"
        case .strategic: "application/strategic-merge-patch+json"
        case .apply: "application/apply-patch+yaml"
        }
    }

    var document: JSON {
        switch self {
        case .json(let patch): patch.json
        case .merge(let json), .strategic(let json), .apply(let json, _): json
        }
    }
}

/// How an object is to be deleted.
public struct DeleteOptions: Sendable, Hashable {
    /// What becomes of the objects that it owns.
    public enum Propagation: String, Sendable, Hashable {
        /// They are deleted afterwards.
        case background = "Background"
        /// They are deleted first.
        case foreground = "Foreground"
        /// They stay.
        case orphan = "Orphan"
    }

    /// What becomes of the objects that it owns.
    public var propagation: Propagation
    /// How long a pod may take to end, in seconds; `nil` for what the pod says.
    public var gracePeriodSeconds: Int?
    /// The identity that the object must have; `nil` for any.
    public var uid: String?
    /// The version that the object must have; `nil` for any.
    public var resourceVersion: String?
    /// Whether the server only says what would become of it.
    public var isDryRun: Bool

    /// Makes options.
    public init(
        propagation: Propagation = .background,
        gracePeriodSeconds: Int? = nil,
        uid: String? = nil,
        resourceVersion: String? = nil,
        isDryRun: Bool = false
    ) {
        self.propagation = propagation
        self.gracePeriodSeconds = gracePeriodSeconds
        self.uid = uid
        self.resourceVersion = resourceVersion
        self.isDryRun = isDryRun
    }

    var json: JSON {
        var json: JSON = [
            "kind": "DeleteOptions", "apiVersion": "v1",
            "propagationPolicy": .string(propagation.rawValue),
        ]
        if let gracePeriodSeconds { json["gracePeriodSeconds"] = .int(gracePeriodSeconds) }
        if let uid { json["preconditions"] = ["uid": .string(uid)] }
        if let resourceVersion {
            json["preconditions"] = json["preconditions"] ?? .object([:])
            json["preconditions"]?["resourceVersion"] = .string(resourceVersion)
        }
        if isDryRun { json["dryRun"] = ["All"] }
        return json
    }
}
