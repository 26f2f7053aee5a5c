import Failures
public import HTTP
public import HTTPTypes
import Inference
public import Telemetry

/// Serves a graph over the REST paths of Seldon's orchestrator, those of its payload protocol.
///
/// Two things the real one does not do: an answer made here says that it is JSON, and the node
/// that made a request fail stands in `X-Radiant-Failed-Node`. With `X-Radiant-Trace` in the
/// request, `Server-Timing` tells the time of each node.
public struct GraphFront: Handler {
    /// Told of each call: what was asked, by which method, the status, and how long it took.
    public typealias Observer =
        @Sendable (Operation, HTTPRequest.Method, Int, Duration) -> Void

    private let dataPlane: any DataPlane
    private let options: GraphFrontOptions
    private let registry: MetricsRegistry
    private let observe: Observer
    private let table: RouteTable

    /// Makes a front.
    ///
    /// - Parameters:
    ///   - dataPlane: What answers.
    ///   - options: Paths, names and limits.
    ///   - registry: What the metrics page shows.
    ///   - observe: Told of each call when it is answered; probes and unknown paths are not told.
    public init(
        _ dataPlane: any DataPlane,
        options: GraphFrontOptions,
        registry: MetricsRegistry,
        observe: @escaping Observer
    ) {
        self.dataPlane = dataPlane
        self.options = options
        table = .graph(options.payloads)
        self.registry = registry
        self.observe = observe
    }

    /// Answers one request.
    public func respond(to request: Request) async -> Response {
        let path = request.path
        switch path {
        case "/live": return finish(Response(.ok), request, puid: puid(request), methods: nil)
        case "/ready":
            let answer = await dataPlane.answer(Call(.status(node: nil)))
            let response = Response(HTTPResponse.Status(code: answer.status))
            return finish(response, request, puid: puid(request), methods: nil)
        case options.metricsPath[...]:
            let page = Response(
                .ok,
                type: MetricsRegistry.contentType,
                body: .bytes(request.head.method == .head ? [] : registry.exposition())
            )
            return finish(page, request, puid: puid(request), methods: nil)
        default: break
        }
        switch table.match(request.head.method, path) {
        case .none:
            return Response(
                .notFound,
                type: "text/plain; charset=utf-8",
                body: .text("404 page not found\n"),
                fields: [.xContentTypeOptions: "nosniff"]
            )
        case .wrongMethod: return Response(.methodNotAllowed)
        case .call(_, let route, _) where request.head.method == .options:
            return finish(Response(.ok), request, puid: puid(request), methods: route.toldMethods)
        case .call(let operation, let route, let name):
            return await call(operation, route, request, name)
        }
    }

    private func call(
        _ operation: Operation,
        _ route: Route,
        _ request: Request,
        _ name: String?
    ) async -> Response {
        let start = ContinuousClock.now
        let puid = puid(request)
        let answer: Answer
        do throws(ServingError) {
            let body = try await options.limits.body(of: request)
            answer = await dataPlane.answer(
                Call(
                    operation,
                    body: body,
                    fields: request.head.headerFields,
                    puid: puid,
                    model: name
                )
            )
        } catch {
            answer = .failure(error.status, error.failure.message)
        }
        observe(operation, request.head.method, answer.status, ContinuousClock.now - start)
        return finish(
            response(to: request, answer),
            request,
            puid: puid,
            methods: route.toldMethods
        )
    }

    private func response(to request: Request, _ answer: Answer) -> Response {
        var fields = HTTPFields()
        fields[.contentType] = answer.contentType
        fields[.contentEncoding] = answer.contentEncoding
        fields[.radiantFailedNode] = answer.failedNode
        if request.head.headerFields[.radiantTrace] != nil, !answer.timings.isEmpty {
            fields[.serverTiming] = ServerTiming(answer.timings).text
        }
        // An encoded body is not text, and replacing bytes in it would break it.
        let body =
            answer.contentEncoding == nil ? MarkupEscape.escaped(answer.body) : answer.body
        let head = HTTPResponse(
            status: HTTPResponse.Status(code: answer.status),
            headerFields: fields
        )
        return Response(head: head, body: .bytes(body))
    }

    /// Adds the fields that every answer of a known path has.
    private func finish(
        _ response: Response,
        _ request: Request,
        puid: String,
        methods: [HTTPRequest.Method]?
    ) -> Response {
        var response = response
        response.head.headerFields[.accessControlAllowHeaders] = options.allowedHeaders
        response.head.headerFields[.accessControlAllowOrigin] = options.allowedOrigins
        if let methods {
            response.head.headerFields[.accessControlAllowMethods] =
                methods.map(\.rawValue).joined(separator: ",")
        }
        response.head.headerFields[.xContentTypeOptions] = "nosniff"
        response.head.headerFields[.seldonPuid] = puid
        if methods != nil, request.head.headerFields[.ceSpecversion] != nil {
            response.head.headerFields[.ceID] = puid
            response.head.headerFields[.ceSpecversion] = "0.3"
            response.head.headerFields[.cePath] = String(request.path)
            response.head.headerFields[.ceSource] = "seldon.\(options.deployment)"
            response.head.headerFields[.ceType] =
                "seldon.\(options.deployment).\(options.namespace).response"
        }
        return response
    }

    private func puid(_ request: Request) -> String {
        guard let puid = request.head.headerFields[.seldonPuid], !puid.isEmpty else {
            return Puid.make()
        }
        return puid
    }
}
