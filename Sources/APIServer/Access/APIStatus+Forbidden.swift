import Documents
import HTTPTypes
import Kubernetes

extension APIStatus {
    /// The refusal of an action on objects.
    static func forbidden(_ user: User, _ action: Action) -> APIStatus {
        let plural = action.resource.prefix { $0 != "/" }
        let kind = ResourceKind("", plural: String(plural), group: action.group)
        let object = action.name.map { " \"\($0)\"" } ?? ""
        let scope =
            action.namespace.map { "in the namespace \"\($0)\"" } ?? "at the cluster scope"
        return APIStatus(
            code: 403,
            reason: "Forbidden",
            message: "\(kind.qualifiedName)\(object) is forbidden: User \"\(user.name)\" cannot "
                + "\(action.verb) resource \"\(action.resource)\" in API group "
                + "\"\(action.group)\" \(scope)",
            details: details(kind, action.name ?? "")
        )
    }

    /// The refusal of a document.
    static func forbidden(_ user: User, path: String, method: HTTPRequest.Method) -> APIStatus {
        APIStatus(
            code: 403,
            reason: "Forbidden",
            message: "forbidden: User \"\(user.name)\" cannot \(method.rawValue.lowercased()) "
                + "path \"\(path)\"",
            details: [:]
        )
    }
}
