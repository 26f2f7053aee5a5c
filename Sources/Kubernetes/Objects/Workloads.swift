public import Documents

/// A number of equal pods that are replaced little by little when their template changes.
public struct Deployment: KubernetesObject {
    /// `deployments.apps`.
    public static let resource = ResourceKind.deployment
    /// The whole object.
    public var json: JSON

    /// Makes a view on an object.
    public init(json: JSON) { self.json = json }

    /// How many pods there shall be.
    public var replicas: Int { spec["replicas"]?.int ?? 1 }

    /// What selects its pods.
    public var selector: LabelSelector { LabelSelector(json: spec["selector"] ?? .null) }

    /// What its pods are made from.
    public var template: JSON { spec["template"] ?? .object([:]) }

    /// The conditions of its status.
    public var conditions: [Condition] {
        (status["conditions"]?.elements ?? []).map(Condition.init)
    }

    /// A count of the status such as `readyReplicas`, 0 when absent.
    public func count(_ field: String) -> Int { status[field]?.int ?? 0 }
}

/// A number of equal pods of one template.
public struct ReplicaSet: KubernetesObject {
    /// `replicasets.apps`.
    public static let resource = ResourceKind.replicaSet
    /// The whole object.
    public var json: JSON

    /// Makes a view on an object.
    public init(json: JSON) { self.json = json }

    /// How many pods there shall be.
    public var replicas: Int { spec["replicas"]?.int ?? 1 }

    /// What selects its pods.
    public var selector: LabelSelector { LabelSelector(json: spec["selector"] ?? .null) }

    /// What its pods are made from.
    public var template: JSON { spec["template"] ?? .object([:]) }

    /// A count of the status such as `readyReplicas`, 0 when absent.
    public func count(_ field: String) -> Int { status[field]?.int ?? 0 }
}
