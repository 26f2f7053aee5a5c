public import HTTPTypes

/// A path, the methods it takes, and what it asks.
public struct Route: Sendable {
    /// The path; one with `{node}` in it takes a node's name there, which has no slash.
    public var path: String
    /// The methods that it takes.
    public var methods: [HTTPRequest.Method]
    /// The methods that are told, in their order.
    public var toldMethods: [HTTPRequest.Method]
    /// What it asks, of the node named in the path if any.
    public var operation: @Sendable (String?) -> Operation

    /// Makes a route.
    public init(
        _ path: String,
        _ methods: [HTTPRequest.Method],
        telling toldMethods: [HTTPRequest.Method]? = nil,
        _ operation: @escaping @Sendable (String?) -> Operation
    ) {
        self.path = path
        self.methods = methods
        self.toldMethods = toldMethods ?? methods
        self.operation = operation
    }
}

/// The routes of one protocol.
public struct RouteTable: Sendable {
    /// What a request asks for.
    public enum Match: Sendable {
        /// An operation, with the name that stands in the path.
        case call(Operation, Route, name: String?)
        /// A path that does not take the method.
        case wrongMethod(Route)
        /// No path of the table.
        case none
    }

    private struct Pattern: Sendable {
        var prefix: String
        var suffix: String
        var route: Route
    }

    private static let placeholder = "{node}"
    /// The routes, in the order in which they were given.
    public let routes: [Route]
    private var exact: [String: Route] = [:]
    private var withNode: [Pattern] = []

    /// Makes a table; of two routes with one path the later counts, and of two with a name in them
    /// that match one path the earlier.
    public init(_ routes: [Route]) {
        self.routes = routes
        for route in routes {
            if let range = route.path.firstRange(of: Self.placeholder) {
                let prefix = String(route.path[..<range.lowerBound])
                let suffix = String(route.path[range.upperBound...])
                withNode.append(Pattern(prefix: prefix, suffix: suffix, route: route))
            } else {
                exact[route.path] = route
            }
        }
    }

    /// What a method and a path (without its query) ask for.
    public func match(_ method: HTTPRequest.Method, _ path: Substring) -> Match {
        let fixed = exact[String(path)]
        if let fixed, fixed.methods.contains(method) {
            return .call(fixed.operation(nil), fixed, name: nil)
        }
        var refused = fixed
        for pattern in withNode {
            guard path.hasPrefix(pattern.prefix), path.hasSuffix(pattern.suffix),
                path.utf8.count > pattern.prefix.utf8.count + pattern.suffix.utf8.count
            else { continue }
            let rest = path.dropFirst(pattern.prefix.count).dropLast(pattern.suffix.count)
            guard !rest.contains("/") else { continue }
            let name = String(rest)
            if pattern.route.methods.contains(method) {
                return .call(pattern.route.operation(name), pattern.route, name: name)
            }
            refused = refused ?? pattern.route
        }
        return refused.map(Match.wrongMethod) ?? .none
    }
}
