import Documents
import Failures
import Inference
import Logging
import Serving

/// Answers calls with the roles of one component.
struct ComponentPlane: DataPlane {
    private let component: any GraphComponent
    private let model: (any Model)?
    private let inputTransformer: (any InputTransformer)?
    private let outputTransformer: (any OutputTransformer)?
    private let router: (any Router)?
    private let combiner: (any Combiner)?
    private let metrics: ComponentMetrics
    private let assembly: ReplyAssembly
    private let gate: CallGate
    private let logger: Logger

    init(
        _ component: any GraphComponent,
        configuration: ComponentConfiguration,
        metrics: ComponentMetrics,
        logger: Logger
    ) {
        self.component = component
        model = component as? any Model
        inputTransformer = component as? any InputTransformer
        outputTransformer = component as? any OutputTransformer
        router = component as? any Router
        combiner = component as? any Combiner
        self.metrics = metrics
        assembly = ReplyAssembly(
            identity: configuration.identity,
            tellsMetrics: configuration.tellsMetrics
        )
        gate = CallGate(
            limit: component.concurrency ?? configuration.concurrency,
            queueLimit: configuration.queueLimit
        )
        self.logger = logger
    }

    func answer(_ call: Call) async -> Answer {
        do {
            return try await dispatch(call)
        } catch {
            return failure(error, call)
        }
    }

    private func dispatch(_ call: Call) async throws -> Answer {
        let document = call.document ?? .null
        switch call.operation {
        case .ping:
            return Answer(
                status: 200,
                contentType: "text/html; charset=utf-8",
                body: Array("pong".utf8)
            )
        case .metadata: return Self.json(metadata.json)
        case .status:
            // Health is not made to wait behind predictions: the probe must tell them apart.
            let reply = try await component.health()
            return try finish(reply, "health", [])
        case .predict:
            let message = try Self.message(document)
            guard let model else { throw ComponentError.roleNotDefined("Predict") }
            return try finish(
                try await gate.run { try await model.predict(message) },
                "predict",
                [message]
            )
        case .transformInput:
            let message = try Self.message(document)
            let reply = try await gate.run {
                try await inputTransformer?.transformInput(message) ?? Reply.unchanged(message)
            }
            return try finish(reply, "inputtransform", [message])
        case .transformOutput:
            let message = try Self.message(document)
            let reply = try await gate.run {
                try await outputTransformer?.transformOutput(message) ?? Reply.unchanged(message)
            }
            return try finish(reply, "outputtransform", [message])
        case .route:
            let message = try Self.message(document)
            guard let router else { throw ComponentError.roleNotDefined("Route") }
            let branch = try await gate.run { try await router.route(message) }
            let reply = Reply(.nested([.array([.int(branch)])]), names: ["t:0"])
            return try finish(reply, "router", [message], keepsTags: false)
        case .aggregate:
            let messages = try Self.messages(document)
            guard let combiner else { throw ComponentError.roleNotDefined("Aggregate") }
            let reply = try await gate.run { try await combiner.aggregate(messages) }
            return try finish(reply, "aggregate", messages)
        case .feedback: return try await learn(document)
        }
    }

    private func learn(_ document: JSON) async throws -> Answer {
        let feedback = try Feedback(json: document)
        let branch = feedback.response?.meta.routing[assembly.identity.unit]
        let reply = try await gate.run {
            try await component.learn(from: feedback, branch: branch)
        }
        try metrics.countFeedback(reward: feedback.reward)
        // Nothing of the request's meta comes back in the answer to feedback.
        var request = SeldonMessage(feedback.request?.payload)
        request.meta = Meta()
        return try finish(reply ?? Reply(.nested([])), "feedback", [request])
    }

    private func finish(
        _ reply: Reply,
        _ method: String,
        _ requests: [SeldonMessage],
        keepsTags: Bool = true
    ) throws -> Answer {
        let measured = component.metrics + reply.metrics
        try metrics.count(measured, method: method)
        var json = assembly.message(
            reply,
            component: component,
            metrics: measured,
            requests: requests,
            keepsTags: keepsTags
        ).json
        // Only an answer to feedback leaves out names that are none (recorded from the wrapper).
        if method == "feedback", json["data"]?["names"] == [] { json["data"]?["names"] = nil }
        return Self.json(json)
    }

    private var metadata: ModelMetadata {
        component.metadata
            ?? ModelMetadata(
                name: assembly.identity.imageName,
                versions: [assembly.identity.imageVersion]
            )
    }

    private func failure(_ error: any Error, _ call: Call) -> Answer {
        let status: Int
        let reason: String
        switch error {
        case let error as ComponentError: (status, reason) = (error.status, error.reason)
        case is InferenceError: (status, reason) = (400, "MICROSERVICE_BAD_DATA")
        default: (status, reason) = (500, "MICROSERVICE_INTERNAL_ERROR")
        }
        let failure = Failure(describing: error)
        logger.log(
            level: status >= 500 ? .error : .info,
            "\(failure.message)",
            metadata: [
                "puid": "\(call.puid)", "operation": "\(call.operation.service)",
                "status": "\(status)",
            ]
        )
        var answer = Self.json(ComponentFront.failureBody(failure.message, reason: reason))
        answer.status = status
        return answer
    }

    private static func message(_ document: JSON) throws -> SeldonMessage {
        let message = try SeldonMessage(json: document)
        guard message.payload != nil else { throw InferenceError.noPayload }
        return message
    }

    /// A bare list, as the orchestrator sends it, or `{"seldonMessages":[…]}`.
    private static func messages(_ document: JSON) throws -> [SeldonMessage] {
        guard let elements = document.array ?? document["seldonMessages"]?.array else {
            throw InferenceError.malformed(path: "the message", expected: "a list of messages")
        }
        guard !elements.isEmpty else { throw ComponentError.badData("there is nothing to combine") }
        return try elements.map(message)
    }

    private static func json(_ json: JSON) -> Answer {
        // The line feed is what a terminal wants after an answer, and what the real one sends.
        Answer(status: 200, contentType: "application/json", body: json.bytes() + [0x0A])
    }
}
