import Documents
import HTTP
import HTTPTypes
import Kubernetes

/// Answers requests for documents that are no objects: discovery, OpenAPI, version and health.
struct DocumentHandler: Sendable {
    /// Paths that everybody may read whose credentials are known.
    static let readable = [
        "/api", "/api/*", "/apis", "/apis/*", "/healthz", "/livez", "/openapi", "/openapi/*",
        "/readyz", "/version", "/version/",
    ]
    /// Paths that may be read without credentials.
    private static let open = ["/healthz", "/livez", "/readyz", "/version", "/version/"]

    private let address: String

    init(address: String) { self.address = address }

    /// Whether a user may read a path.
    static func allows(_ user: User, path: String) -> Bool {
        user != .anonymous || open.contains(path)
    }

    /// Whether a user may read a path.
    func allows(_ user: User, path: String) -> Bool { DocumentHandler.allows(user, path: path) }

    /// Answers a request.
    func respond(to request: Request, path: String) -> Response {
        // A kind that is not served is a page that is not there, whatever is wanted of it.
        guard request.head.method == .get || request.head.method == .head else {
            return Answer.pageNotFound
        }
        let parts = path.split(separator: "/").map(String.init)
        switch parts.first {
        case "healthz", "livez": return health(request, parts[0])
        case "readyz": return health(request, parts[0])
        case "version" where parts.count == 1:
            return Answer.document(ServerVersion.json, form: .pretty)
        case "api", "apis":
            return Discovery(address: address).respond(to: request, parts) ?? Answer.pageNotFound
        case "openapi": return OpenAPI.respond(to: request, parts) ?? Answer.pageNotFound
        case nil: return paths()
        default: return Answer.pageNotFound
        }
    }

    private func health(_ request: Request, _ name: String) -> Response {
        guard request.query["verbose"] != nil else { return Answer.text("ok") }
        let checks = ["ping", "log", "store"].map { "[+]\($0) ok\n" }.joined()
        return Answer.text("\(checks)\(name) check passed\n")
    }

    private func paths() -> Response {
        let groups = ServedGroup.all.filter { !$0.name.isEmpty }
        let served = groups.flatMap { group in
            ["/apis/\(group.name)"] + group.versions.map { "/apis/\(group.name)/\($0)" }
        }
        let all = [
            "/api", "/api/v1", "/apis", "/healthz", "/livez", "/openapi/v2", "/openapi/v3",
            "/readyz", "/version",
        ]
        return Answer.document(["paths": .strings((all + served).sorted())], form: .pretty)
    }
}

extension OutputForm {
    /// Indented JSON.
    static let pretty = {
        var form = OutputForm()
        form.isPretty = true
        return form
    }()
}

/// Which server this is, for clients that adapt to its version.
enum ServerVersion {
    /// The version of Kubernetes whose answers these are.
    static let json: JSON = [
        "major": "1", "minor": "36", "gitVersion": "v1.36.2+radiant", "gitCommit": "",
        "gitTreeState": "clean", "buildDate": "2026-08-21T00:00:00Z", "goVersion": "",
        "compiler": "swiftc", "platform": "linux/amd64",
    ]
}
