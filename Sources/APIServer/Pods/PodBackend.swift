public import HTTP
import HTTPTypes
public import Kubernetes

/// What runs the pods, as far as the API server must reach them: logs, and their ports by proxy.
public struct PodBackend: Sendable {
    /// The address that was registered for a pod (namespace, name), such as `127.77.0.5`; `nil` when
    /// none was, and then no request is passed on, whatever the pod's status says.
    public var address: @Sendable (_ namespace: String, _ pod: String) async -> String?
    /// The log of a container, whole or as it grows.
    ///
    /// The server has checked that pod and container are in its store. A log that is not there is an
    /// `APIStatus` as a kubelet answers it.
    public var log: @Sendable (LogRequest) async throws(APIStatus) -> Body
    /// Whether a node is run by what is behind this, which then has the logs of its pods.
    public var runs: @Sendable (_ node: String) -> Bool
    /// What carries requests to pods.
    public var transport: any HTTPTransport
    /// What the containers of a pod (namespace, name) use of the machine; empty when nothing is known.
    public var usage: @Sendable (_ namespace: String, _ pod: String) async -> [ContainerUsage]
    /// What is used of a node as a whole, its container's name being empty; `nil` when nothing is
    /// known.
    public var nodeUsage: @Sendable (_ node: String) async -> ContainerUsage?

    /// Makes a backend.
    public init(
        address: @escaping @Sendable (_ namespace: String, _ pod: String) async -> String?,
        log: @escaping @Sendable (LogRequest) async throws(APIStatus) -> Body,
        transport: any HTTPTransport,
        runs: @escaping @Sendable (_ node: String) -> Bool = { _ in true },
        usage:
            @escaping @Sendable (
                _ namespace: String,
                _ pod: String
            ) async -> [ContainerUsage] = { _, _ in [] },
        nodeUsage: @escaping @Sendable (_ node: String) async -> ContainerUsage? = { _ in nil }
    ) {
        self.address = address
        self.log = log
        self.transport = transport
        self.runs = runs
        self.usage = usage
        self.nodeUsage = nodeUsage
    }

    /// A cluster in which nothing runs: no addresses, empty logs.
    public static let none = PodBackend(
        address: { _, _ in nil },
        log: { _ in .empty },
        transport: InProcessTransport(
            to: ClosureHandler { _ in Response(.serviceUnavailable) }
        )
    )
}

/// Which part of which container's log is asked for.
public struct LogRequest: Sendable, Hashable {
    /// The namespace of the pod.
    public var namespace: String
    /// The name of the pod.
    public var pod: String
    /// The identity of the pod.
    public var uid: String
    /// The name of the container.
    public var container: String
    /// Whether to go on with what is written from now on, until the container ends.
    public var follow = false
    /// Whether the log of the instance before the last restart is meant.
    public var previous = false
    /// How many of the last lines to begin with; `nil` for all.
    public var tailLines: Int?
    /// The moment before which lines are left out; `nil` for all.
    public var since: Timestamp?
    /// Whether each line begins with its time (RFC 3339 with nanoseconds) and a space.
    public var timestamps = false

    /// Makes a request for a whole log.
    public init(namespace: String, pod: String, uid: String = "", container: String) {
        self.namespace = namespace
        self.pod = pod
        self.uid = uid
        self.container = container
    }
}
