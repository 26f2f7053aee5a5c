import Documents
import HTTP
import HTTPTypes

/// How requests and answers change on their way through the gateway.
extension Gateway {
    /// Header fields that hold for one connection only (RFC 9110, section 7.6.1).
    private static let hopByHop = [
        "Connection", "Keep-Alive", "Proxy-Connection", "Proxy-Authenticate",
        "Proxy-Authorization", "TE", "Trailer", "Transfer-Encoding", "Upgrade", "Content-Length",
        "Host",
    ].compactMap { HTTPField.Name($0) }

    /// The request as it is passed on, but for the pod.
    static func onward(_ request: Request, to route: GatewayRoute, _ body: [UInt8]) -> Request {
        var onward = request
        onward.body = .bytes(body)
        onward.head.path = route.target(of: request.head.path ?? "/")
        onward.head.headerFields = passing(request.head.headerFields)
        let known = request.head.headerFields[named: "X-Forwarded-For"]
        let peer = request.peer.address.isEmpty ? "127.0.0.1" : request.peer.address
        onward.head.headerFields[named: "X-Forwarded-For"] =
            known.map { "\($0), \(peer)" } ?? peer
        onward.head.headerFields[named: "X-Forwarded-Proto"] = "http"
        onward.head.headerFields[named: "X-Forwarded-Host"] = request.head.authority
        return onward
    }

    /// The request for one pod.
    static func addressed(_ request: Request, to address: SocketAddress) -> Request {
        var request = request
        request.head.scheme = "http"
        request.head.authority = address.description
        return request
    }

    /// The answer as the caller gets it, with the predictor and the pod that gave it.
    static func returned(
        _ answer: Response,
        from backend: Backends.Backend,
        of destination: GatewayRoute.Destination
    ) -> Response {
        var answer = answer
        answer.head.headerFields = passing(answer.head.headerFields)
        // Seldon's engine lets the pages of all the world read its answers; a gateway on somebody's
        // own machine does not (DESIGN, section 9).
        for field in answer.head.headerFields
        where field.name.canonicalName.hasPrefix("access-control-") {
            answer.head.headerFields[field.name] = nil
        }
        if !destination.subset.isEmpty {
            answer.head.headerFields[named: "X-Radiant-Predictor"] = destination.subset
        }
        answer.head.headerFields[named: "X-Radiant-Pod"] = backend.pod
        return answer
    }

    /// An answer of the gateway's own.
    static func refusal(
        _ status: HTTPResponse.Status,
        _ reason: String,
        _ message: String
    ) -> Response {
        let json: JSON = [
            "code": .int(status.code), "reason": .string(reason), "message": .string(message),
        ]
        return Response(
            status,
            type: "application/json",
            body: .bytes(json.bytes(.indented) + [0x0A])
        )
    }

    private static func passing(_ fields: HTTPFields) -> HTTPFields {
        var fields = fields
        for name in (fields[.connection] ?? "").split(separator: ",") {
            let word = name.filter { $0 != " " }
            if let name = HTTPField.Name(String(word)) { fields[name] = nil }
        }
        for name in hopByHop { fields[name] = nil }
        return fields
    }
}

extension HTTPFields {
    fileprivate subscript(named name: String) -> String? {
        get { HTTPField.Name(name).flatMap { self[$0] } }
        set { if let name = HTTPField.Name(name) { self[name] = newValue } }
    }
}
