/// What tells one SeldonDeployment from every other, also from a later one of the same name.
public struct DeploymentID: Sendable, Codable, Hashable {
    /// The namespace that holds the resource.
    public var namespace: String
    /// The name of the resource.
    public var name: String
    /// The uid that the API server gave it.
    public var uid: String

    /// An identity from the metadata of a resource.
    public init(namespace: String, name: String, uid: String) {
        self.namespace = namespace
        self.name = name
        self.uid = uid
    }
}
