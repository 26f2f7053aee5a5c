import Documents
import Kubernetes

/// What one may do, namespace by namespace, as the API server says.
///
/// What was not asked yet counts as allowed: the API server has the last word.
public struct Rights: Sendable, Equatable {
    private var granted: [String: Set<Permission>] = [:]

    /// Rights of which nothing is known yet.
    public init() {}

    /// Rights in one namespace, for tests and for recordings.
    public init(_ permissions: Set<Permission>, in namespace: String) {
        granted[namespace] = permissions
    }

    /// Whether the rights in a namespace are known.
    public func areKnown(in namespace: String) -> Bool { granted[namespace] != nil }

    /// Takes in what was learnt of a namespace: those of `Permission.offered` that are granted.
    mutating func learn(_ permissions: Set<Permission>, in namespace: String) {
        granted[namespace] = permissions
    }

    /// Whether one may do something in a namespace; `true` as well while that is not known.
    public func allow(_ permission: Permission, in namespace: String) -> Bool {
        granted[namespace]?.contains(permission) ?? true
    }

    /// What is missing to do something in a namespace, with verb and resource; `nil` when nothing
    /// is.
    public func objection(to permission: Permission, in namespace: String) -> String? {
        allow(permission, in: namespace)
            ? nil : "the right to \(permission.description) in \(namespace) is missing"
    }

    /// Whether one may change nothing in any namespace that was asked about.
    public var forbidAllChanges: Bool {
        let changes: [Permission] = [
            .changeDeployments, .createDeployments, .deleteDeployments, .restartWorkloads,
            .deletePods,
        ]
        return !granted.isEmpty
            && granted.values.allSatisfy { $0.isDisjoint(with: changes) }
    }
}

/// The rules of a SelfSubjectRulesReview for one namespace.
struct ReviewedRules {
    private struct Rule {
        var verbs: Set<String>
        var groups: Set<String>
        var resources: Set<String>
        var isForNamedOnly: Bool
    }

    private let rules: [Rule]
    /// Whether some authorizer could not list its rules, so that what is missing here may be
    /// allowed all the same (the field `incomplete`).
    let areIncomplete: Bool

    init(status: JSON) {
        areIncomplete = status["incomplete"]?.bool ?? false
        rules = (status["resourceRules"]?.elements ?? []).map { rule in
            func words(_ key: String) -> Set<String> {
                Set((rule[key]?.elements ?? []).compactMap(\.string))
            }
            return Rule(
                verbs: words("verbs"),
                groups: words("apiGroups"),
                resources: words("resources"),
                isForNamedOnly: !words("resourceNames").isEmpty
            )
        }
    }

    /// Whether a rule allows something on every object; RBAC's wildcards are `*` and `*/log`.
    func allow(_ permission: Permission) -> Bool {
        rules.contains { rule in
            guard !rule.isForNamedOnly,
                !rule.verbs.isDisjoint(with: [permission.verb, "*"]),
                !rule.groups.isDisjoint(with: [permission.kind.group, "*"])
            else { return false }
            var names: Set<String> = [permission.resource, "*"]
            if let subresource = permission.subresource { names.insert("*/\(subresource)") }
            return !rule.resources.isDisjoint(with: names)
        }
    }
}
