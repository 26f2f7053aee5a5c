import Documents
import Kubernetes

/// Where the next page of a list begins, written as kube-apiserver writes it.
struct ContinueToken: Sendable {
    /// The version of the first page; -1 for the newest.
    var version: Int
    /// The key after which the page begins, below the collection that is asked for.
    private var start: String

    /// Makes a token for what follows an object in a list of one namespace, or of all.
    init(version: Int, after key: ObjectKey, namespace: String?) {
        self.version = version
        let isWhole = namespace == nil && !key.namespace.isEmpty
        start = isWhole ? "\(key.namespace)/\(key.name)" : key.name
    }

    /// Reads a token that `text` made.
    init(_ text: String) throws(APIStatus) {
        let bytes = Base64.decode(text)
        guard let bytes, let json = try? JSON(parsing: bytes), let version = json["rv"]?.int,
            json["v"]?.string == "meta.k8s.io/v1", var start = json["start"]?.string,
            start.hasSuffix("\u{0}")
        else {
            throw .badRequest(
                "invalid continue token: continue key is not valid: it was not made by this server"
            )
        }
        // The real server begins it with a slash when it lists from memory.
        start.removeLast()
        self.version = version
        self.start = start.hasPrefix("/") ? String(start.dropFirst()) : start
    }

    /// The key after which the page of a list begins.
    func after(namespace: String?) -> ObjectKey {
        let parts = start.split(separator: "/", maxSplits: 1).map(String.init)
        guard namespace == nil, parts.count == 2 else {
            return ObjectKey(namespace: namespace ?? "", name: start)
        }
        return ObjectKey(namespace: parts[0], name: parts[1])
    }

    /// The same place in the newest state, whatever was written since the first page.
    var inconsistent: ContinueToken {
        var token = self
        token.version = -1
        return token
    }

    /// The token as clients send it back.
    var text: String {
        let json: JSON = [
            "v": "meta.k8s.io/v1", "rv": .int(version), "start": .string(start + "\u{0}"),
        ]
        return Base64.encode(json.bytes())
    }
}
