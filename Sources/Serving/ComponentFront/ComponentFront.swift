public import Documents
import Failures
public import HTTP
import HTTPTypes
import Inference

/// Serves one component over the REST paths of Seldon's language wrapper.
public struct ComponentFront: Handler {
    private let dataPlane: any DataPlane
    private let limits: Limits
    private let table = RouteTable.component

    /// Makes a front.
    public init(_ dataPlane: any DataPlane, limits: Limits = Limits()) {
        self.dataPlane = dataPlane
        self.limits = limits
    }

    /// Answers one request.
    public func respond(to request: Request) async -> Response {
        switch table.match(request.method, request.path) {
        case .none: return Self.failure(404, "404 Not Found: no such path", "NOT_FOUND")
        case .wrongMethod(let route):
            var response = Self.failure(
                405,
                "405 Method Not Allowed: \(route.path) takes no \(request.method.rawValue)",
                "METHOD_NOT_ALLOWED"
            )
            response.fields[.allow] = Self.allow(route)
            return response
        case .call(let operation, let route, _):
            if request.method == .options {
                return Response(.ok, fields: [.allow: Self.allow(route)])
            }
            return await call(operation, request)
        }
    }

    /// The answer of a component that failed, in the words of Seldon's wrapper.
    public static func failureBody(_ info: String, reason: String) -> JSON {
        ["status": Status(code: -1, info: info, reason: reason).wrapperJSON]
    }

    private func call(_ operation: Operation, _ request: Request) async -> Response {
        let document: JSON?
        switch operation {
        case .ping, .status, .metadata: document = nil
        default:
            do throws(ServingError) {
                let body = try await limits.body(of: request)
                document = try MessageForm.document(of: request, body: body)
            } catch {
                return Self.failure(
                    error.status,
                    error.failure.message,
                    "MICROSERVICE_BAD_DATA"
                )
            }
        }
        let fields = request.fields
        let answer = await dataPlane.answer(
            Call(operation, document: document, fields: fields, puid: fields[.seldonPuid] ?? "")
        )
        return Response(
            HTTPResponse.Status(code: answer.status),
            type: answer.contentType,
            body: .bytes(answer.body)
        )
    }

    private static func failure(_ status: Int, _ info: String, _ reason: String) -> Response {
        Response(
            HTTPResponse.Status(code: status),
            type: "application/json",
            body: .bytes(failureBody(info, reason: reason).bytes() + [0x0A])
        )
    }

    private static func allow(_ route: Route) -> String {
        route.methods.map(\.rawValue).joined(separator: ", ")
    }
}
