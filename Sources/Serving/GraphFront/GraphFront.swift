import Failures
public import HTTP
public import HTTPTypes
import Inference
import Synchronization
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
    private let fields: FrontFields
    private let inFlight = InFlight()

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
        fields = FrontFields(options)
    }

    /// Answers one request.
    public func respond(to request: Request) async -> Response {
        switch table.match(request.method, request.path) {
        case .none: return await probe(request)
        case .wrongMethod: return Response(.methodNotAllowed)
        case .call(_, let route, _) where request.method == .options:
            return finish(Response(.ok), request, puid: puid(request), route)
        case .call(let operation, let route, let name):
            return await call(operation, route, request, name)
        }
    }

    /// Answers what is no call and is not counted.
    private func probe(_ request: Request) async -> Response {
        switch request.path {
        case "/live": return finish(Response(.ok), request, puid: puid(request), nil)
        case "/ready":
            let answer = await dataPlane.answer(Call(.status(node: nil)))
            let response = Response(HTTPResponse.Status(code: answer.status))
            return finish(response, request, puid: puid(request), nil)
        case options.metricsPath[...]:
            let page = Response(
                .ok,
                type: MetricsRegistry.contentType,
                body: .bytes(request.method == .head ? [] : registry.exposition())
            )
            return finish(page, request, puid: puid(request), nil)
        default:
            return Response(
                .notFound,
                type: "text/plain; charset=utf-8",
                body: .text("404 page not found\n"),
                fields: [.xContentTypeOptions: "nosniff"]
            )
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
        guard inFlight.enter(limit: options.inFlightLimit) else {
            observe(operation, request.method, 503, ContinuousClock.now - start)
            return busy(request, puid, route)
        }
        defer { inFlight.leave() }
        let answer: Answer
        do throws(ServingError) {
            let body = try await options.limits.body(of: request)
            answer = await dataPlane.answer(
                Call(
                    operation,
                    body: body,
                    fields: request.fields,
                    puid: puid,
                    model: name
                )
            )
        } catch {
            answer = .failure(error.status, error.failure.message)
        }
        observe(operation, request.method, answer.status, ContinuousClock.now - start)
        return finish(response(to: request, answer), request, puid: puid, route)
    }

    /// The answer when there is more to do than there should be: a queue would only make all wait.
    private func busy(_ request: Request, _ puid: String, _ route: Route) -> Response {
        let info = "\(options.inFlightLimit) requests are under way, which is the limit"
        var response = response(to: request, .failure(503, info))
        response.fields.append(.retryAfter, "1")
        return finish(response, request, puid: puid, route)
    }

    private func response(to request: Request, _ answer: Answer) -> Response {
        var fields = FieldLines()
        if let type = answer.contentType { fields.append(.contentType, type) }
        if let encoding = answer.contentEncoding { fields.append(.contentEncoding, encoding) }
        if let node = answer.failedNode { fields.append(.radiantFailedNode, node) }
        if !answer.timings.isEmpty, request.fields.contains(.radiantTrace) {
            fields.append(.serverTiming, ServerTiming(answer.timings).text)
        }
        // An encoded body is not text, and replacing bytes in it would break it.
        let body =
            answer.contentEncoding == nil ? MarkupEscape.escaped(answer.body) : answer.body
        return Response(
            statusLine: HTTPResponse.Status(code: answer.status),
            fields: fields,
            body: .bytes(body)
        )
    }

    /// Adds the fields that every answer of a known path has.
    private func finish(
        _ response: Response,
        _ request: Request,
        puid: String,
        _ route: Route?
    ) -> Response {
        var response = response
        response.fields.append(contentsOf: fields.of(route))
        response.fields.append(.seldonPuid, puid)
        if route != nil, request.fields.contains(.ceSpecversion) {
            response.fields.append(.ceID, puid)
            response.fields.append(.cePath, String(request.path))
            response.fields.append(contentsOf: fields.cloudEvent)
        }
        return response
    }

    private func puid(_ request: Request) -> String {
        guard let puid = request.fields[.seldonPuid], !puid.isEmpty else { return Puid.make() }
        return puid
    }
}

/// How many calls are under way.
private final class InFlight: Sendable {
    private let count = Atomic(0)

    /// Counts one more; false, and not counted, when there are as many as may be.
    func enter(limit: Int) -> Bool {
        if count.wrappingAdd(1, ordering: .relaxed).newValue <= limit { return true }
        leave()
        return false
    }

    func leave() { count.wrappingSubtract(1, ordering: .relaxed) }
}

/// The fields of answers that never change, written once.
private struct FrontFields {
    private let ofProbes: FieldLines
    private let ofRoutes: [String: FieldLines]
    let cloudEvent: FieldLines

    init(_ options: GraphFrontOptions) {
        var common = FieldLines()
        common.append(.accessControlAllowHeaders, options.allowedHeaders)
        common.append(.accessControlAllowOrigin, options.allowedOrigins)
        common.append(.xContentTypeOptions, "nosniff")
        ofProbes = common
        var ofRoutes: [String: FieldLines] = [:]
        for route in RouteTable.graph(options.payloads).routes {
            var fields = common
            let methods = route.toldMethods.map(\.rawValue).joined(separator: ",")
            fields.append(.accessControlAllowMethods, methods)
            ofRoutes[route.path] = fields
        }
        self.ofRoutes = ofRoutes
        var event = FieldLines()
        event.append(.ceSpecversion, "0.3")
        event.append(.ceSource, "seldon.\(options.deployment)")
        event.append(.ceType, "seldon.\(options.deployment).\(options.namespace).response")
        cloudEvent = event
    }

    func of(_ route: Route?) -> FieldLines { route.flatMap { ofRoutes[$0.path] } ?? ofProbes }
}
