import Documents
import Kubernetes
import Seldon

/// Collects how the objects of a SeldonDeployment are, and says it as its status.
struct StatusReport {
    private let resource: SeldonDeployment
    private let plan: ResourcePlan
    private var deployments: [Deployment] = []
    private var hasChangedDeployments = false
    /// Whether a Service was made or changed at this look.
    var hasChangedServices = false
    /// Whether an autoscaler was made or changed at this look.
    var hasChangedAutoscalers = false
    /// Whether a budget of disruption was made or changed at this look.
    var hasChangedBudgets = false
    /// Whether the mesh has been told.
    var hasRules = false

    init(_ resource: SeldonDeployment, _ plan: ResourcePlan) {
        self.resource = resource
        self.plan = plan
    }

    /// Takes in a Deployment as it is now.
    mutating func note(_ deployment: Deployment, isChanged: Bool) {
        deployments.append(deployment)
        if isChanged { hasChangedDeployments = true }
    }

    /// Whether every Deployment is as wanted and has all its pods ready.
    var areDeploymentsReady: Bool {
        !hasChangedDeployments && deployments.allSatisfy(\.isWhole)
    }

    /// `Available` without regard to the mesh; `Failed` when a Deployment neither gets on nor serves.
    var state: DeploymentState {
        if areDeploymentsReady, !hasChangedServices, !hasChangedAutoscalers, !hasChangedBudgets {
            return .available
        }
        let isStuck = deployments.contains { deployment in
            deployment.says("Progressing", "False") && deployment.says("Available", "False")
        }
        return isStuck ? .failed : .creating
    }

    /// The status; what did not change keeps its time.
    func status(at now: Timestamp) -> JSON {
        var status: JSON = ["state": .string(state.rawValue)]
        if state == .failed {
            status["description"] = "Deployment is no longer progressing and not available."
        }
        var counts: JSON = [:]
        for deployment in deployments {
            let (replicas, available) = (
                deployment.count("replicas"), deployment.count("availableReplicas")
            )
            guard replicas > 0 || available > 0 else { continue }
            counts[deployment.name] = [
                "replicas": .int(replicas), "availableReplicas": .int(available),
            ]
        }
        status["deploymentStatus"] = counts
        status["serviceStatus"] = services
        status["replicas"] = .int(deployments.first?.count("replicas") ?? 0)
        status["address"] = ["url": .string(address)]
        status["conditions"] = .array(conditions(at: now))
        return status
    }

    private var services: JSON {
        var services: JSON = [:]
        for service in plan.services {
            var entry: JSON = ["svcName": .string(service.name)]
            for port in service.ports {
                entry[port.name + "Endpoint"] = .string(
                    "\(service.name).\(service.namespace):\(port.port)"
                )
            }
            services[service.name] = entry
        }
        return services
    }

    private var address: String {
        guard let first = resource.predictors.first else { return "" }
        let names = resource.names
        let root = first.graph.name
        let path =
            switch resource.payloadProtocol {
            case "tensorflow": "/v1/models/\(root):predict"
            case "v2", "kfserving": "/v2/models/\(root)/infer"
            default: "/api/v1.0/predictions"
            }
        return "http://\(names.host(ofService: names.service(of: first))):8000\(path)"
    }

    // MARK: Conditions

    private typealias Statement = (type: String, holds: Bool, reason: String, message: String)

    private func conditions(at now: Timestamp) -> [JSON] {
        let ready = areDeploymentsReady
        var statements: [Statement] = [
            deploymentsReady,
            (
                "ServicesReady", ready && !hasChangedServices,
                ready && !hasChangedServices ? "All services created" : "Not all services created",
                ""
            ),
            scaling("Hpa", plan.autoscalers.isEmpty, isChanged: hasChangedAutoscalers),
            ("KedaReady", true, "No KEDA resources defined", ""),
            scaling("Pdb", plan.budgets.isEmpty, isChanged: hasChangedBudgets),
            (
                "istioVirtualServicesReady", hasRules,
                hasRules ? "All VirtualServices created" : "Not all VirtualServices created", ""
            ),
            // So it is spelt.
            ("AmbassadorMappingsReady", true, "No Ambassador Mappaings defined", ""),
        ]
        let failing = statements.first { !$0.holds }
        statements.append(
            ("Ready", failing == nil, failing?.reason ?? "", failing?.message ?? "")
        )
        return statements.sorted { $0.type < $1.type }.map { json($0, at: now) }
    }

    private var deploymentsReady: Statement {
        let failing = deployments.first { !$0.says("Available", "True") }
        let shown = (failing ?? deployments.first)?.conditions.first { $0.type == "Available" }
        return (
            "DeploymentsReady", failing == nil && !deployments.isEmpty,
            shown?.reason ?? "MinimumReplicasUnavailable", shown?.message ?? ""
        )
    }

    private func scaling(_ name: String, _ areNone: Bool, isChanged: Bool) -> Statement {
        let plural = name.uppercased() + "s"
        if areNone { return (name + "sReady", true, "No \(plural) defined", "") }
        let reason = isChanged ? "\(plural) not ready" : "All \(plural) resources ready"
        return (name + "sReady", !isChanged, reason, "")
    }

    private func json(_ statement: Statement, at now: Timestamp) -> JSON {
        let status = statement.holds ? "True" : "False"
        let before = resource.conditions.first { $0.type == statement.type }
        var json: JSON = ["type": .string(statement.type), "status": .string(status)]
        if !statement.reason.isEmpty { json["reason"] = .string(statement.reason) }
        if !statement.message.isEmpty { json["message"] = .string(statement.message) }
        let since = before?.status == status ? before?.json["lastTransitionTime"] : nil
        json["lastTransitionTime"] = since ?? .string(now.description)
        return json
    }
}

extension Deployment {
    /// Whether all its pods are ready, of what it now asks for.
    fileprivate var isWhole: Bool {
        count("observedGeneration") >= metadata.generation && count("readyReplicas") > 0
            && count("unavailableReplicas") == 0 && count("updatedReplicas") >= replicas
    }

    fileprivate func says(_ type: String, _ status: String) -> Bool {
        conditions.contains { $0.type == type && $0.status == status }
    }
}
