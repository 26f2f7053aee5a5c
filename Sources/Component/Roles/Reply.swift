public import Documents
public import Inference

/// What a component returns.
public struct Reply: Sendable {
    /// The payload of a reply.
    public enum Content: Sendable {
        /// Nested lists, written as a tensor or an ndarray, whichever the request was.
        case nested([JSON])
        /// A payload as it is to be written.
        case payload(Payload)
    }

    /// The payload.
    public var content: Content
    /// The names of the columns of nested lists; `nil` for the component's own.
    public var names: [String]?
    /// Tags of this reply.
    public var tags: JSONObject
    /// What was measured while it was made.
    public var metrics: [Metric]

    /// Makes a reply.
    public init(
        _ content: Content,
        names: [String]? = nil,
        tags: JSONObject = [:],
        metrics: [Metric] = []
    ) {
        self.content = content
        self.names = names
        self.tags = tags
        self.metrics = metrics
    }

    /// A JSON document, as `jsonData`.
    public static func json(_ json: JSON) -> Reply { Reply(.payload(.json(json))) }

    /// A text, as `strData`.
    public static func text(_ text: String) -> Reply { Reply(.payload(.text(text))) }

    /// Bytes, as `binData`.
    public static func bytes(_ bytes: [UInt8]) -> Reply { Reply(.payload(.bytes(bytes))) }

    /// Rows of numbers, written as a tensor or an ndarray, whichever the request was.
    public static func rows(_ rows: [[Double]], names: [String]? = nil) -> Reply {
        Reply(.nested(rows.map { .array($0.map(JSON.double)) }), names: names)
    }

    /// A list of any values, written as an ndarray unless it is all numbers and the request a tensor.
    public static func list(_ values: [JSON], names: [String]? = nil) -> Reply {
        Reply(.nested(values), names: names)
    }

    /// What a message carried, unchanged; an array gets this component's names.
    public static func unchanged(_ message: SeldonMessage) throws(InferenceError) -> Reply {
        guard let payload = message.payload else { throw .noPayload }
        if case .array(let array) = payload, let nested = array.nested {
            return Reply(.nested(nested))
        }
        return Reply(.payload(payload))
    }

    /// The reply with tags added.
    public func tagged(_ tags: JSONObject) -> Reply {
        var copy = self
        for (name, value) in tags { copy.tags[name] = value }
        return copy
    }

    /// The reply with a metric added.
    public func measured(_ metric: Metric) -> Reply {
        var copy = self
        copy.metrics.append(metric)
        return copy
    }
}
