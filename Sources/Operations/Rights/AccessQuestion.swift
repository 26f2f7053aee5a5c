import Documents
import HTTP
import HTTPTypes
import Kubernetes
import KubernetesClient

/// A question to the API server, whether one may do something.
struct AccessQuestion: Sendable {
    /// What one would do, and with what.
    var permission: Permission
    /// Where; `nil` for all namespaces.
    var namespace: String?

    init(_ permission: Permission, namespace: String? = nil) {
        self.permission = permission
        self.namespace = namespace
    }

    /// The answer, or `nil` where the server does not give one.
    func answer(of client: APIClient) async -> Bool? {
        var attributes: JSON = [
            "verb": .string(permission.verb), "group": .string(permission.kind.group),
            "resource": .string(permission.kind.plural),
        ]
        if let namespace { attributes["namespace"] = .string(namespace) }
        if let subresource = permission.subresource {
            attributes["subresource"] = .string(subresource)
        }
        let review: JSON = [
            "apiVersion": "authorization.k8s.io/v1", "kind": "SelfSubjectAccessReview",
            "spec": ["resourceAttributes": attributes],
        ]
        let answer = try? await client.json(
            .post,
            "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews",
            fields: [.contentType: "application/json"],
            body: .bytes(review.bytes())
        )
        return answer?["status"]?["allowed"]?.bool
    }
}

/// Who the API server takes one for.
enum Identity {
    /// The name of the user, or `nil` where the server does not tell (it does from 1.28 on).
    static func name(at client: APIClient) async -> String? {
        let review: JSON = [
            "apiVersion": "authentication.k8s.io/v1", "kind": "SelfSubjectReview",
        ]
        let answer = try? await client.json(
            .post,
            "/apis/authentication.k8s.io/v1/selfsubjectreviews",
            fields: [.contentType: "application/json"],
            body: .bytes(review.bytes())
        )
        return answer?["status"]?["userInfo"]?["username"]?.string
    }
}
