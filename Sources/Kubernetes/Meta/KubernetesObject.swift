public import Documents

/// An object of the Kubernetes API, as the document that the server holds.
///
/// A conforming type is a view on that document: it names the fields that we know and keeps the
/// ones that we do not, so that writing back what was read loses nothing.
public protocol KubernetesObject: Sendable, Equatable {
    /// The kind of object that this type is a view on.
    static var resource: ResourceKind { get }
    /// The whole object.
    var json: JSON { get set }
    /// Makes a view on an object; fields that are missing read as absent.
    init(json: JSON)
}

extension KubernetesObject {
    /// Makes an object of this kind with a name.
    public init(name: String, namespace: String? = nil, labels: [String: String] = [:]) {
        var json: JSON = [
            "apiVersion": .string(Self.resource.apiVersion),
            "kind": .string(Self.resource.kind),
            "metadata": ["name": .string(name)],
        ]
        if let namespace { json["metadata"]?["namespace"] = .string(namespace) }
        if !labels.isEmpty { json["metadata"]?["labels"] = .strings(labels) }
        self.init(json: json)
    }

    /// The metadata.
    public var metadata: ObjectMeta {
        get { ObjectMeta(json: json["metadata"] ?? .object([:])) }
        set { json["metadata"] = newValue.json }
    }

    /// The desired state, an empty object when absent.
    public var spec: JSON {
        get { json["spec"] ?? .object([:]) }
        set { json["spec"] = newValue }
    }

    /// The observed state, an empty object when absent.
    public var status: JSON {
        get { json["status"] ?? .object([:]) }
        set { json["status"] = newValue }
    }

    /// The name.
    public var name: String { metadata.name }

    /// The namespace; empty for an object that is in none.
    public var namespace: String { metadata.namespace ?? "" }

    /// The key under which a namespace and a name find the object.
    public var key: ObjectKey { ObjectKey(namespace: namespace, name: name) }
}

/// An object of any kind.
public struct DynamicObject: KubernetesObject {
    /// No kind of its own; the document says which it is.
    public static let resource = ResourceKind("", plural: "")
    /// The whole object.
    public var json: JSON

    /// Makes a view on an object.
    public init(json: JSON) { self.json = json }

    /// The kind that the document says it is of.
    public var kind: String { json["kind"]?.string ?? "" }

    /// The group and version that the document says it is of.
    public var apiVersion: String { json["apiVersion"]?.string ?? "" }
}

/// What names an object among those of its kind.
public struct ObjectKey: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The namespace; empty for an object that is in none.
    public var namespace: String
    /// The name.
    public var name: String

    /// Makes a key.
    public init(namespace: String, name: String) {
        self.namespace = namespace
        self.name = name
    }

    /// Whether one sorts before the other: by namespace, then by name.
    public static func < (left: ObjectKey, right: ObjectKey) -> Bool {
        (left.namespace, left.name) < (right.namespace, right.name)
    }

    /// `namespace/name`, or the name alone.
    public var description: String { namespace.isEmpty ? name : "\(namespace)/\(name)" }
}
