import Documents
import HTTP
import Inference
import Serving

/// Reads what a component is asked, and writes what it answers, as JSON or protobuf.
struct MessageForm {
    private let encoding: MessageEncoding

    init(_ encoding: MessageEncoding) { self.encoding = encoding }

    /// The message of a call.
    func message(_ call: Call) throws -> SeldonMessage {
        switch encoding {
        case .json: return try Self.message(call.document ?? .null)
        case .protobuf: return try Self.withPayload(SeldonMessage(protobuf: call.body))
        }
    }

    /// The messages of a call that combines: in JSON a bare list, as the orchestrator sends it, or
    /// `{"seldonMessages":[…]}`.
    func messages(_ call: Call) throws -> [SeldonMessage] {
        let messages: [SeldonMessage]
        switch encoding {
        case .json:
            let document = call.document ?? .null
            guard let elements = document.array ?? document["seldonMessages"]?.array else {
                throw InferenceError.malformed(path: "the message", expected: "a list of messages")
            }
            messages = try elements.map(Self.message)
        case .protobuf:
            messages = try SeldonProtobuf.messages(inList: call.body).map(Self.withPayload)
        }
        guard !messages.isEmpty else { throw ComponentError.badData("there is nothing to combine") }
        return messages
    }

    /// The feedback of a call.
    func feedback(_ call: Call) throws -> Feedback {
        switch encoding {
        case .json: try Feedback(json: call.document ?? .null)
        case .protobuf: try Feedback(protobuf: call.body)
        }
    }

    /// The answer that is a message.
    ///
    /// An array without names has no member for them where `leavingOutNoNames` says so: only in an
    /// answer to feedback (recorded from the wrapper).
    func answer(_ message: SeldonMessage, leavingOutNoNames: Bool = false) -> Answer {
        guard encoding == .json else { return Answer(status: 200, body: message.protobuf()) }
        var json = message.json
        if leavingOutNoNames, json["data"]?["names"] == [] { json["data"]?["names"] = nil }
        return Self.answer(json)
    }

    /// The answer to a question for metadata.
    func answer(_ metadata: ModelMetadata) -> Answer {
        guard encoding == .json else { return Answer(status: 200, body: metadata.protobuf()) }
        return Self.answer(metadata.json)
    }

    /// The answer of a component that failed, in the words of Seldon's wrapper.
    func failure(_ status: Int, _ message: String, reason: String) -> Answer {
        guard encoding == .json else {
            let code = RPCStatus.Code(status: status)
            // The wrapper's words for what the author's code threw; for bad data it has none.
            let words = code == .unknown ? "Exception calling application: \(message)" : message
            return .rpcFailure(code, words)
        }
        var answer = Self.answer(ComponentFront.failureBody(message, reason: reason))
        answer.status = status
        return answer
    }

    private static func message(_ document: JSON) throws -> SeldonMessage {
        try withPayload(SeldonMessage(json: document))
    }

    private static func withPayload(_ message: SeldonMessage) throws -> SeldonMessage {
        guard message.payload != nil else { throw InferenceError.noPayload }
        return message
    }

    private static func answer(_ json: JSON) -> Answer {
        // The line feed is what a terminal wants after an answer, and what the real one sends.
        Answer(status: 200, contentType: "application/json", body: json.bytes() + [0x0A])
    }
}
