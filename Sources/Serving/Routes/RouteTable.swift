public import HTTPTypes

/// A path, the methods it takes, and what it asks.
public struct Route: Sendable {
    /// The path; one that ends in `/{node}` takes a node's name there.
    public var path: String
    /// The methods, in the order in which they are told.
    public var methods: [HTTPRequest.Method]
    /// What it asks, of the node named in the path if any.
    public var operation: @Sendable (String?) -> Operation

    /// Makes a route.
    public init(
        _ path: String,
        _ methods: [HTTPRequest.Method],
        _ operation: @escaping @Sendable (String?) -> Operation
    ) {
        self.path = path
        self.methods = methods
        self.operation = operation
    }
}

/// The routes of one protocol.
public struct RouteTable: Sendable {
    /// What a request asks for.
    public enum Match: Sendable {
        /// An operation.
        case call(Operation, Route)
        /// A path that does not take the method.
        case wrongMethod(Route)
        /// No path of the table.
        case none
    }

    private static let placeholder = "{node}"
    /// The routes, in the order in which they were given.
    public let routes: [Route]
    private var exact: [String: Route] = [:]
    private var withNode: [(prefix: String, route: Route)] = []

    /// Makes a table; of two routes with one path the later counts.
    public init(_ routes: [Route]) {
        self.routes = routes
        for route in routes {
            if route.path.hasSuffix(Self.placeholder) {
                let prefix = String(route.path.dropLast(Self.placeholder.count))
                withNode.append((prefix, route))
            } else {
                exact[route.path] = route
            }
        }
    }

    /// What a method and a path (without its query) ask for.
    public func match(_ method: HTTPRequest.Method, _ path: Substring) -> Match {
        if let route = exact[String(path)] { return match(method, route, node: nil) }
        for (prefix, route) in withNode where path.hasPrefix(prefix) {
            let node = path.dropFirst(prefix.count)
            guard !node.isEmpty, !node.contains("/") else { continue }
            return match(method, route, node: String(node))
        }
        return .none
    }

    private func match(_ method: HTTPRequest.Method, _ route: Route, node: String?) -> Match {
        route.methods.contains(method)
            ? .call(route.operation(node), route) : .wrongMethod(route)
    }
}
