import Documents
import HTTP
import HTTPTypes
import Kubernetes
import KubernetesClient

/// Asks the API server what one may do.
struct RightsReview: Sendable {
    let client: APIClient

    /// Those of the permissions that are granted in a namespace, or `nil` where the server does not
    /// tell.
    ///
    /// One request is enough where the server can list all rules; otherwise what the list leaves
    /// open is asked one by one.
    func granted(
        of permissions: [Permission] = Permission.offered,
        in namespace: String
    ) async -> Set<Permission>? {
        guard let rules = await rules(in: namespace) else { return nil }
        var granted = Set(permissions.filter(rules.allow))
        guard rules.areIncomplete else { return granted }
        for permission in permissions where !granted.contains(permission) {
            let question = AccessQuestion(permission, namespace: namespace)
            // What cannot be told is left to the server to refuse.
            if await question.answer(of: client) ?? true { granted.insert(permission) }
        }
        return granted
    }

    private func rules(in namespace: String) async -> ReviewedRules? {
        let review: JSON = [
            "apiVersion": "authorization.k8s.io/v1", "kind": "SelfSubjectRulesReview",
            "spec": ["namespace": .string(namespace)],
        ]
        let answer = try? await client.json(
            .post,
            "/apis/authorization.k8s.io/v1/selfsubjectrulesreviews",
            fields: [.contentType: "application/json"],
            body: .bytes(review.bytes())
        )
        return (answer?["status"]).map(ReviewedRules.init)
    }
}
