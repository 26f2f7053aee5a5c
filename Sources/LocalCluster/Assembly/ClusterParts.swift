import APIServer
import Glibc
import HTTP
import Kubernetes
import KubernetesClient
import Seldon

/// What of a cluster is made before anything runs.
struct ClusterParts: Sendable {
    /// The API server.
    let api: ClusterAPI
    /// The way in for requests.
    let gateway: Gateway
    /// The routes and ready pods that gateway and forwarders go by.
    let view = TrafficView()
    /// The cluster's own authority.
    let authority: KeyPair
    /// The certificate of the API server.
    let server: KeyPair
    /// Who may use the cluster.
    let users: UsersFile
    /// The logs of containers.
    let logs: PodLogs
    /// The addresses of pods.
    let addresses: PodAddresses
    /// The processes that run.
    let ledger: ProcessLedger
    /// What the containers use of the machine.
    let meter = ResourceMeter()

    private let token = UsersFile.makeToken()

    /// Makes the parts from what the data directory has.
    ///
    /// - Throws: `LocalClusterError`, `StoreError`, and what the doors throw.
    init(
        _ configuration: ClusterConfiguration,
        _ doors: ClusterDoors,
        network: Int,
        clock: any Clock<Duration>
    ) throws {
        let directory = configuration.directory
        authority = try AuthorityFiles.load(from: directory, making: doors.makeAuthority)
        let names = ["127.0.0.1", "localhost", "kubernetes", "kubernetes.default.svc"]
        server = try doors.issueServer(authority, names)
        users = try UsersFile(in: directory)
        try PrivateFile.makeDirectory(directory.logs)
        try PrivateFile.makeDirectory(directory.pods)
        let logs = PodLogs(directory: directory.logs)
        let addresses = PodAddresses(network: network)
        let meter = meter
        self.logs = logs
        self.addresses = addresses
        ledger = ProcessLedger(path: directory.ledger)
        let store = try VersionedStore(path: directory.database)
        for suffix in ["", "-wal", "-shm"] { chmod(directory.database + suffix, 0o600) }
        let own = Users.Account(
            user: User(name: "system:radiant", groups: [User.masters]),
            token: token
        )
        api = ClusterAPI(
            store: store,
            users: Users(users.accounts + [own]),
            pods: PodBackend(
                address: { addresses.address(of: ObjectKey(namespace: $0, name: $1)) },
                log: { request throws(APIStatus) in try await logs.body(for: request) },
                transport: doors.transport,
                runs: { $0 == NodeAgent.nodeName },
                usage: { meter.usage(of: ObjectKey(namespace: $0, name: $1)) },
                nodeUsage: { $0 == NodeAgent.nodeName ? meter.machineUsage : nil }
            ),
            admission: [SeldonDeployment.admission],
            address: "127.0.0.1:\(configuration.apiPort)",
            clock: clock
        )
        gateway = Gateway(
            view: view,
            transport: doors.transport,
            rpcTransport: doors.rpcTransport
        )
    }

    /// A client as which the cluster's own parts use the API, like any other.
    func client(server: String, clock: any Clock<Duration>) -> APIClient {
        APIClient(
            ClusterEndpoint(server: server, credential: .token(token), context: "radiant"),
            over: InProcessTransport(to: api),
            fieldManager: "radiant-cluster",
            clock: clock
        )
    }
}
