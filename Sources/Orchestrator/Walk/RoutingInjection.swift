import Documents

/// Writes the routes that a request took into the `meta` of a reply.
///
/// Only where the reply is JSON with a `meta`; like the real one, it writes the document anew.
enum RoutingInjection {
    static func inject(_ routes: [String: Int], into message: NodeMessage) -> NodeMessage {
        guard message.contentEncoding == nil, var json = try? JSON(parsing: message.bytes),
            json["meta"]?.object != nil
        else { return message }
        var routing = json["meta"]?["routing"]?.object ?? [:]
        for (node, branch) in routes.sorted(by: { $0.key < $1.key }) {
            routing[node] = .int(branch)
        }
        json["meta"]?["routing"] = .object(routing)
        var injected = message
        injected.bytes = json.bytes()
        return injected
    }
}
