import Documents
import HTTP
import Kubernetes
public import Seldon

extension InferenceGraph {
    /// Makes a graph of a predictor whose endpoints are filled in, as `ENGINE_PREDICTOR` has it.
    ///
    /// - Throws: `OrchestratorError.malformedGraph`.
    public init(_ predictor: PredictorSpec) throws(OrchestratorError) {
        guard predictor.json["graph"]?.object != nil else {
            throw .malformedGraph("the predictor has no graph")
        }
        var nodes: [Node] = []
        try Self.append(predictor.graph, of: predictor, to: &nodes, depth: 0)
        let forks = Set(predictor.forks)
        for index in nodes.indices where forks.contains(nodes[index].name) {
            nodes[index].joinsByName = true
        }
        try self.init(nodes: nodes)
    }

    /// The deepest nesting of children; the schema of the custom resource ends at ten.
    private static let depthLimit = 64

    @discardableResult
    private static func append(
        _ unit: PredictiveUnit,
        of predictor: PredictorSpec,
        to nodes: inout [Node],
        depth: Int
    ) throws(OrchestratorError) -> Int {
        guard depth < depthLimit else {
            throw .malformedGraph("it is deeper than \(depthLimit) levels")
        }
        guard !unit.name.isEmpty else { throw .malformedGraph("a node has no name") }
        let index = nodes.count
        let image = predictor.container(named: unit.name)?.image ?? ""
        nodes.append(try node(unit, image: image))
        var children: [Int] = []
        for child in unit.children {
            children.append(try append(child, of: predictor, to: &nodes, depth: depth + 1))
        }
        nodes[index].children = children
        return index
    }

    private static func node(
        _ unit: PredictiveUnit,
        image: String
    ) throws(OrchestratorError) -> Node {
        let methods = unit.methods
        let isBuiltIn = unit.implementation.isBuiltIn
        // A built-in has no endpoint: the real one fails when it has a type that asks for a call.
        var type = isBuiltIn ? nil : unit.type
        if type == nil, methods.isEmpty, !isBuiltIn { type = .model }
        let transformsInput = type == .transformer || methods.contains(.transformInput)
        let transformsOutput = type == .outputTransformer || methods.contains(.transformOutput)
        return Node(
            name: unit.name,
            inputStep: transformsInput ? .transformInput : type == .model ? .predict : nil,
            routing: type == .router || methods.contains(.route) ? .ask : routing(unit),
            aggregates: type == .combiner || methods.contains(.aggregate),
            outputStep: transformsOutput ? .transformOutput : nil,
            learns: type == .model || type == .router || methods.contains(.sendFeedback),
            address: isBuiltIn ? nil : try address(unit),
            rpcAddress: isBuiltIn ? nil : rpcAddress(unit),
            image: String(image.prefix { $0 != ":" }),
            imageVersion: version(of: image),
            logging: NodeLogging(unit.json["logger"])
        )
    }

    private static func routing(_ unit: PredictiveUnit) -> Node.Routing {
        guard unit.implementation == .randomABTest else { return .all }
        // Read only when it is the single parameter, as the executor does.
        guard unit.parameters.count == 1, unit.parameters[0].name == "ratioA" else {
            return .random(0.5)
        }
        return .random(Double(unit.parameters[0].value) ?? 0.5)
    }

    private static func address(_ unit: PredictiveUnit) throws(OrchestratorError) -> SocketAddress {
        let endpoint = unit.endpoint
        let port = endpoint.httpPort != 0 ? endpoint.httpPort : endpoint.port
        guard (1...65535).contains(port) else {
            throw .malformedGraph("the node \(unit.name) has no port")
        }
        return SocketAddress(host: endpoint.host.isEmpty ? "localhost" : endpoint.host, port: port)
    }

    private static func rpcAddress(_ unit: PredictiveUnit) -> SocketAddress? {
        let endpoint = unit.endpoint
        let isRPC = endpoint.type == "GRPC"
        let port = endpoint.grpcPort != 0 ? endpoint.grpcPort : isRPC ? endpoint.port : 0
        guard (1...65535).contains(port) else { return nil }
        return SocketAddress(host: endpoint.host.isEmpty ? "localhost" : endpoint.host, port: port)
    }

    /// The tag, only where the image has exactly one colon: the executor's labels are made so.
    private static func version(of image: String) -> String {
        let parts = image.split(separator: ":", omittingEmptySubsequences: false)
        return parts.count == 2 ? String(parts[1]) : ""
    }
}
