/// One pod, as far as a node's pane shows it.
public struct PodSnapshot: Sendable, Codable, Equatable, Identifiable {
    /// The uid that the API server gave it.
    public var uid: String
    /// Its name.
    public var name: String
    /// The word for its state as `kubectl get pods` prints it, such as `Running` or `ErrImagePull`.
    public var status: String
    /// Whether every container is ready.
    public var isReady: Bool
    /// How often its containers were restarted.
    public var restarts: Int
    /// When a container was last restarted, or `nil` when none was.
    public var lastRestart: Moment?
    /// When it was created.
    public var createdAt: Moment?
    /// The node (machine) that runs it, or `nil` while it has none.
    public var host: String?
    /// Why it is not ready, in one line, or `nil` when it is.
    public var why: String?
    /// The names of its containers.
    public var containers: [String]
    /// What each of its containers uses, by name, where the cluster tells.
    public var containerUsage: [String: ContainerUsage] = [:]

    /// A pod as it stands.
    public init(
        uid: String,
        name: String,
        status: String,
        isReady: Bool,
        restarts: Int = 0,
        lastRestart: Moment? = nil,
        createdAt: Moment? = nil,
        host: String? = nil,
        why: String? = nil,
        containers: [String] = []
    ) {
        self.uid = uid
        self.name = name
        self.status = status
        self.isReady = isReady
        self.restarts = restarts
        self.lastRestart = lastRestart
        self.createdAt = createdAt
        self.host = host
        self.why = why
        self.containers = containers
    }

    /// The uid.
    public var id: String { uid }
}
