import Documents
import OrderedCollections

/// Hides what nobody should read over a shoulder.
enum Masking {
    /// What stands where a secret stood.
    static let mask = "••••••"

    /// An object as people look at it: without `managedFields` and the copy that `kubectl apply` keeps
    /// in an annotation, and with secrets masked.
    ///
    /// Masked are the data of a Secret, and wherever an environment variable or a parameter has a
    /// name that speaks of a password, a token, a key or a credential, its value.
    static func tidied(_ object: JSON) -> JSON {
        var object = object
        object["metadata"]?["managedFields"] = nil
        object["metadata"]?["annotations"]?["kubectl.kubernetes.io/last-applied-configuration"] =
            nil
        if object["metadata"]?["annotations"]?.object?.isEmpty == true {
            object["metadata"]?["annotations"] = nil
        }
        if object["kind"]?.string == "Secret" {
            for field in ["data", "stringData"] {
                guard let names = object[field]?.object?.keys else { continue }
                for name in names { object[field]?[name] = .string(mask) }
            }
        }
        return masked(object)
    }

    private static func masked(_ json: JSON) -> JSON {
        switch json {
        case .array(let items): return .array(items.map(masked))
        case .object(var members):
            if let name = members["name"]?.string, members["value"]?.string != nil,
                isSecret(name)
            {
                members["value"] = .string(mask)
            }
            for (name, value) in members { members[name] = masked(value) }
            return .object(members)
        default: return json
        }
    }

    /// Whether a name says that its value is secret.
    static func isSecret(_ name: String) -> Bool {
        let name = name.uppercased()
        return [
            "PASSWORD", "PASSWD", "SECRET", "TOKEN", "CREDENTIAL", "PRIVATE_KEY", "API_KEY",
            "APIKEY", "ACCESS_KEY",
        ].contains { name.contains($0) }
    }
}
