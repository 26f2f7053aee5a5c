import HTTP
import HTTPTypes
import Kubernetes

extension ClusterAPI {
    /// Who asks, by a bearer token or a verified client certificate; nobody known when there is
    /// neither.
    func authenticate(_ request: Request) throws(APIStatus) -> User {
        let fields = request.head.headerFields
        let user: User
        if let authorization = fields[.authorization] {
            let parts = authorization.split(separator: " ", maxSplits: 1)
            guard parts.count == 2, parts[0].lowercased() == "bearer",
                let known = users.user(token: String(parts[1]))
            else { throw .unauthorized }
            user = known
        } else if let name = request.peer.commonName {
            user = users.user(commonName: name, organizations: request.peer.organizations)
        } else if request.peer.isForeign {
            throw .unauthorized
        } else {
            user = .anonymous
        }
        guard let name = HTTPField.Name("Impersonate-User"), let other = fields[name] else {
            return user
        }
        return try impersonate(other, as: user, fields)
    }

    /// The user that another one wants to act as, and may.
    private func impersonate(
        _ name: String,
        as user: User,
        _ fields: HTTPFields
    ) throws(APIStatus) -> User {
        var groups: [String] = []
        if let field = HTTPField.Name("Impersonate-Group") { groups = fields[values: field] }
        let wanted = [("users", name)] + groups.map { ("groups", $0) }
        for (resource, name) in wanted {
            let action = Action(verb: "impersonate", group: "", resource: resource, name: name)
            guard users.allows(user, action) else { throw .forbidden(user, action) }
        }
        return users.user(commonName: name, organizations: groups)
    }
}
