import Documents
public import HTTP
import HTTPTypes
import Kubernetes

/// The Kubernetes API over a store, as a handler of requests; it opens no socket.
///
/// Requests pass authentication, routing and authorization, and end in one of the verbs. Everything
/// that is served, from discovery to validation, comes from one table of kinds (`ServedKind.all`).
public final class ClusterAPI: Handler {
    /// The longest body of a request, in bytes.
    public static let bodyLimit = 3 << 20

    let store: VersionedStore
    let users: Users
    let pods: PodBackend
    let admission: [Admission]
    let clock: any Clock<Duration>
    private let documents: DocumentHandler
    private let seats: Seats

    /// Makes an API on a store.
    ///
    /// - Parameters:
    ///   - store: Where the objects are; the namespaces that every cluster has are made in it.
    ///   - users: Who may do what.
    ///   - pods: What runs the pods.
    ///   - admission: Checks of objects before they are written.
    ///   - address: Where clients reach the server, such as `127.0.0.1:6443`, for discovery.
    ///   - seats: How many requests may be under way at a time; more are told to come back. Those
    ///     that last, such as watches, take none.
    ///   - clock: What watches and deadlines are timed by.
    public init(
        store: VersionedStore,
        users: Users,
        pods: PodBackend = .none,
        admission: [Admission] = [],
        address: String = "127.0.0.1:6443",
        seats: Int = Seats.standard,
        clock: any Clock<Duration> = ContinuousClock()
    ) {
        self.store = store
        self.users = users
        self.pods = pods
        self.admission = admission
        self.clock = clock
        self.seats = Seats(seats)
        documents = DocumentHandler(address: address)
    }

    /// Answers one request.
    public func respond(to request: Request) async -> Response {
        do throws(APIStatus) {
            let user = try authenticate(request)
            let route = Route(request.path)
            let lasts = route.lasts || request.query.isTrue("watch")
            guard lasts || seats.take() else { return Answer.tooManyRequests }
            defer { if !lasts { seats.giveBack() } }
            var response = try await respond(to: request, route, as: user)
            if request.head.method == .head { response.body = .empty }
            return response
        } catch {
            let form = OutputForm(request)
            let accept = request.head.headerFields[.accept] ?? ""
            var response =
                form == nil && accept.contains("application/vnd.kubernetes.protobuf")
                ? Answer.protobuf(error) : Answer.status(error, form: form ?? OutputForm())
            if request.head.method == .head { response.body = .empty }
            return response
        }
    }

    private func respond(
        to request: Request,
        _ route: Route,
        as user: User
    ) async throws(APIStatus) -> Response {
        switch route {
        case .document(let path):
            guard documents.allows(user, path: path) else {
                throw .forbidden(user, path: path, method: request.head.method)
            }
            return documents.respond(to: request, path: path)
        case .review(let group, let kind):
            return try await review(request, group: group, kind: kind, as: user)
        case .resource(let target):
            let isWatch = request.query.isTrue("watch")
            guard target.exists else { return Answer.pageNotFound }
            guard let verb = target.verb(request.head.method, isWatch: isWatch) else {
                throw .methodNotAllowed
            }
            let call = Call(
                kind: target.kind,
                version: target.version,
                namespace: target.namespace,
                name: target.name,
                subresource: target.subresource,
                rest: target.rest,
                verb: verb,
                user: user,
                query: request.query,
                request: request,
                now: .now
            )
            guard users.allows(user, call.action) else { throw .forbidden(user, call.action) }
            guard target.allows(verb) else { throw .methodNotAllowed }
            return try await perform(call)
        }
    }

    private func perform(_ call: Call) async throws(APIStatus) -> Response {
        switch call.subresource {
        case "log": return try await podLog(call)
        case "proxy": return try await proxy(call)
        case "exec", "attach", "portforward": return try await stream(call)
        default: break
        }
        guard let form = OutputForm(call.request) else {
            throw .notAcceptable(OutputForm.accepted)
        }
        switch call.kind.resource {
        case ServedKind.podMetrics.resource: return try await podMetrics(call, form)
        case ServedKind.nodeMetrics.resource: return try await nodeMetrics(call, form)
        default: break
        }
        if call.subresource == "eviction" { return try await evict(call, form) }
        switch call.verb {
        case "get": return try await get(call, form)
        case "list": return try await list(call, form)
        case "watch": return try await watch(call, form)
        case "create": return try await create(call, form)
        case "update": return try await update(call, form)
        case "patch": return try await patch(call, form)
        case "delete": return try await delete(call, form)
        default: return try await deleteCollection(call, form)
        }
    }
}

extension Call {
    /// The body, all of it.
    ///
    /// - Throws: 413 past the limit, 400 when it broke off.
    func body() async throws(APIStatus) -> [UInt8] {
        do {
            return try await request.body.collected(upTo: ClusterAPI.bodyLimit)
        } catch HTTPError.bodyTooLarge(let limit) {
            throw .tooLarge(limit: limit)
        } catch {
            throw .badRequest("the body of the request ended early: \(error)")
        }
    }
}
