import Documents
import HTTP
import HTTPTypes

/// How requests and answers change on their way through the gateway.
extension Gateway {
    /// The request as it is passed on, but for the pod.
    static func onward(_ request: Request, to route: GatewayRoute, _ body: [UInt8]) -> Request {
        var onward = request
        onward.body = .bytes(body)
        onward.target = route.target(of: request.target)
        let known = request.fields[.forwardedFor]
        let peer = request.peer.address.isEmpty ? "127.0.0.1" : request.peer.address
        onward.fields = request.fields.passedOn(without: forwarded)
        onward.fields.append(.forwardedFor, known.map { "\($0), \(peer)" } ?? peer)
        onward.fields.append(.forwardedProto, "http")
        if let host = request.authority { onward.fields.append(.forwardedHost, host) }
        return onward
    }

    /// The request for one pod.
    static func addressed(_ request: Request, to address: SocketAddress) -> Request {
        var request = request
        request.scheme = "http"
        request.authority = address.description
        return request
    }

    /// The answer as the caller gets it, with the predictor and the pod that gave it.
    static func returned(
        _ answer: Response,
        from backend: Backends.Backend,
        of destination: GatewayRoute.Destination
    ) -> Response {
        var answer = answer
        // Seldon's engine lets the pages of all the world read its answers; a gateway on somebody's
        // own machine does not (DESIGN, section 9).
        answer.fields = answer.fields.passedOn(without: ours)
        if !destination.subset.isEmpty {
            answer.fields.append(.radiantPredictor, destination.subset)
        }
        answer.fields.append(.radiantPod, backend.pod)
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

    /// Fields of a request that the gateway writes itself.
    private static let forwarded = FieldNameSet([
        "X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host",
    ])
    /// Fields of an answer that end here or that the gateway writes itself.
    private static let ours = FieldNameSet([
        "Access-Control-Allow-Origin", "Access-Control-Allow-Headers",
        "Access-Control-Allow-Methods", "Access-Control-Allow-Credentials",
        "Access-Control-Expose-Headers", "Access-Control-Max-Age",
        "Access-Control-Allow-Private-Network", "X-Radiant-Predictor", "X-Radiant-Pod",
    ])
}

extension HTTPField.Name {
    fileprivate static let forwardedFor = known("X-Forwarded-For")
    fileprivate static let forwardedProto = known("X-Forwarded-Proto")
    fileprivate static let forwardedHost = known("X-Forwarded-Host")
    fileprivate static let radiantPredictor = known("X-Radiant-Predictor")
    fileprivate static let radiantPod = known("X-Radiant-Pod")
}
