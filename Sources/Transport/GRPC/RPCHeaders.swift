internal import HTTP
internal import HTTPTypes
internal import NIOHPACK

/// Fields of HTTP/2 as fields of a message, and back.
enum RPCHeaders {
    /// The fields without those that begin with a colon; `nil` when a name is none.
    static func fields(_ headers: HPACKHeaders) -> HTTPFields? {
        var fields = HTTPFields()
        fields.reserveCapacity(headers.count)
        for (name, value, _) in headers where !name.hasPrefix(":") {
            guard let name = HTTPField.Name(name) else { return nil }
            fields.append(HTTPField(name: name, value: value))
        }
        return fields
    }

    /// Appends fields, but those that belong to a connection of HTTP/1.1.
    static func append(_ fields: HTTPFields, to headers: inout HPACKHeaders) {
        for field in fields where !isOfConnection(field.name) {
            headers.add(name: field.name.canonicalName, value: field.value)
        }
    }

    private static func isOfConnection(_ name: HTTPField.Name) -> Bool {
        switch name {
        case .connection, .transferEncoding, .upgrade, .contentLength, .te, .trailer: true
        default: ["host", "keep-alive", "proxy-connection"].contains(name.canonicalName)
        }
    }

    /// Whether a field is sent after the message.
    static func isTrailer(_ name: HTTPField.Name) -> Bool {
        name.canonicalName.hasPrefix("grpc-status") || name.canonicalName.hasPrefix("grpc-message")
    }
}
