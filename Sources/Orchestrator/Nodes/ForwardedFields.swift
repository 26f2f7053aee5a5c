import HTTP
import Serving

/// The header fields of a client's request that go on to every node.
///
/// All but those that belong to one connection (RFC 9110, section 7.6.1), which the real executor
/// passes on by mistake, and those that each message brings itself.
enum ForwardedFields {
    private static let dropped = FieldNameSet([
        "Content-Type", "Content-Encoding", "X-Radiant-Trace", "Seldon-Puid", "grpc-timeout",
        "grpc-encoding", "grpc-accept-encoding",
    ])

    static func of(_ fields: FieldLines, puid: String) -> FieldLines {
        var forwarded = fields.passedOn(without: dropped)
        if !puid.isEmpty { forwarded.append(.seldonPuid, puid) }
        return forwarded
    }
}
