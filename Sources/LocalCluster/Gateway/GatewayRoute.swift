import Documents
import HTTP
import HTTPTypes
import Kubernetes

/// A rule of a VirtualService on where the requests of a path go.
struct GatewayRoute: Sendable, Hashable {
    /// One of several places to which requests go.
    struct Destination: Sendable, Hashable {
        /// The Service.
        var service: ObjectKey
        /// The port of the Service.
        var port: Int
        /// The name of the part of its pods that is meant; empty for all.
        var subset: String
        /// The labels of those pods.
        var labels: [String: String]
        /// Its share of the requests, in proportion to the others'.
        var weight: Int
    }

    /// A place that gets copies of requests, whose answers nobody sees.
    struct Mirror: Sendable, Hashable {
        /// The place.
        var destination: Destination
        /// How many of the requests are copied, in percent.
        var percentage: Double
    }

    /// The VirtualService that says so.
    var source: ObjectKey
    /// What the path must begin with, or be; empty where a pattern says it.
    var prefix: String
    /// Whether the whole path must be the prefix.
    var isExact: Bool
    /// A regular expression that the whole path must match.
    var pattern: PathPattern?
    /// Values that header fields must have, by their names in lower case; gRPC is routed by them.
    var fields: [String: String] = [:]
    /// What stands in the prefix's place when the request is passed on; `nil` leaves it.
    var rewrite: String?
    /// Where requests go.
    var destinations: [Destination]
    /// What gets copies.
    var mirror: Mirror?
    /// How long an answer may take; `nil` for the gateway's own limit.
    var timeout: Duration?

    /// Whether the route is meant for a path and the fields of a request.
    func matches(_ path: Substring, _ request: FieldLines) -> Bool {
        guard isExact ? path == prefix : path.hasPrefix(prefix) else { return false }
        let hasFields = fields.allSatisfy { name, value in
            HTTPField.Name(name).flatMap { request[$0] } == value
        }
        return hasFields && (pattern?.matches(path) ?? true)
    }

    /// The path under which the request is passed on, with its query.
    func target(of whole: String) -> String {
        guard let rewrite else { return whole }
        let rest = whole.dropFirst(prefix.count)
        guard rewrite.hasSuffix("/"), rest.hasPrefix("/") else { return rewrite + rest }
        return rewrite + rest.dropFirst()
    }

    /// Draws one of the destinations by their weights, independent of all draws before.
    ///
    /// A lone destination gets everything, whatever its weight, as with Istio.
    func draw(using generator: inout some RandomNumberGenerator) -> Destination? {
        guard destinations.count > 1 else { return destinations.first }
        let total = destinations.reduce(0) { $0 + max(0, $1.weight) }
        guard total > 0 else { return nil }
        var point = Int.random(in: 0..<total, using: &generator)
        for destination in destinations {
            point -= max(0, destination.weight)
            if point < 0 { return destination }
        }
        return nil
    }
}
