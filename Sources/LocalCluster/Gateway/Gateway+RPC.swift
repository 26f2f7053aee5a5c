import Documents
import HTTP
import HTTPTypes

/// Calls of gRPC, which the gateway routes by their fields `seldon` and `namespace`.
extension Gateway {
    /// Whether a request is a call of gRPC.
    static func isRPC(_ request: Request) -> Bool {
        request.fields[.contentType]?.hasPrefix("application/grpc") ?? false
    }

    /// The answer to a call, with its status where a pod has not given one.
    static func rpcResponse(_ response: Response) -> Response {
        let names = (HTTPField.Name("grpc-status"), HTTPField.Name("grpc-message"))
        guard let status = names.0, let message = names.1,
            response.fields[status] == nil
        else { return response }
        let json = response.body.bytes.flatMap { try? JSON(parsing: $0) }
        var fields: HTTPFields = [.contentType: "application/grpc"]
        fields[status] = String(code(for: response.status))
        fields[message] = percentEncoded(json?["message"]?.string ?? "HTTP \(response.status)")
            .replacing("%20", with: " ")
        return Response(head: HTTPResponse(status: .ok, headerFields: fields))
    }

    /// The code of gRPC for what the gateway itself says.
    private static func code(for status: Int) -> Int {
        switch status {
        case 400, 421: 3
        case 404: 5
        case 413: 8
        case 502, 503: 14
        case 504: 4
        default: 2
        }
    }

    /// What is said when no route wants a call.
    static func noRPCRoute(_ request: Request) -> Response {
        func value(_ name: String) -> String? {
            HTTPField.Name(name).flatMap { request.fields[$0] }
        }
        let name = value("seldon").map { "seldon: \($0)" } ?? "no seldon"
        let namespace = value("namespace").map { "namespace: \($0)" } ?? "no namespace"
        return refusal(
            .notFound,
            "NoRoute",
            "nothing is served for \(request.path) with the metadata \(name), \(namespace); "
                + "both are needed, the deployment's name and its namespace"
        )
    }
}
