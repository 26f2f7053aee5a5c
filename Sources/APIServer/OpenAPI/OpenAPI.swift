import Documents
import HTTP
import HTTPTypes

/// The schemas of the API, in the two forms that clients ask for.
///
/// kubectl before 1.27 checks and explains by version 2, as protobuf and nothing else; later ones ask
/// for version 3, a document for each group and version.
enum OpenAPI {
    private static let protobufType = "application/com.github.proto-openapi.spec.v2@v1.0+protobuf"

    private static let version2 = OpenAPIDocument(.two).json(of: ServedGroup.all)
    private static let protobuf = OpenAPIProtobuf(version2).bytes

    /// The documents of version 3 by the path they are served under, such as `apis/apps/v1`.
    private static let version3: [(path: String, bytes: [UInt8])] = ServedGroup.all.flatMap {
        group in
        group.versions.map { version in
            var part = group
            part.versions = [version]
            let path = group.name.isEmpty ? "api/\(version)" : "apis/\(group.name)/\(version)"
            return (path, OpenAPIDocument(.three).json(of: [part]).bytes())
        }
    }

    /// Answers a request for a path such as `openapi/v3/apis/apps/v1`.
    static func respond(to request: Request, _ parts: [String]) -> Response? {
        switch parts.dropFirst().first {
        case "v2" where parts.count == 2: return respond2(to: request)
        case "v3" where parts.count == 2: return index
        case "v3":
            let path = parts.dropFirst(2).joined(separator: "/")
            guard let document = version3.first(where: { $0.path == path }) else { return nil }
            return Response(.ok, type: "application/json", body: .bytes(document.bytes))
        default: return nil
        }
    }

    private static func respond2(to request: Request) -> Response {
        let accept = request.head.headerFields[.accept] ?? ""
        let types = accept.split(separator: ",").map { MediaRange($0).type }
        guard types.contains(protobufType) else {
            return Response(.ok, type: "application/json", body: .bytes(version2.bytes()))
        }
        // As the real server spells it: the answer has a dot where the request has an @.
        let type = String(protobufType.map { $0 == "@" ? "." : $0 })
        return Response(.ok, type: type, body: .bytes(protobuf))
    }

    /// Paths and where their documents are; JSON, though the real server calls it plain text.
    private static let index: Response = {
        var paths: JSON = [:]
        for document in version3 {
            let url = "/openapi/v3/\(document.path)?hash=\(checksum(document.bytes))"
            paths[document.path] = ["serverRelativeURL": .string(url)]
        }
        let json: JSON = ["paths": paths]
        return Response(.ok, type: "text/plain; charset=utf-8", body: .bytes(json.bytes()))
    }()

    /// A number that changes with a document, so that clients can keep copies (FNV-1a, 64 bits).
    private static func checksum(_ bytes: [UInt8]) -> String {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return String(hash, radix: 16, uppercase: true)
    }
}
