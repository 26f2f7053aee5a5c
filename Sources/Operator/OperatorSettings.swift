public import Seldon

/// What an installation of the operator decides for all deployments.
public struct OperatorSettings: Sendable, Hashable {
    /// The image of the orchestrator.
    public var orchestratorImage: String
    /// The gateway that VirtualServices name.
    public var gateway: String
    /// The first ports that components get.
    public var ports: PortPlan

    /// Makes settings; by default those of Seldon Core 1.18.2 with Istio.
    public init(
        orchestratorImage: String = "seldonio/seldon-core-executor:1.18.2",
        gateway: String = "istio-system/seldon-gateway",
        ports: PortPlan = PortPlan()
    ) {
        self.orchestratorImage = orchestratorImage
        self.gateway = gateway
        self.ports = ports
    }
}
