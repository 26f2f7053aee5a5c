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
        let form = MessageForm(call.encoding)
        switch call.operation {
        case .ping:
            return Answer(
                status: 200,
                contentType: "text/html; charset=utf-8",
                body: Array("pong".utf8)
            )
        case .metadata: return form.answer(metadata)
        case .status:
            // Health is not made to wait behind predictions: the probe must tell them apart.
            return form.answer(try finish(try await component.health(), "health", []))
        case .predict:
            let message = try form.message(call)
            guard let model else { throw ComponentError.roleNotDefined("Predict") }
            let reply = try await gate.run { try await model.predict(message) }
            return form.answer(try finish(reply, "predict", [message]))
        case .transformInput:
            let message = try form.message(call)
            let reply = try await gate.run {
                try await inputTransformer?.transformInput(message) ?? Reply.unchanged(message)
            }
            return form.answer(try finish(reply, "inputtransform", [message]))
        case .transformOutput:
            let message = try form.message(call)
            let reply = try await gate.run {
                try await outputTransformer?.transformOutput(message) ?? Reply.unchanged(message)
            }
            return form.answer(try finish(reply, "outputtransform", [message]))
        case .route:
            let message = try form.message(call)
            guard let router else { throw ComponentError.roleNotDefined("Route") }
            let branch = try await gate.run { try await router.route(message) }
            let reply = Reply(.nested([.array([.int(branch)])]), names: ["t:0"])
            return form.answer(try finish(reply, "router", [message], keepsTags: false))
        case .aggregate:
            let messages = try form.messages(call)
            guard let combiner else { throw ComponentError.roleNotDefined("Aggregate") }
            let reply = try await gate.run { try await combiner.aggregate(messages) }
            return form.answer(try finish(reply, "aggregate", messages))
        case .feedback:
            return form.answer(try await learn(try form.feedback(call)), leavingOutNoNames: true)
        }
    }

    private func learn(_ feedback: Feedback) async throws -> SeldonMessage {
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
    ) throws -> SeldonMessage {
        let measured = component.metrics + reply.metrics
        try metrics.count(measured, method: method)
        return assembly.message(
            reply,
            component: component,
            metrics: measured,
            requests: requests,
            keepsTags: keepsTags
        )
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
        return MessageForm(call.encoding).failure(status, failure.message, reason: reason)
    }
}
