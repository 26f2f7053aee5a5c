internal import HTTPTypes

extension HTTPField.Name {
    static let rpcStatus = rpc("grpc-status")
    static let rpcMessage = rpc("grpc-message")

    private static func rpc(_ name: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(name) else { preconditionFailure("\(name) is no field") }
        return name
    }
}
