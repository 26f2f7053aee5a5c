import Documents
import Failures
import HTTP
import HTTPTypes
import Inference

extension ClusterOperations {
    /// Sends a request over gRPC through the ingress, which finds the deployment by the metadata
    /// `seldon` and `namespace`, and reads the answer; what goes wrong is an answer too.
    ///
    /// - Parameters:
    ///   - input: What is sent.
    ///   - route: The way it takes, which must be the ingress.
    ///   - timeout: The longest time to the end of the answer.
    /// - Returns: What came back, a failure included.
    /// - Throws: `CancellationError`; `OperationsError` when there is no way over gRPC.
    public func predictOverRPC(
        _ input: PredictionInput,
        by route: PredictionRoute,
        timeout: Duration = .seconds(60)
    ) async throws -> Prediction {
        guard case .gateway(let url) = route.way, let rpc, route.payloads != .tensorflow else {
            throw OperationsError.noRPC(
                deployment: route.deployment.name,
                isTensorflow: route.payloads == .tensorflow
            )
        }
        let clock = ContinuousClock()
        let start = clock.now
        var result = PredictionResult(
            deployment: route.deployment,
            subject: input.subject,
            route: route.description + ", gRPC",
            predictor: route.predictor,
            answer: .text([]),
            total: .zero
        )
        let message = try input.message(for: route.payloads)
        var body: [UInt8] = []
        do {
            let request = try ClusterOperations.call(message, route, url)
            let response = try await rpc.send(request, RequestOptions(timeout: timeout))
            let fields = response.head.headerFields
            result.total = start.duration(to: clock.now)
            let drawn = HTTPField.Name("X-Radiant-Predictor").flatMap { fields[$0] }
            result.predictor = result.predictor ?? drawn
            result.puid = HTTPField.Name("Seldon-Puid").flatMap { fields[$0] }
            result.steps =
                HTTPField.Name("Server-Timing").flatMap { fields[$0] }
                .map(ServerTiming.entries) ?? []
            let status = RPCStatus(of: fields, status: response.status)
            let answer = try ClusterOperations.json(response, route.payloads, status)
            body = answer.bytes()
            result.answer = PredictionResult.Answer(
                body: body,
                status: status.code.status,
                route: result.route,
                failedNode: HTTPField.Name("X-Radiant-Failed-Node").flatMap { fields[$0] }
            )
        } catch let error as CancellationError {
            throw error
        } catch {
            result.total = start.duration(to: clock.now)
            result.answer = .failed(Failure(describing: error))
        }
        return Prediction(result: result, body: body)
    }

    private static func call(
        _ message: [UInt8],
        _ route: PredictionRoute,
        _ url: String
    ) throws -> Request {
        let method =
            route.payloads == .v2
            ? V2Protobuf.service + "ModelInfer" : "/seldon.protos.Seldon/Predict"
        var fields = HTTPFields()
        for (name, value) in [
            ("seldon", route.deployment.name), ("namespace", route.deployment.namespace),
            ("X-Radiant-Trace", "1"),
        ] {
            if let name = HTTPField.Name(name) { fields[name] = value }
        }
        return try Request(.post, url: url + method, fields: fields, body: .bytes(message))
    }

    /// The message of an answer as JSON, or what a status says as the orchestrator would over REST.
    private static func json(
        _ response: Response,
        _ payloads: PayloadProtocol,
        _ status: RPCStatus
    ) throws -> JSON {
        guard status.code == .ok else {
            let words = "\(status.code.name): \(status.message)"
            return ["status": Status(code: status.code.rawValue, info: words).json]
        }
        let bytes = response.body.bytes ?? []
        return payloads == .v2
            ? try V2Protobuf.rest(ofResponse: bytes) : try SeldonMessage(protobuf: bytes).json
    }
}
