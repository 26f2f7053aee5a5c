/// Everything that is known of the deployments in scope at one moment.
public struct ClusterSnapshot: Sendable, Equatable {
    /// The kubeconfig context, such as `radiant-local`.
    public var context: String
    /// The cluster that the context names.
    public var cluster: String
    /// The user that the API server takes us for, or the kubeconfig's user until it has said so.
    public var user: String
    /// The namespaces that are looked at.
    public var scope: NamespaceScope
    /// Whether changes are refused, by flag or for want of permission.
    public var isReadOnly: Bool
    /// Whether the context is production, where changes take more than a key press.
    public var isProduction: Bool
    /// Whether the first list is complete; until then an empty fleet means nothing.
    public var isComplete: Bool
    /// What one may do in the namespaces that are seen.
    public var rights: Rights
    /// What is not seen, though its server answers.
    public var gaps: [SnapshotGap]
    /// How well each source answers.
    public var sources: [SourceHealth]
    /// When this was put together, by the cluster's clock.
    public var takenAt: Moment
    /// The SeldonDeployments in scope, by namespace and name.
    public var deployments: [DeploymentSnapshot]

    /// A snapshot of the deployments in scope.
    public init(
        context: String,
        cluster: String,
        user: String,
        scope: NamespaceScope = .all,
        isReadOnly: Bool = false,
        isProduction: Bool = false,
        isComplete: Bool = true,
        rights: Rights = Rights(),
        gaps: [SnapshotGap] = [],
        sources: [SourceHealth] = [],
        takenAt: Moment,
        deployments: [DeploymentSnapshot] = []
    ) {
        self.context = context
        self.cluster = cluster
        self.user = user
        self.scope = scope
        self.isReadOnly = isReadOnly
        self.isProduction = isProduction
        self.isComplete = isComplete
        self.rights = rights
        self.gaps = gaps
        self.sources = sources
        self.takenAt = takenAt
        self.deployments = deployments
    }
}
