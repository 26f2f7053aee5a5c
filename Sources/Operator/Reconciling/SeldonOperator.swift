import Kubernetes
public import KubernetesClient
import Seldon

/// What turns SeldonDeployments into Deployments, Services and mesh rules, and reports on them, as
/// the operator of Seldon Core 1.18.2 does.
///
/// It sees only the API.
public struct SeldonOperator: Sendable {
    private let client: APIClient
    private let settings: OperatorSettings
    private let clock: any Clock<Duration>

    /// Makes an operator.
    ///
    /// - Parameters:
    ///   - client: The API server's client.
    ///   - settings: What the installation decides.
    ///   - clock: What waiting is measured by.
    public init(
        _ client: APIClient,
        settings: OperatorSettings = OperatorSettings(),
        clock: any Clock<Duration> = ContinuousClock()
    ) {
        var client = client
        client.fieldManager = "seldon-controller-manager"
        self.client = client
        self.settings = settings
        self.clock = clock
    }

    /// Runs until the task is cancelled.
    public func run() async {
        let resources = ObjectStore<SeldonDeployment>()
        let deployments = ObjectStore<Deployment>()
        let services = ObjectStore<Service>()
        let rules = ObjectStore<VirtualService>()
        let work = DeploymentWork(
            client: client,
            settings: settings,
            events: EventRecorder(client, component: "seldon-controller-manager")
        )
        let loop = ControlLoop(
            "operator",
            work,
            triggers: [
                .changes(of: resources) { [$0.key] },
                .changes(of: deployments) { Self.owner(of: $0) },
                .changes(of: services) { Self.owner(of: $0) },
                .changes(of: rules) { Self.owner(of: $0) },
            ],
            clock: clock
        )
        await withDiscardingTaskGroup { group in
            group.addTask { await Reflector(client, into: resources, clock: clock).run() }
            group.addTask { await Reflector(client, into: deployments, clock: clock).run() }
            group.addTask { await Reflector(client, into: services, clock: clock).run() }
            group.addTask { await Reflector(client, into: rules, clock: clock).run() }
            group.addTask { await loop.run() }
        }
    }

    private static func owner<Object: KubernetesObject>(
        of change: StoreChange<Object>
    ) -> [ObjectKey] {
        guard let owner = (change.new ?? change.old)?.metadata.controller,
            owner.kind == SeldonDeployment.resource.kind
        else { return [] }
        return [ObjectKey(namespace: change.key.namespace, name: owner.name)]
    }
}
