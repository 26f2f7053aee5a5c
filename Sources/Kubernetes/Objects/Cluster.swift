public import Documents

/// A part of a cluster with names of its own.
public struct Namespace: KubernetesObject {
    /// `namespaces` of the core group.
    public static let resource = ResourceKind.namespace
    /// The whole object.
    public var json: JSON

    /// Makes a view on an object.
    public init(json: JSON) { self.json = json }
}

/// A machine that runs pods.
public struct Node: KubernetesObject {
    /// `nodes` of the core group.
    public static let resource = ResourceKind.node
    /// The whole object.
    public var json: JSON

    /// Makes a view on an object.
    public init(json: JSON) { self.json = json }
}

/// Something that happened to an object, as a controller reports it.
public struct Event: KubernetesObject {
    /// `events` of the core group.
    public static let resource = ResourceKind.event
    /// The whole object.
    public var json: JSON

    /// Makes a view on an object.
    public init(json: JSON) { self.json = json }

    /// `Normal` or `Warning`.
    public var type: String { json["type"]?.string ?? "Normal" }

    /// The reason in one word.
    public var reason: String { json["reason"]?.string ?? "" }

    /// What happened, in words.
    public var message: String { json["message"]?.string ?? "" }

    /// How often it happened.
    public var count: Int { json["count"]?.int ?? 1 }

    /// The object it is about (`kind`, `namespace`, `name`, `uid`).
    public var involvedObject: JSON { json["involvedObject"] ?? .object([:]) }

    /// When it last happened.
    public var lastTimestamp: Timestamp? {
        let text = json["lastTimestamp"]?.string ?? json["eventTime"]?.string
        return text.flatMap(Timestamp.init) ?? metadata.creationTimestamp
    }
}

/// Text that belongs to a program, by its names.
public struct ConfigMap: KubernetesObject {
    /// The kind.
    public static let resource = ResourceKind.configMap
    /// The document.
    public var json: JSON

    /// Makes a config map of its document.
    public init(json: JSON) { self.json = json }

    /// The texts by their names.
    public var data: [String: String] { json["data"]?.strings ?? [:] }
}
