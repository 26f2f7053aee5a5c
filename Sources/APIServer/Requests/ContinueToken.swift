import Documents
import Kubernetes

/// Where the next page of a list begins.
struct ContinueToken: Sendable {
    /// The version of the first page; -1 for the newest.
    var version: Int
    /// The key after which the page begins.
    var after: ObjectKey

    init(version: Int, after: ObjectKey) {
        self.version = version
        self.after = after
    }

    /// Reads a token that `text` made.
    init(_ text: String) throws(APIStatus) {
        let bytes = Base64.decode(text)
        guard let bytes, let json = try? JSON(parsing: bytes), let version = json["rv"]?.int,
            let namespace = json["ns"]?.string, let name = json["name"]?.string
        else {
            throw .badRequest(
                "invalid continue token: continue key is not valid: it was not made by this server"
            )
        }
        self.version = version
        after = ObjectKey(namespace: namespace, name: name)
    }

    /// The token as clients send it back.
    var text: String {
        let json: JSON = [
            "v": "meta.k8s.io/v1", "rv": .int(version), "ns": .string(after.namespace),
            "name": .string(after.name),
        ]
        return Base64.encode(json.bytes())
    }
}
