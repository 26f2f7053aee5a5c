public import HTTP
import HTTPTypes
import Kubernetes
public import KubernetesClient

/// Every verb that changes a cluster or asks it something, once, for the command line and the
/// dashboard alike.
///
/// It is a value; each verb stands in the file of its own topic.
public struct ClusterOperations: Sendable {
    /// What speaks to the API server.
    public let client: APIClient
    /// What carries requests that do not go through the API server.
    public let web: any HTTPTransport
    /// What carries calls of gRPC; `nil` where nothing does.
    public var rpc: (any HTTPTransport)?
    /// The URL of the gateway that the user named, or `nil` to ask the cluster for it.
    public var gateway: String?
    /// Why changes are refused, or `nil` when they are not.
    public var refusal: String?
    /// Who makes changes, as others are told: a user and a machine.
    public var author = "somebody"
    /// The context of the kubeconfig, for the audit log.
    public var context = ""
    /// What must be given before a change is made here.
    public var policy = ChangePolicy()
    /// Takes what was changed, and what was tried and not done.
    public var audit: (@Sendable (AuditEntry) throws -> Void)?

    /// Verbs on a cluster.
    public init(
        _ client: APIClient,
        web: any HTTPTransport,
        gateway: String? = nil,
        refusal: String? = nil
    ) {
        self.client = client
        self.web = web
        self.gateway = gateway
        self.refusal = refusal
    }

    /// What time it is for ages on the command line.
    public var now: Moment { Moment(Timestamp.now) }

    /// What time it is by the server's clock, which may differ from this machine's by an hour; this
    /// machine's where the server does not tell.
    public func serverNow() async -> Moment {
        let time = ServerTime()
        let answer = try? await client.response(.get, "/version")
        if let date = answer?.head.headerFields[.date] { time.learn(fromDate: date) }
        return time.now
    }

    /// Lets a change through, or refuses it.
    ///
    /// - Throws: `OperationsError.readOnly`.
    func permitChange() throws(OperationsError) {
        if let refusal { throw .readOnly(reason: refusal) }
    }
}
