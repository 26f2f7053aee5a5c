import Documents
public import HTTP
import HTTPTypes

extension Answer {
    /// An answer over gRPC that only has a status.
    public static func rpcFailure(_ code: RPCStatus.Code, _ message: String) -> Answer {
        var answer = Answer(status: code.status)
        answer.rpc = RPCStatus(code, message)
        return answer
    }

    /// How the call ended in the words of gRPC.
    var rpcStatus: RPCStatus { rpc ?? RPCStatus(RPCStatus.Code(status: status)) }

    /// The answer as a message of HTTP that a gRPC listener sends.
    func rpcResponse(puid: String?) -> Response {
        let status = rpcStatus
        var fields: HTTPFields = [.contentType: RPCStatus.contentType]
        fields[.seldonPuid] = puid
        fields[.radiantFailedNode] = failedNode
        if !timings.isEmpty { fields[.serverTiming] = ServerTiming(timings).text }
        status.write(to: &fields)
        return Response(
            head: HTTPResponse(status: .ok, headerFields: fields),
            body: .bytes(status.code == .ok ? body : [])
        )
    }
}

extension Limits {
    /// The message of a call over gRPC.
    ///
    /// - Throws: The answer to a message that is too large or not whole.
    func message(of request: Request) async throws(RPCRefusal) -> [UInt8] {
        do {
            return try await request.body.collected(upTo: bodyBytes)
        } catch HTTPError.bodyTooLarge(let limit) {
            throw RPCRefusal(
                status: RPCStatus(
                    .resourceExhausted,
                    "the message is larger than \(limit) bytes"
                )
            )
        } catch {
            throw RPCRefusal(
                status: RPCStatus(.internal, "the message cannot be read: it is not whole")
            )
        }
    }
}

/// Why the message of a call over gRPC cannot be read.
struct RPCRefusal: Error, Sendable {
    var status: RPCStatus
}
