import Documents
import HTTP
import HTTPTypes
import Kubernetes

/// A request for objects, understood: what is to be done with which objects of which kind.
struct Call: Sendable {
    var kind: ServedKind
    /// The version under which the client asks.
    var version: String
    /// `nil` for what is in no namespace, and for collections over all namespaces.
    var namespace: String?
    /// `nil` for collections.
    var name: String?
    /// Such as `status`; `nil` for the object itself.
    var subresource: String?
    /// What follows `proxy` in the path, undecoded, without the slash.
    var rest = ""
    /// What is to be done, such as `list`.
    var verb: String
    var user: User
    var query: Query
    var request: Request
    /// The moment at which the request came.
    var now: Timestamp

    /// The kind under the version that the client asked for.
    var resource: ResourceKind { kind.resource(version: version) }

    /// The object that is named.
    var id: ObjectID {
        ObjectID(kind.storage, ObjectKey(namespace: namespace ?? "", name: name ?? ""))
    }

    /// What must be allowed.
    var action: Action {
        Action(
            verb: verb,
            group: kind.resource.group,
            resource: subresource.map { "\(kind.resource.plural)/\($0)" } ?? kind.resource.plural,
            namespace: namespace,
            name: name
        )
    }

    /// Whether nothing is to be written.
    var isDryRun: Bool { query.all("dryRun").contains("All") }

    /// Who writes, for the managed fields.
    var manager: String {
        if let name = query["fieldManager"], !name.isEmpty { return name }
        let agent = request.head.headerFields[.userAgent] ?? ""
        let name = agent.prefix { $0 != "/" && $0 != " " }
        return name.isEmpty ? "unknown" : String(name)
    }
}
