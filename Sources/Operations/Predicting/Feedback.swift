public import Documents
import Failures
import HTTP
import HTTPTypes
import Kubernetes
import KubernetesClient

/// What is told to a graph about one of its answers.
public struct Feedback: Sendable, Hashable {
    /// The request that was answered, or `nil` when it is not told.
    public var request: JSON?
    /// The answer; its `meta.routing` says which nodes had a part in it.
    public var response: JSON?
    /// How good the answer was; what it means is the model's business, often 0 to 1.
    public var reward: Double
    /// What the answer should have been, or `nil` when it is not told.
    public var truth: JSON?

    /// Feedback to an answer.
    public init(
        request: JSON? = nil,
        response: JSON? = nil,
        reward: Double,
        truth: JSON? = nil
    ) {
        self.request = request
        self.response = response
        self.reward = reward
        self.truth = truth
    }

    /// The body of the request, as Seldon's `Feedback` message is written in JSON.
    var json: JSON {
        var json: JSON = ["reward": .double(reward)]
        if let request { json["request"] = request }
        if let response { json["response"] = response }
        if let truth { json["truth"] = truth }
        return json
    }
}

extension ClusterOperations {
    /// Tells a deployment how good an answer was.
    ///
    /// - Parameters:
    ///   - feedback: What is told.
    ///   - route: The way it takes; it should reach the predictor that answered.
    ///   - timeout: The longest time to the end of the answer.
    /// - Throws: `OperationsError.refused`, `.readOnly`.
    public func send(
        _ feedback: Feedback,
        by route: PredictionRoute,
        timeout: Duration = .seconds(30)
    ) async throws {
        // Models learn of it, so it is a change.
        try permitChange()
        let response = try await send(
            .bytes(feedback.json.bytes()),
            by: route,
            timeout,
            path: "/api/v1.0/feedback"
        )
        let body = try await response.body.collected(upTo: 1 << 20)
        let answer = PredictionResult.Answer(
            body: body,
            status: response.status,
            route: route.description
        )
        if case .failed(let failure) = answer {
            throw OperationsError.refused(
                status: response.status,
                info: failure.message,
                route: route.description
            )
        }
    }
}
