import Documents
import Kubernetes

/// The CustomResourceDefinition of a custom resource, as clients look for it.
struct Definition: Sendable {
    private let kind: ServedKind

    init(_ kind: ServedKind) { self.kind = kind }

    /// Where it is stored.
    var id: ObjectID {
        let key = ObjectKey(namespace: "", name: kind.resource.qualifiedName)
        return ObjectID(.customResourceDefinition, key)
    }

    /// The definition as a document.
    func json(old: JSON?, now: Timestamp) -> JSON {
        let resource = kind.resource
        var metadata: JSON =
            old?["metadata"] ?? [
                "name": .string(resource.qualifiedName), "uid": .string(Identity.uid()),
                "creationTimestamp": .string(now.description), "generation": 1,
            ]
        if resource == .seldonDeployment { metadata["labels"] = Definition.chartLabels }
        let names: JSON = [
            "plural": .string(resource.plural), "singular": .string(resource.singular),
            "shortNames": .strings(resource.shortNames), "kind": .string(resource.kind),
            "listKind": .string(kind.listKind),
        ]
        return [
            "apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition",
            "metadata": metadata,
            "spec": [
                "group": .string(resource.group), "names": names, "scope": "Namespaced",
                "versions": .array(kind.versions.map(version)),
                "conversion": ["strategy": "None"],
            ],
            "status": [
                "acceptedNames": names, "storedVersions": [.string(resource.version)],
                "conditions": [condition("NamesAccepted", now), condition("Established", now)],
            ],
        ]
    }

    /// The labels by which one knows, on any cluster, which version of Seldon Core is there.
    private static let chartLabels: JSON = [
        "app": "seldon", "app.kubernetes.io/instance": "seldon-core",
        "app.kubernetes.io/name": "seldon-core-operator",
        "app.kubernetes.io/version": "1.18.2",
    ]

    private func version(_ name: String) -> JSON {
        var subresources: JSON = [:]
        if kind.hasStatus { subresources["status"] = [:] }
        if kind.hasScale {
            subresources["scale"] = [
                "specReplicasPath": ".spec.replicas",
                "statusReplicasPath": ".status.replicas",
            ]
        }
        return [
            "name": .string(name), "served": true,
            "storage": .bool(name == kind.resource.version), "subresources": subresources,
            "schema": [
                "openAPIV3Schema": [
                    "type": "object", "x-kubernetes-preserve-unknown-fields": true,
                ]
            ],
        ]
    }

    private func condition(_ type: String, _ now: Timestamp) -> JSON {
        [
            "type": .string(type), "status": "True",
            "lastTransitionTime": .string(now.description),
            "reason": type == "Established" ? "InitialNamesAccepted" : "NoConflicts",
            "message": "",
        ]
    }
}
