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

/// Base 64 with the alphabet for URLs and without padding (RFC 4648, section 5).
enum Base64 {
    private static let alphabet = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8
    )

    static func encode(_ bytes: [UInt8]) -> String {
        var output: [UInt8] = []
        var buffer = 0
        var bits = 0
        for byte in bytes {
            buffer = (buffer << 8 | Int(byte)) & 0xFFFF
            bits += 8
            while bits >= 6 {
                bits -= 6
                output.append(alphabet[buffer >> bits & 63])
            }
        }
        if bits > 0 { output.append(alphabet[buffer << (6 - bits) & 63]) }
        return String(decoding: output, as: UTF8.self)
    }

    static func decode(_ text: String) -> [UInt8]? {
        var output: [UInt8] = []
        var buffer = 0
        var bits = 0
        for byte in text.utf8 where byte != UInt8(ascii: "=") {
            guard let value = alphabet.firstIndex(of: byte) else { return nil }
            buffer = (buffer << 6 | value) & 0xFFFF
            bits += 6
            if bits >= 8 {
                bits -= 8
                output.append(UInt8(buffer >> bits & 255))
            }
        }
        return output
    }
}
