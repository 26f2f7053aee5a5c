import Documents
import SwiftProtobuf

/// What is read in messages of `seldon.protos`, and made of them, on their way through a graph.
///
/// Messages that only pass are never decoded.
public enum SeldonProtobuf {
    /// The child in a router's reply, as any of the forms of a route; `nil` when it has no data.
    ///
    /// - Throws: `InferenceError`.
    public static func branch(in reply: [UInt8]) throws(InferenceError) -> Int? {
        let message = try SeldonMessage(protobuf: reply)
        guard case .array(let array) = message.payload, let nested = array.nested else {
            return nil
        }
        var first = nested.first
        if case .array(let row) = first { first = row.first }
        guard let number = first?.double, let branch = Int(exactly: number) else {
            throw .malformed(path: "the route", expected: "a whole number")
        }
        return branch
    }

    /// A `SeldonMessageList` of messages, which are not touched.
    public static func list(of messages: [[UInt8]]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(messages.reduce(0) { $0 + $1.count + 8 })
        for message in messages { WireFields.append(1, message, to: &bytes) }
        return bytes
    }

    /// The routes in the response of a `Feedback`.
    ///
    /// - Throws: `InferenceError.malformedProtobuf`.
    public static func routing(
        inFeedback bytes: [UInt8]
    ) throws(InferenceError) -> [String: Int] {
        try ProtobufBytes.decode(Seldon_Protos_Feedback.self, bytes)
            .response.meta.routing.mapValues { Int($0) }
    }

    /// The message with routes added to its `meta`, where it has one.
    ///
    /// A message field that stands twice is merged (protobuf, encoding, "last one wins"), so the
    /// routes are appended and nothing is decoded.
    public static func injecting(_ routes: [String: Int], into message: [UInt8]) -> [UInt8] {
        guard let fields = WireFields.of(message), fields.contains(where: { $0.number == 2 }) else {
            return message
        }
        var meta = Seldon_Protos_Meta()
        meta.routing = routes.mapValues { Int32(clamping: $0) }
        var message = message
        WireFields.append(2, ProtobufBytes.encode(meta), to: &message)
        return message
    }

    /// The name in a `SeldonModelMetadataRequest`.
    ///
    /// - Throws: `InferenceError.malformedProtobuf`.
    public static func modelName(inRequest bytes: [UInt8]) throws(InferenceError) -> String {
        try ProtobufBytes.decode(Seldon_Protos_SeldonModelMetadataRequest.self, bytes).name
    }

    /// The messages of a `SeldonMessageList`.
    ///
    /// - Throws: `InferenceError`.
    public static func messages(inList bytes: [UInt8]) throws(InferenceError) -> [SeldonMessage] {
        var messages: [SeldonMessage] = []
        let list = try ProtobufBytes.decode(Seldon_Protos_SeldonMessageList.self, bytes)
        for message in list.seldonMessages { messages.append(try SeldonMessage(message)) }
        return messages
    }
}

extension Feedback {
    /// Reads the bytes of a `seldon.protos.Feedback`.
    ///
    /// - Throws: `InferenceError`.
    public init(protobuf bytes: [UInt8]) throws(InferenceError) {
        let feedback = try ProtobufBytes.decode(Seldon_Protos_Feedback.self, bytes)
        self.init(
            request: feedback.hasRequest ? try SeldonMessage(feedback.request) : nil,
            response: feedback.hasResponse ? try SeldonMessage(feedback.response) : nil,
            reward: Double(feedback.reward),
            truth: feedback.hasTruth ? try SeldonMessage(feedback.truth) : nil
        )
    }

    /// The bytes as a `seldon.protos.Feedback`.
    public func protobuf() -> [UInt8] {
        var feedback = Seldon_Protos_Feedback()
        if let request { feedback.request = request.generated }
        if let response { feedback.response = response.generated }
        if let truth { feedback.truth = truth.generated }
        feedback.reward = Float(reward)
        return ProtobufBytes.encode(feedback)
    }
}

extension ModelMetadata {
    /// Reads the bytes of a `seldon.protos.SeldonModelMetadata`.
    ///
    /// - Throws: `InferenceError`.
    public init(protobuf bytes: [UInt8]) throws(InferenceError) {
        let message = try ProtobufBytes.decode(Seldon_Protos_SeldonModelMetadata.self, bytes)
        try self.init(json: ProtobufBytes.json(of: message))
    }

    /// The bytes as a `seldon.protos.SeldonModelMetadata`; what the message has no place for is
    /// left out.
    public func protobuf() -> [UInt8] { ProtobufBytes.encode(generated) }

    var generated: Seldon_Protos_SeldonModelMetadata {
        var message = Seldon_Protos_SeldonModelMetadata()
        message.name = name
        message.versions = versions
        message.platform = platform
        message.inputs = inputs.map(\.messageMetadata)
        message.outputs = outputs.map(\.messageMetadata)
        message.custom = custom
        return message
    }
}

extension GraphMetadata {
    /// The bytes as a `seldon.protos.SeldonGraphMetadata`.
    public func protobuf() -> [UInt8] {
        var message = Seldon_Protos_SeldonGraphMetadata()
        message.name = name
        for (name, metadata) in models { message.models[name] = metadata.generated }
        message.inputs = inputs.map(\.messageMetadata)
        message.outputs = outputs.map(\.messageMetadata)
        return ProtobufBytes.encode(message)
    }
}

extension JSON {
    /// An input or output of a model's metadata, in the form of either version.
    fileprivate var messageMetadata: Seldon_Protos_SeldonMessageMetadata {
        var message = Seldon_Protos_SeldonMessageMetadata()
        message.messagetype = self["messagetype"]?.string ?? ""
        if let schema = self["schema"] { message.schema = schema.protobufValue }
        message.name = self["name"]?.string ?? ""
        message.datatype = self["datatype"]?.string ?? ""
        // A shape's lengths are texts in protobuf's JSON.
        message.shape = (self["shape"]?.elements ?? []).map { length in
            Int64(length.int ?? length.string.flatMap { Int($0) } ?? 0)
        }
        return message
    }
}
