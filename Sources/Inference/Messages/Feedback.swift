public import Documents

/// What was learned about a prediction after it was made.
public struct Feedback: Sendable, Hashable {
    /// What was asked.
    public var request: SeldonMessage?
    /// What was answered; its routing says which branches to tell.
    public var response: SeldonMessage?
    /// How good the answer was.
    public var reward: Double
    /// What would have been right.
    public var truth: SeldonMessage?

    /// Makes feedback.
    public init(
        request: SeldonMessage? = nil,
        response: SeldonMessage? = nil,
        reward: Double = 0,
        truth: SeldonMessage? = nil
    ) {
        self.request = request
        self.response = response
        self.reward = reward
        self.truth = truth
    }

    /// Reads feedback; unlike in a message, a member that is not known is refused.
    ///
    /// - Throws: `InferenceError`.
    public init(json: JSON) throws(InferenceError) {
        guard case .object(let members) = json else {
            throw .malformed(path: "the feedback", expected: "an object")
        }
        self.init()
        for (key, value) in members {
            switch key {
            case "request": request = try SeldonMessage(json: value)
            case "response": response = try SeldonMessage(json: value)
            case "truth": truth = try SeldonMessage(json: value)
            case "reward":
                guard let reward = value.double else {
                    throw .malformed(path: "reward", expected: "a number")
                }
                self.reward = reward
            default:
                throw .malformed(
                    path: key,
                    expected: "a field of feedback: request, response, reward or truth"
                )
            }
        }
    }

    /// The feedback as a document.
    public var json: JSON {
        var members = JSONObject()
        if let request { members["request"] = request.json }
        if let response { members["response"] = response.json }
        members["reward"] = .double(reward)
        if let truth { members["truth"] = truth.json }
        return .object(members)
    }
}
