import Documents
import Kubernetes

/// How objects are written in a version in which they are not stored.
struct Conversion: Sendable {
    /// The type of the objects in that version, in the table of schemas.
    var schema: String
    /// The object as that version has it, made from what is stored.
    var fromStored: @Sendable (JSON) -> JSON
    /// The object as it is stored.
    var toStored: @Sendable (JSON) -> JSON
}

extension Call {
    private var conversion: Conversion? { kind.conversions[version] }

    /// An object that is stored, in the version that was asked for.
    func converted(_ stored: JSON) -> JSON {
        var object = conversion?.fromStored(stored) ?? stored
        if object["apiVersion"]?.string == kind.storage.apiVersion {
            object["apiVersion"] = .string(resource.apiVersion)
        }
        return object
    }

    /// An object in the version that was asked for, as it is stored.
    func unconverted(_ object: JSON) -> JSON {
        var stored = conversion?.toStored(object) ?? object
        stored["apiVersion"] = .string(kind.storage.apiVersion)
        return stored
    }

    /// Whether objects are sent as they are stored, but for the name of the version.
    var sendsAsStored: Bool { conversion == nil }
}
