import Documents
import Inference

/// What the protocols over REST have in common: their messages are JSON.
enum JSONMessages {
    /// A bare list of replies, which must be JSON and are not touched.
    static func list(
        _ replies: [NodeMessage],
        of children: [String]
    ) throws(NodeFailure) -> NodeMessage {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(replies.reduce(2) { $0 + $1.bytes.count + 1 })
        bytes.append(UInt8(ascii: "["))
        for (position, reply) in replies.enumerated() {
            try check(reply, of: children[position])
            if position > 0 { bytes.append(UInt8(ascii: ",")) }
            bytes += reply.bytes
        }
        bytes.append(UInt8(ascii: "]"))
        return NodeMessage(bytes, contentType: "application/json")
    }

    /// A message that holds each reply under its child's name, where a graph forks.
    static func join(
        _ replies: [NodeMessage],
        of children: [String]
    ) throws(NodeFailure) -> NodeMessage {
        var bytes = Array("{\"jsonData\":{".utf8)
        bytes.reserveCapacity(replies.reduce(64) { $0 + $1.bytes.count + 64 })
        for (position, reply) in replies.enumerated() {
            try check(reply, of: children[position])
            if position > 0 { bytes.append(UInt8(ascii: ",")) }
            bytes += JSON.string(children[position]).bytes()
            bytes.append(UInt8(ascii: ":"))
            bytes += reply.bytes
        }
        bytes += "},\"meta\":{}}".utf8
        return NodeMessage(bytes, contentType: "application/json")
    }

    /// Refuses a reply that cannot stand inside of another message.
    private static func check(_ reply: NodeMessage, of child: String) throws(NodeFailure) {
        guard reply.contentEncoding == nil, JSONCheck.isJSON(reply.bytes) else {
            throw NodeFailure(.notJSON, "the reply of its child \(child) is not JSON")
        }
    }

    /// The message with a member's name replaced where it has that member and not the other.
    ///
    /// Only the name's bytes change: all numbers keep their digits, all members their order.
    ///
    /// - Parameters:
    ///   - message: The message.
    ///   - answer: The member that an answer has.
    ///   - requests: The members that a request has, the first of which replaces `answer`.
    /// - Returns: The message as a request.
    /// - Throws: `NodeFailure` when it is not JSON, or has none of the members.
    static func request(
        _ message: NodeMessage,
        renaming answer: String,
        to requests: [String]
    ) throws(NodeFailure) -> NodeMessage {
        guard message.contentEncoding == nil else { return message }
        guard let members = JSONCheck.members(of: message.bytes) else {
            throw NodeFailure(.malformed, "the message is not JSON")
        }
        if requests.contains(where: { members[$0] != nil }) { return message }
        guard let name = members[answer], let first = requests.first else {
            let names = (requests + [answer]).map { "\"\($0)\"" }.joined(separator: " or ")
            throw NodeFailure(.malformed, "the message has no \(names)")
        }
        var request = message
        request.bytes.replaceSubrange(name, with: first.utf8)
        return request
    }

    static func metadata(in reply: [UInt8]) -> ModelMetadata? {
        guard let json = try? JSON(parsing: reply) else { return nil }
        return try? ModelMetadata(json: json)
    }
}
