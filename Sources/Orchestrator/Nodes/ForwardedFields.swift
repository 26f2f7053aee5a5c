import HTTPTypes
import Serving

/// The header fields of a client's request that go on to every node.
///
/// All but those that belong to one connection (RFC 9110, section 7.6.1), which the real executor
/// passes on by mistake, and those that each message brings itself.
enum ForwardedFields {
    private static let dropped: Set<HTTPField.Name> = {
        var names: Set<HTTPField.Name> = [
            .connection, .contentLength, .contentType, .contentEncoding, .te, .trailer,
            .transferEncoding, .upgrade, .expect, .proxyAuthorization, .radiantTrace,
        ]
        for name in [
            "Host", "Keep-Alive", "Proxy-Connection", "grpc-timeout", "grpc-encoding",
            "grpc-accept-encoding",
        ] {
            if let name = HTTPField.Name(name) { names.insert(name) }
        }
        return names
    }()

    static func of(_ fields: HTTPFields, puid: String) -> HTTPFields {
        // What `Connection` names belongs to the connection too.
        let named = Set(
            (fields[.connection] ?? "").split(separator: ",").compactMap { name in
                HTTPField.Name(name.filter { $0 != " " })
            }
        )
        var forwarded = HTTPFields()
        for field in fields where !dropped.contains(field.name) && !named.contains(field.name) {
            forwarded.append(field)
        }
        if !puid.isEmpty { forwarded[.seldonPuid] = puid }
        return forwarded
    }
}
