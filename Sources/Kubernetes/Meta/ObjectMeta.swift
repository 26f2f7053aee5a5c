public import Documents

/// The metadata of an object, as a view on its document.
public struct ObjectMeta: Sendable, Hashable {
    /// The metadata as they stand in the object.
    public var json: JSON

    /// Makes a view on metadata.
    public init(json: JSON) { self.json = json }

    /// The name; empty when absent.
    public var name: String {
        get { json["name"]?.string ?? "" }
        set { json["name"] = .string(newValue) }
    }

    /// The beginning of a name that the server completes.
    public var generateName: String? {
        get { json["generateName"]?.string }
        set { json["generateName"] = newValue.map(JSON.string) }
    }

    /// The namespace; `nil` when the object is in none.
    public var namespace: String? {
        get { json["namespace"]?.string }
        set { json["namespace"] = newValue.map(JSON.string) }
    }

    /// The identity of this object, which no other ever has, of whatever name.
    public var uid: String {
        get { json["uid"]?.string ?? "" }
        set { json["uid"] = .string(newValue) }
    }

    /// The version of the object's last write; to be compared for equality only.
    public var resourceVersion: String {
        get { json["resourceVersion"]?.string ?? "" }
        set { json["resourceVersion"] = .string(newValue) }
    }

    /// The count of changes to the desired state.
    public var generation: Int {
        get { json["generation"]?.int ?? 0 }
        set { json["generation"] = .int(newValue) }
    }

    /// When the object was made.
    public var creationTimestamp: Timestamp? {
        get { json["creationTimestamp"]?.string.flatMap(Timestamp.init) }
        set { json["creationTimestamp"] = newValue.map { .string($0.description) } }
    }

    /// When the object was asked to go; `nil` while it was not.
    public var deletionTimestamp: Timestamp? {
        get { json["deletionTimestamp"]?.string.flatMap(Timestamp.init) }
        set { json["deletionTimestamp"] = newValue.map { .string($0.description) } }
    }

    /// Labels, by which objects are selected.
    public var labels: [String: String] {
        get { json["labels"]?.strings ?? [:] }
        set { json["labels"] = newValue.isEmpty ? nil : .strings(newValue) }
    }

    /// The value of one label.
    public func label(_ key: String) -> String? { json["labels"]?[key]?.string }

    /// Annotations, which nobody selects by.
    public var annotations: [String: String] {
        get { json["annotations"]?.strings ?? [:] }
        set { json["annotations"] = newValue.isEmpty ? nil : .strings(newValue) }
    }

    /// What must be done before the object may go.
    public var finalizers: [String] {
        get { json["finalizers"]?.elements.compactMap(\.string) ?? [] }
        set { json["finalizers"] = newValue.isEmpty ? nil : .strings(newValue) }
    }

    /// Objects that this one belongs to and goes with.
    public var ownerReferences: [OwnerReference] {
        get { (json["ownerReferences"]?.elements ?? []).compactMap(OwnerReference.init) }
        set { json["ownerReferences"] = newValue.isEmpty ? nil : .array(newValue.map(\.json)) }
    }

    /// The owner that drives this object; `nil` when none does.
    public var controller: OwnerReference? { ownerReferences.first(where: \.isController) }
}

/// The object that another belongs to.
public struct OwnerReference: Sendable, Hashable {
    /// Group and version of the owner.
    public var apiVersion: String
    /// Kind of the owner.
    public var kind: String
    /// Name of the owner, in the namespace of what it owns.
    public var name: String
    /// Identity of the owner.
    public var uid: String
    /// Whether the owner drives what it owns.
    public var isController: Bool

    /// Makes a reference to an owner that drives what it owns.
    public init(controller: some KubernetesObject) {
        apiVersion = controller.json["apiVersion"]?.string ?? ""
        kind = controller.json["kind"]?.string ?? ""
        name = controller.name
        uid = controller.metadata.uid
        isController = true
    }

    /// Reads a reference; `nil` when it lacks the owner's identity.
    public init?(json: JSON) {
        guard let uid = json["uid"]?.string else { return nil }
        apiVersion = json["apiVersion"]?.string ?? ""
        kind = json["kind"]?.string ?? ""
        name = json["name"]?.string ?? ""
        self.uid = uid
        isController = json["controller"]?.bool ?? false
    }

    /// The reference as it stands in an object.
    public var json: JSON {
        var json: JSON = [
            "apiVersion": .string(apiVersion), "kind": .string(kind), "name": .string(name),
            "uid": .string(uid),
        ]
        if isController {
            json["controller"] = true
            json["blockOwnerDeletion"] = true
        }
        return json
    }
}
