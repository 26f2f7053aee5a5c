import Documents
import Failures
import Kubernetes
import KubernetesClient

/// Applies the objects of manifests, as `kubectl apply --server-side` does.
struct ObjectApplication: Sendable {
    private let client: APIClient

    /// Makes what applies objects as a user.
    init(_ client: APIClient) {
        var client = client
        client.fieldManager = "radiant-up"
        self.client = client
    }

    /// Applies objects in their order.
    ///
    /// - Throws: `LocalClusterError.notApplied` for the first that is refused.
    func apply(_ objects: [JSON]) async throws {
        for json in objects {
            let object = DynamicObject(json: json)
            let name = "\(object.kind.lowercased()) \(object.name)"
            guard let kind = ObjectApplication.kind(of: object), !object.name.isEmpty else {
                throw LocalClusterError.notApplied(
                    object: object.name.isEmpty ? "an object without a name" : name,
                    failure: Failure(
                        "objects of kind \(object.kind) (\(object.apiVersion)) are not known here"
                    )
                )
            }
            let namespace = kind.isNamespaced ? object.metadata.namespace ?? "default" : ""
            do {
                _ = try await client.patch(
                    kind,
                    ObjectKey(namespace: namespace, name: object.name),
                    .apply(json, isForced: true),
                    options: WriteOptions(fieldValidation: .strict)
                )
            } catch let error as any ExplainedError {
                throw LocalClusterError.notApplied(object: name, failure: error.failure)
            }
        }
    }

    private static func kind(of object: DynamicObject) -> ResourceKind? {
        let parts = object.apiVersion.split(separator: "/").map(String.init)
        let group = parts.count > 1 ? parts[0] : ""
        let known = kinds.first { $0.kind == object.kind && $0.group == group }
        return known.map { kind in
            var kind = kind
            kind.version = parts.last ?? kind.version
            return kind
        }
    }

    private static let kinds: [ResourceKind] = [
        .seldonDeployment, .namespace, .configMap, .secret, .service, .serviceAccount, .deployment,
        .pod, .horizontalPodAutoscaler, .virtualService, .destinationRule,
    ]
}
