public import Documents
public import Kubernetes

extension SeldonDeployment {
    /// What Seldon Core's validating webhook answers to the API server; `nil` when it agrees, and
    /// for objects of other kinds.
    ///
    /// - Parameters:
    ///   - kind: The kind of the object.
    ///   - object: The object as it would be written.
    ///   - old: The object as it is; `nil` when it is new.
    /// - Returns: Why the object is refused.
    @Sendable public static func admission(
        _ kind: ResourceKind,
        _ object: JSON,
        _ old: JSON?
    ) -> APIStatus? {
        guard kind.group == resource.group, kind.kind == resource.kind else { return nil }
        let deployment = SeldonDeployment(json: object)
        // A resource that is on its way out must not be held back by its own faults.
        guard deployment.metadata.deletionTimestamp == nil else { return nil }
        let issues = deployment.validate()
        guard !issues.isEmpty else { return nil }
        return deployment.refusal(issues)
    }

    /// The answer of the webhook, whose message misspells the group and names `spec.name`.
    private func refusal(_ issues: [ValidationIssue]) -> APIStatus {
        let name = spec["name"]?.string ?? ""
        let statements = issues.map { "\($0.path): \($0.statement)" }
        let list =
            statements.count == 1
            ? statements[0] : "[\(statements.joined(separator: ", "))]"
        let causes = issues.map { issue -> JSON in
            [
                "reason": "FieldValueInvalid", "message": .string(issue.statement),
                "field": .string(issue.path.description),
            ]
        }
        let message =
            "admission webhook \"v1.vseldondeployment.kb.io\" denied the request: "
            + "SeldonDeployment.machinelearing.seldon.io \"\(name)\" is invalid: \(list)"
        return APIStatus(
            code: 422,
            reason: "Invalid",
            message: message,
            details: [
                "name": .string(name), "group": "machinelearing.seldon.io",
                "kind": "SeldonDeployment", "causes": .array(causes),
            ]
        )
    }
}
