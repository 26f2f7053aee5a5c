import Documents
public import HTTP
import HTTPTypes
import Kubernetes

/// The Kubernetes API over a store, as a handler of requests; it opens no socket.
///
/// Requests pass authentication, routing and authorization, and end in one of the verbs. Everything
/// that is served, from discovery to validation, comes from one table of kinds (`ServedKind.all`).
public final class ClusterAPI: Handler {
    let store: VersionedStore
    let users: Users
    let pods: PodBackend
    let admission: [Admission]
    let address: String

    /// Makes an API on a store.
    ///
    /// - Parameters:
    ///   - store: Where the objects are; the namespaces that every cluster has are made in it.
    ///   - users: Who may do what.
    ///   - pods: What runs the pods.
    ///   - admission: Checks of objects before they are written.
    ///   - address: Where clients reach the server, such as `127.0.0.1:6443`, for discovery.
    public init(
        store: VersionedStore,
        users: Users,
        pods: PodBackend = .none,
        admission: [Admission] = [],
        address: String = "127.0.0.1:6443"
    ) {
        self.store = store
        self.users = users
        self.pods = pods
        self.admission = admission
        self.address = address
    }

    /// Answers one request.
    public func respond(to request: Request) async -> Response {
        switch request.path {
        case "/healthz", "/livez", "/readyz": Response(.ok, type: "text/plain", body: .text("ok"))
        default: Response(.notFound, type: "text/plain", body: .text("404 page not found\n"))
        }
    }
}
