/// Everything that is known of the deployments in scope at one moment.
public struct ClusterSnapshot: Sendable, Codable, Equatable {
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
    public var isProduction = false
    /// Whether the first list is complete; until then an empty fleet means nothing.
    public var isComplete: Bool
    /// What one may do in the namespaces that are seen.
    public var rights = Rights()
    /// What is not seen, though its server answers.
    public var gaps: [SnapshotGap]
    /// How well each source answers.
    public var sources: [SourceHealth]
    /// When this was put together, by the cluster's clock.
    public var takenAt: Moment
    /// The SeldonDeployments in scope, by namespace and name.
    public var deployments: [DeploymentSnapshot]
    /// What was measured of predictors and nodes over the last 15 minutes.
    public var histories: [SeriesPlace: MeasuredHistory]

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
        deployments: [DeploymentSnapshot] = [],
        histories: [SeriesPlace: MeasuredHistory] = [:]
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
        self.histories = histories
    }

    /// What a recording keeps: rights are those of whoever looks, not of who looked.
    private enum CodingKeys: String, CodingKey {
        case context, cluster, user, scope, isReadOnly, isProduction, isComplete, gaps, sources
        case takenAt, deployments, histories
    }
}

extension ClusterSnapshot {
    /// Whether anything differs from an earlier snapshot but the time, and when sources last answered.
    func isNews(beside earlier: ClusterSnapshot) -> Bool {
        var timeless = self
        timeless.takenAt = earlier.takenAt
        timeless.histories = earlier.histories
        timeless.sources = sources.map(\.timeless)
        var former = earlier
        former.sources = earlier.sources.map(\.timeless)
        return timeless != former
    }
}

extension SourceHealth {
    /// The same without when it last answered, as long as it answers.
    fileprivate var timeless: SourceHealth {
        guard case .healthy = status else { return self }
        var health = self
        health.lastSuccess = nil
        health.nextAttempt = nil
        return health
    }
}
