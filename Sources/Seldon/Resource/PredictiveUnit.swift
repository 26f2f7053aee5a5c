public import Documents

/// A step of the graph, with the steps below it.
public struct PredictiveUnit: Sendable, Hashable {
    /// The unit as it stands in the predictor.
    public var json: JSON

    /// Makes a view on a unit.
    public init(json: JSON) { self.json = json }

    /// The name, which is also that of its container.
    public var name: String { json["name"]?.string ?? "" }

    /// The type as written; `nil` when absent or not one of those known.
    public var type: UnitType? {
        get { json["type"]?.string.flatMap(UnitType.init) }
        set { json["type"] = newValue.map { .string($0.rawValue) } }
    }

    /// What runs it.
    public var implementation: UnitImplementation {
        UnitImplementation(json["implementation"]?.string ?? "")
    }

    /// The methods named beside those that the type implies.
    public var methods: [UnitMethod] {
        (json["methods"]?.elements ?? []).compactMap { $0.string.flatMap(UnitMethod.init) }
    }

    /// Where it is reached.
    public var endpoint: UnitEndpoint {
        get { UnitEndpoint(json: json["endpoint"] ?? .object([:])) }
        set { json["endpoint"] = newValue.json }
    }

    /// Values handed to it.
    public var parameters: [UnitParameter] {
        (json["parameters"]?.elements ?? []).map(UnitParameter.init)
    }

    /// Where its model is; `nil` when it brings its own.
    public var modelURI: String? {
        guard let uri = json["modelUri"]?.string, !uri.isEmpty else { return nil }
        return uri
    }

    /// The steps below it.
    public var children: [PredictiveUnit] {
        get { (json["children"]?.elements ?? []).map(PredictiveUnit.init) }
        set { json["children"] = .array(newValue.map(\.json)) }
    }

    /// Itself and all below it, each before its children.
    public var all: [PredictiveUnit] { [self] + children.flatMap(\.all) }

    /// The unit of a name, itself or below; `nil` when there is none.
    public func unit(named name: String) -> PredictiveUnit? { all.first { $0.name == name } }

    /// The same graph with each unit changed by `transform`, which is called before its children's.
    public func mapUnits(_ transform: (PredictiveUnit) -> PredictiveUnit) -> PredictiveUnit {
        var unit = transform(self)
        if unit.json["children"] != nil {
            unit.children = unit.children.map { $0.mapUnits(transform) }
        }
        return unit
    }
}

/// What a unit does with a request.
public enum UnitType: String, Sendable, Hashable, CaseIterable {
    /// It is given explicitly as unknown.
    case unknown = "UNKNOWN_TYPE"
    /// It chooses which child gets the request.
    case router = "ROUTER"
    /// It makes one answer of its children's.
    case combiner = "COMBINER"
    /// It predicts.
    case model = "MODEL"
    /// It changes the request on its way down.
    case transformer = "TRANSFORMER"
    /// It changes the answer on its way up.
    case outputTransformer = "OUTPUT_TRANSFORMER"
}

/// A method that a unit offers.
public enum UnitMethod: String, Sendable, Hashable, CaseIterable {
    /// Changes a request.
    case transformInput = "TRANSFORM_INPUT"
    /// Changes an answer.
    case transformOutput = "TRANSFORM_OUTPUT"
    /// Chooses a child.
    case route = "ROUTE"
    /// Joins answers.
    case aggregate = "AGGREGATE"
    /// Learns from feedback.
    case sendFeedback = "SEND_FEEDBACK"
}

/// What runs a unit.
public enum UnitImplementation: Sendable, Hashable {
    /// The container of its name.
    case container
    /// Built into the orchestrator: does nothing but mark that it was there.
    case simpleModel
    /// Built into the orchestrator: always the first child.
    case simpleRouter
    /// Built into the orchestrator: one of two children by chance.
    case randomABTest
    /// Built into the orchestrator: the mean of the children's answers.
    case averageCombiner
    /// A server that the operator knows by this name.
    case prepackaged(String)

    /// Reads the field; empty means the container.
    public init(_ text: String) {
        self =
            switch text {
            case "", "UNKNOWN_IMPLEMENTATION": .container
            case "SIMPLE_MODEL": .simpleModel
            case "SIMPLE_ROUTER": .simpleRouter
            case "RANDOM_ABTEST": .randomABTest
            case "AVERAGE_COMBINER": .averageCombiner
            default: .prepackaged(text)
            }
    }

    /// Whether the orchestrator itself does it.
    public var isBuiltIn: Bool {
        switch self {
        case .container, .prepackaged: false
        default: true
        }
    }

    /// Whether it is a server that the operator brings along.
    public var isPrepackaged: Bool { if case .prepackaged = self { true } else { false } }
}

/// Where a unit is reached.
public struct UnitEndpoint: Sendable, Hashable {
    /// The endpoint as it stands in the unit.
    public var json: JSON

    /// Makes a view on an endpoint.
    public init(json: JSON = .object([:])) { self.json = json }

    /// The host; empty when it was not computed yet.
    public var host: String {
        get { json["service_host"]?.string ?? "" }
        set { json["service_host"] = .string(newValue) }
    }

    /// The port for the preferred transport.
    public var port: Int {
        get { json["service_port"]?.int ?? 0 }
        set { json["service_port"] = .int(newValue) }
    }

    /// The port for HTTP.
    public var httpPort: Int {
        get { json["httpPort"]?.int ?? 0 }
        set { json["httpPort"] = .int(newValue) }
    }

    /// The port for gRPC.
    public var grpcPort: Int {
        get { json["grpcPort"]?.int ?? 0 }
        set { json["grpcPort"] = .int(newValue) }
    }

    /// `REST` or `GRPC` as written; `nil` when absent.
    public var type: String? { json["type"]?.string }
}

/// A value handed to a unit.
public struct UnitParameter: Sendable, Hashable {
    /// The parameter as it stands in the unit.
    public var json: JSON

    /// Makes a view on a parameter.
    public init(json: JSON) { self.json = json }

    /// The name.
    public var name: String { json["name"]?.string ?? "" }

    /// The value as text, whatever its type.
    public var value: String { json["value"]?.string ?? "" }

    /// `INT`, `FLOAT`, `DOUBLE`, `STRING` or `BOOL`.
    public var type: String { json["type"]?.string ?? "STRING" }
}
