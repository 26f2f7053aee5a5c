import Documents
import HTTP
import HTTPTypes
import Kubernetes

/// Questions that a client asks about itself; they are answered and not stored.
enum Review {
    /// The kinds, with their groups and plural names.
    static let all = [
        ResourceKind(
            "SelfSubjectAccessReview",
            plural: "selfsubjectaccessreviews",
            group: "authorization.k8s.io",
            isNamespaced: false
        ),
        ResourceKind(
            "SelfSubjectRulesReview",
            plural: "selfsubjectrulesreviews",
            group: "authorization.k8s.io",
            isNamespaced: false
        ),
        ResourceKind(
            "SelfSubjectReview",
            plural: "selfsubjectreviews",
            group: "authentication.k8s.io",
            isNamespaced: false
        ),
    ]

    /// The kind that is served under a group, a version and a plural name.
    static func named(group: String, version: String, plural: String) -> String? {
        all.first { $0.group == group && $0.version == version && $0.plural == plural }?.kind
    }
}

extension ClusterAPI {
    /// Answers a question about who asks.
    func review(
        _ request: Request,
        group: String,
        kind: String,
        as user: User
    ) async throws(APIStatus) -> Response {
        guard let resource = Review.all.first(where: { $0.kind == kind }) else {
            return Answer.pageNotFound
        }
        let action = Action(verb: "create", group: group, resource: resource.plural)
        guard users.allows(user, action) else { throw .forbidden(user, action) }
        guard request.head.method == .post else { throw .methodNotAllowed }
        guard let form = OutputForm(request) else {
            throw .notAcceptable(OutputForm.accepted)
        }
        let call = Call(
            kind: ServedKind(resource: resource, versions: ["v1"], schema: kind),
            version: "v1",
            verb: "create",
            user: user,
            query: request.query,
            request: request,
            now: .now
        )
        let reader = BodyReader(call)
        let body = try reader.document(try await call.body(), types: OutputForm.accepted)
        var answer: JSON = [
            "kind": .string(kind), "apiVersion": .string(resource.apiVersion), "metadata": [:],
        ]
        switch kind {
        case "SelfSubjectAccessReview":
            answer["spec"] = body["spec"] ?? [:]
            answer["status"] = accessStatus(body["spec"] ?? [:], user)
        case "SelfSubjectRulesReview":
            answer["spec"] = [:]
            answer["status"] = rulesStatus(body["spec"]?["namespace"]?.string ?? "", user)
        default:
            answer["metadata"] = ["creationTimestamp": .string(call.now.description)]
            var info: JSON = ["username": .string(user.name)]
            if !user.uid.isEmpty { info["uid"] = .string(user.uid) }
            info["groups"] = .strings(user.groups)
            answer["status"] = ["userInfo": info]
        }
        return Answer.document(answer, status: 201, form: form)
    }

    private func accessStatus(_ spec: JSON, _ user: User) -> JSON {
        if let path = spec["nonResourceAttributes"]?["path"]?.string {
            return ["allowed": .bool(DocumentHandler.allows(user, path: path))]
        }
        let asked = spec["resourceAttributes"] ?? [:]
        func text(_ key: String) -> String? {
            asked[key]?.string.flatMap { $0.isEmpty ? nil : $0 }
        }
        let resource = text("resource") ?? ""
        let action = Action(
            verb: text("verb") ?? "",
            group: text("group") ?? "",
            resource: text("subresource").map { "\(resource)/\($0)" } ?? resource,
            namespace: text("namespace"),
            name: text("name")
        )
        let isAllowed = users.allows(user, action)
        guard isAllowed else { return ["allowed": false] }
        return ["allowed": true, "reason": .string("allowed by the rules of \(user.name)")]
    }

    private func rulesStatus(_ namespace: String, _ user: User) -> JSON {
        let rules = users.rules(of: user).filter {
            $0.namespace == nil || $0.namespace == namespace
        }
        let resourceRules = rules.map { rule -> JSON in
            var json: JSON = [
                "verbs": .strings(rule.verbs), "apiGroups": .strings(rule.apiGroups),
                "resources": .strings(rule.resources),
            ]
            if !rule.resourceNames.isEmpty { json["resourceNames"] = .strings(rule.resourceNames) }
            return json
        }
        let paths = user.groups.contains(User.masters) ? ["*"] : DocumentHandler.readable
        return [
            "resourceRules": .array(resourceRules),
            "nonResourceRules": [["verbs": ["get"], "nonResourceURLs": .strings(paths)]],
            "incomplete": false,
        ]
    }
}
