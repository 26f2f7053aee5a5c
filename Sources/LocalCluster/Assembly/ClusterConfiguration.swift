/// What a cluster is started with.
public struct ClusterConfiguration: Sendable {
    /// The port of the API server where none is given.
    public static let defaultAPIPort = 7443
    /// The port of the gateway where none is given.
    public static let defaultGatewayPort = 8003

    /// Where the cluster keeps what outlives it.
    public var directory: DataDirectory
    /// The port of the API server on 127.0.0.1; 0 takes a free one.
    public var apiPort = ClusterConfiguration.defaultAPIPort
    /// The port of the gateway on 127.0.0.1; 0 takes a free one.
    public var gatewayPort = ClusterConfiguration.defaultGatewayPort
    /// The programs of images.
    public var catalogue: ImageCatalogue
    /// The folders in which programs find others.
    public var path = "/usr/local/bin:/usr/bin:/bin"
    /// The program that becomes the watchdog, and its arguments before the cluster's mark; with
    /// none, nothing is ended when the cluster is killed until its next start.
    public var watchdog: [String] = []

    /// Makes a configuration.
    public init(directory: DataDirectory, catalogue: ImageCatalogue) {
        self.directory = directory
        self.catalogue = catalogue
    }
}

/// Where a running cluster is reached.
public struct ClusterAddresses: Sendable, Hashable {
    /// The URL of the API server.
    public var api: String
    /// The URL of the gateway.
    public var gateway: String
    /// The path of the administrator's kubeconfig.
    public var kubeconfig: String
}

/// How far a cluster has come.
public enum ClusterStage: Sendable, Hashable {
    /// The API server and the gateway answer.
    case serving(ClusterAddresses)
    /// All deployments are available, and their routes lead to ready pods.
    case ready(deployments: Int)
}
