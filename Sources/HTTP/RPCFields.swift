public import HTTPTypes

/// How a call over gRPC stands in messages of HTTP: the path is the method's full name, the body is
/// the bytes of one message, and the status stands in fields, which a gRPC listener sends as trailers.
extension HTTPField.Name {
    /// The number of the status of a call.
    public static let grpcStatus = rpc("grpc-status")
    /// The words of the status of a call, percent-encoded.
    public static let grpcMessage = rpc("grpc-message")

    private static func rpc(_ name: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(name) else { preconditionFailure("\(name) is no field") }
        return name
    }
}

extension RPCStatus {
    /// The type of messages.
    public static let contentType = "application/grpc"

    /// Reads the status of an answer; one without fields for it by its status of HTTP.
    public init(of fields: HTTPFields, status: Int) {
        guard let text = fields[.grpcStatus], let number = Int(text) else {
            self.init(
                status == 200 ? .internal : Code(status: status),
                "the answer has no status of gRPC (HTTP \(status))"
            )
            return
        }
        let message = fields[.grpcMessage].map { percentDecoded($0) } ?? ""
        self.init(Code(rawValue: number) ?? .unknown, message)
    }

    /// Writes the status into the fields of an answer.
    public func write(to fields: inout HTTPFields) {
        fields[.grpcStatus] = String(code.rawValue)
        fields[.grpcMessage] = message.isEmpty ? nil : Self.encoded(message)
    }

    /// Percent-encodes what is not printable ASCII, and percent signs, as gRPC wants it.
    static func encoded(_ message: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var output: [UInt8] = []
        for byte in message.utf8.prefix(4096) {
            switch byte {
            case 0x25, 0...0x1F, 0x7F...0xFF:
                output += [0x25, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            default: output.append(byte)
            }
        }
        return String(decoding: output, as: UTF8.self)
    }
}
