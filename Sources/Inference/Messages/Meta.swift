public import Documents

/// What the nodes of a graph say about a message.
public struct Meta: Sendable, Hashable {
    /// The identity that the client gave to the prediction; empty when it gave none.
    public var puid: String
    /// Tags by name.
    public var tags: JSONObject
    /// The child that each router chose, by the router's name.
    public var routing: [String: Int]
    /// The image of each node that was passed, by the node's name.
    public var requestPath: JSONObject
    /// What nodes measured.
    public var metrics: [Metric]

    /// Makes meta data.
    public init(
        puid: String = "",
        tags: JSONObject = [:],
        routing: [String: Int] = [:],
        requestPath: JSONObject = [:],
        metrics: [Metric] = []
    ) {
        self.puid = puid
        self.tags = tags
        self.routing = routing
        self.requestPath = requestPath
        self.metrics = metrics
    }

    /// Reads the `meta` of a message.
    ///
    /// - Throws: `InferenceError.malformed`.
    public init(json: JSON) throws(InferenceError) {
        self.init()
        guard case .object(let members) = json else {
            if json.isNull { return }
            throw .malformed(path: "meta", expected: "an object")
        }
        puid = members["puid"]?.string ?? ""
        tags = members["tags"]?.object ?? [:]
        for (node, branch) in members["routing"]?.members ?? [:] { routing[node] = branch.int }
        requestPath = members["requestPath"]?.object ?? [:]
        for metric in members["metrics"]?.elements ?? [] {
            metrics.append(try Metric(json: metric))
        }
    }

    /// The `meta` of a message, without what is empty.
    public var json: JSON {
        var members = JSONObject()
        if !metrics.isEmpty { members["metrics"] = .array(metrics.map(\.json)) }
        if !puid.isEmpty { members["puid"] = .string(puid) }
        if !requestPath.isEmpty { members["requestPath"] = .object(requestPath) }
        if !routing.isEmpty {
            var branches = JSONObject()
            for (node, branch) in routing.sorted(by: { $0.key < $1.key }) {
                branches[node] = .int(branch)
            }
            members["routing"] = .object(branches)
        }
        if !tags.isEmpty { members["tags"] = .object(tags) }
        return .object(members)
    }
}
