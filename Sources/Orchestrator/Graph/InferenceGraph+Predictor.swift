public import Documents
import HTTP

extension InferenceGraph {
    /// Reads the graph of a predictor whose endpoints are filled in, as `ENGINE_PREDICTOR` has it.
    ///
    /// - Throws: `OrchestratorError.malformedGraph`.
    public init(predictor: JSON) throws(OrchestratorError) {
        var images: [String: String] = [:]
        for spec in predictor["componentSpecs"]?.elements ?? [] {
            for container in spec["spec"]?["containers"]?.elements ?? [] {
                guard let name = container["name"]?.string else { continue }
                images[name] = container["image"]?.string ?? ""
            }
        }
        guard let root = predictor["graph"], root.object != nil else {
            throw .malformedGraph("the predictor has no graph")
        }
        var nodes: [Node] = []
        try Self.append(root, images, to: &nodes, depth: 0)
        try self.init(nodes: nodes)
    }

    /// The deepest nesting of children; the schema of the custom resource ends at ten.
    private static let depthLimit = 64

    @discardableResult
    private static func append(
        _ unit: JSON,
        _ images: [String: String],
        to nodes: inout [Node],
        depth: Int
    ) throws(OrchestratorError) -> Int {
        guard depth < depthLimit else {
            throw .malformedGraph("it is deeper than \(depthLimit) levels")
        }
        guard let name = unit["name"]?.string, !name.isEmpty else {
            throw .malformedGraph("a node has no name")
        }
        let index = nodes.count
        nodes.append(try node(unit, name: name, image: images[name] ?? ""))
        var children: [Int] = []
        for child in unit["children"]?.elements ?? [] {
            children.append(try append(child, images, to: &nodes, depth: depth + 1))
        }
        nodes[index].children = children
        return index
    }

    private static func node(
        _ unit: JSON,
        name: String,
        image: String
    ) throws(OrchestratorError) -> Node {
        let methods = Set((unit["methods"]?.elements ?? []).compactMap(\.string))
        let implementation = unit["implementation"]?.string ?? ""
        let builtIn = [
            "SIMPLE_MODEL", "SIMPLE_ROUTER", "RANDOM_ABTEST", "AVERAGE_COMBINER",
        ].contains(implementation)
        // A built-in has no endpoint: the real one fails when it has a type that asks for a call.
        var type = builtIn ? "" : unit["type"]?.string ?? ""
        if type.isEmpty, methods.isEmpty, !builtIn { type = "MODEL" }
        let transformsInput = type == "TRANSFORMER" || methods.contains("TRANSFORM_INPUT")
        let node = Node(
            name: name,
            inputStep: transformsInput ? .transformInput : type == "MODEL" ? .predict : nil,
            routing: routing(unit, type: type, methods: methods, implementation: implementation),
            aggregates: type == "COMBINER" || methods.contains("AGGREGATE"),
            outputStep: type == "OUTPUT_TRANSFORMER" || methods.contains("TRANSFORM_OUTPUT")
                ? .transformOutput : nil,
            learns: type == "MODEL" || type == "ROUTER" || methods.contains("SEND_FEEDBACK"),
            address: builtIn ? nil : try address(unit, name: name),
            image: String(image.prefix { $0 != ":" }),
            imageVersion: version(of: image),
            children: []
        )
        return node
    }

    private static func routing(
        _ unit: JSON,
        type: String,
        methods: Set<String>,
        implementation: String
    ) -> Node.Routing {
        if type == "ROUTER" || methods.contains("ROUTE") { return .ask }
        guard implementation == "RANDOM_ABTEST" else { return .all }
        let parameters = unit["parameters"]?.elements ?? []
        // Read only when it is the single parameter, as the executor does.
        guard parameters.count == 1, parameters[0]["name"] == "ratioA",
            let ratio = parameters[0]["value"]?.string.flatMap(Double.init)
        else { return .random(0.5) }
        return .random(ratio)
    }

    private static func address(
        _ unit: JSON,
        name: String
    ) throws(OrchestratorError) -> SocketAddress {
        let endpoint = unit["endpoint"]
        guard let port = endpoint?["httpPort"]?.int ?? endpoint?["service_port"]?.int,
            (1...65535).contains(port)
        else { throw .malformedGraph("the node \(name) has no port") }
        let host = endpoint?["service_host"]?.string ?? "localhost"
        return SocketAddress(host: host.isEmpty ? "localhost" : host, port: port)
    }

    /// The tag, only where the image has exactly one colon: the executor's labels are made so.
    private static func version(of image: String) -> String {
        let parts = image.split(separator: ":", omittingEmptySubsequences: false)
        return parts.count == 2 ? String(parts[1]) : ""
    }
}
