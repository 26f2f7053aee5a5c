/// The namespaces that are looked at.
public enum NamespaceScope: Sendable, Codable, Hashable {
    /// Every namespace of the cluster.
    case all
    /// One namespace only.
    case one(String)
}
