import Documents
import Kubernetes

extension SeldonDeployment {
    /// The resource with all that its operator fills in before it builds anything: labels, types,
    /// ports, hosts.
    ///
    /// There is no mutating webhook in Seldon Core v1, so what an API server holds lacks all this.
    /// A server that Seldon brings along gets the container that its operator would give it, where we
    /// know the image (``PrepackagedServer``).
    public func defaulted(_ ports: PortPlan = PortPlan()) -> SeldonDeployment {
        var result = self
        if result.metadata.namespace == nil { result.metadata.namespace = "default" }
        var defaulting = Defaulting(deployment: self, ports: ports)
        result.predictors = predictors.map { defaulting.predictor($0) }
        return result
    }
}

/// Numbers the containers of a deployment while it fills in its predictors one by one.
private struct Defaulting {
    private let names: ObjectNames
    private let prefersGRPC: Bool
    private let hasSeparateOrchestrator: Bool
    private let payloadProtocol: String
    private var next: PortPlan
    private var httpPorts: [String: Int] = [:]
    private var grpcPorts: [String: Int] = [:]

    init(deployment: SeldonDeployment, ports: PortPlan) {
        names = deployment.names
        prefersGRPC = deployment.transport == "grpc"
        hasSeparateOrchestrator = deployment.hasSeparateOrchestrator
        payloadProtocol = deployment.payloadProtocol
        next = ports
    }

    mutating func predictor(_ predictor: PredictorSpec) -> PredictorSpec {
        var result = predictor
        if result.labels[SeldonLabel.version] == nil {
            var labels = result.json["labels"] ?? .object([:])
            labels[SeldonLabel.version] = .string(predictor.name)
            result.json["labels"] = labels
        }
        result.graph = result.graph.mapUnits(Self.withType)
        var endpoints: [String: UnitEndpoint] = [:]
        var components = result.componentSpecs
        addServers(of: result.graph, to: &components)
        for index in components.indices {
            components[index].containers = components[index].containers.map { container in
                let number = number(container)
                guard result.graph.unit(named: container.name) != nil else { return container }
                let filled = fill(container, number)
                let isLocal = index == 0 && !hasSeparateOrchestrator
                endpoints[container.name] = endpoint(of: filled, in: predictor, isLocal: isLocal)
                return filled
            }
        }
        if !components.isEmpty || result.json["componentSpecs"] != nil {
            result.componentSpecs = components
        }
        result.graph = result.graph.mapUnits { unit in
            guard let computed = endpoints[unit.name] else { return unit }
            var unit = unit
            var endpoint = unit.endpoint
            endpoint.host = computed.host
            endpoint.httpPort = computed.httpPort
            endpoint.grpcPort = computed.grpcPort
            let usesGRPC = prefersGRPC || endpoint.type == "GRPC"
            endpoint.port = usesGRPC ? computed.grpcPort : computed.httpPort
            unit.endpoint = endpoint
            return unit
        }
        return result
    }

    /// Gives each prepackaged server of the graph its container, in the first component.
    private func addServers(of graph: PredictiveUnit, to components: inout [ComponentSpec]) {
        for unit in graph.all {
            guard case .prepackaged(let name) = unit.implementation,
                let server = PrepackagedServer(name, payloadProtocol: payloadProtocol)
            else { continue }
            var isThere = false
            for index in components.indices {
                components[index].containers = components[index].containers.map { container in
                    guard container.name == unit.name else { return container }
                    isThere = true
                    var container = container
                    if container.image.isEmpty {
                        container.json["image"] = .string(server.image)
                    }
                    return container
                }
            }
            if isThere { continue }
            if components.isEmpty { components.append(ComponentSpec(json: ["spec": [:]])) }
            components[0].containers.append(
                Container(json: ["name": .string(unit.name), "image": .string(server.image)])
            )
        }
    }

    private static func withType(_ unit: PredictiveUnit) -> PredictiveUnit {
        var unit = unit
        if unit.implementation.isPrepackaged {
            unit.type = .model
        } else if unit.json["type"] == nil, unit.methods.isEmpty,
            unit.implementation == .container
        {
            unit.type = .model
        }
        return unit
    }

    /// The ports of a container by its name, the same in all predictors; containers that are no
    /// units use up numbers too.
    private mutating func number(_ container: Container) -> (http: Int, grpc: Int) {
        if httpPorts[container.name] == nil {
            httpPorts[container.name] = next.http
            next.http += 1
            grpcPorts[container.name] = next.grpc
            next.grpc += 1
        }
        return (httpPorts[container.name] ?? 0, grpcPorts[container.name] ?? 0)
    }

    private mutating func fill(
        _ container: Container,
        _ number: (http: Int, grpc: Int)
    ) -> Container {
        var result = container
        if container.port(named: "metrics") == nil {
            result.addPort("metrics", next.metrics)
            next.metrics += 1
        }
        if container.port(named: "http") == nil { result.addPort("http", number.http) }
        if container.port(named: "grpc") == nil { result.addPort("grpc", number.grpc) }
        let defaults: [(String, JSON)] = [
            ("imagePullPolicy", "IfNotPresent"),
            ("terminationMessagePath", "/dev/termination-log"),
            ("terminationMessagePolicy", "File"),
        ]
        for (key, value) in defaults where result.json[key] == nil { result.json[key] = value }
        var mounts = result.json["volumeMounts"]?.elements ?? []
        if !mounts.contains(where: { $0["name"] == "seldon-podinfo" }) {
            mounts.append(["name": "seldon-podinfo", "mountPath": "/etc/podinfo"])
            result.json["volumeMounts"] = .array(mounts)
        }
        return result
    }

    private func endpoint(
        of container: Container,
        in predictor: PredictorSpec,
        isLocal: Bool
    ) -> UnitEndpoint {
        var endpoint = UnitEndpoint()
        let service = names.service(ofContainer: container.name, in: predictor)
        endpoint.host = isLocal ? "localhost" : names.host(ofService: service)
        endpoint.httpPort = container.port(named: "http") ?? 0
        endpoint.grpcPort = container.port(named: "grpc") ?? 0
        return endpoint
    }
}

extension Container {
    fileprivate mutating func addPort(_ name: String, _ number: Int) {
        var ports = json["ports"]?.elements ?? []
        ports.append(
            ["name": .string(name), "containerPort": .int(number), "protocol": "TCP"]
        )
        json["ports"] = .array(ports)
    }
}
