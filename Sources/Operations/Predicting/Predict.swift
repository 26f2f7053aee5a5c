import Documents
import Failures
import HTTP
import HTTPTypes
public import Inference
public import Kubernetes
import KubernetesClient
import Seldon

/// A test request's answer, as it came and as it was understood.
public struct Prediction: Sendable, Equatable {
    /// What was understood.
    public var result: PredictionResult
    /// The bytes of the answer.
    public var body: [UInt8]

    /// An answer as it came and as it was understood.
    public init(result: PredictionResult, body: [UInt8]) {
        self.result = result
        self.body = body
    }
}

/// The way that requests for a deployment take.
public struct PredictionRoute: Sendable, Equatable {
    /// What carries a request.
    public enum Way: Sendable, Equatable {
        /// The ingress, which splits the traffic.
        case gateway(url: String)
        /// The API server's proxy of the Service of one predictor.
        case service(ObjectKey)
    }

    /// What carries a request.
    public var way: Way
    /// The deployment that is asked.
    public var deployment: DeploymentID
    /// The predictor, where it is certain which one answers.
    public var predictor: String?
    /// The form of messages that its graph takes.
    public var payloads = PayloadProtocol.seldon

    /// Where a prediction is asked for over REST; no model is named, so each node gets its own name.
    var path: String {
        switch payloads {
        case .seldon: "/api/v1.0/predictions"
        case .v2: "/v2/models/infer"
        case .tensorflow: "/v1/models/:predict"
        }
    }

    /// The way in words, such as `gateway http://127.0.0.1:8003`.
    public var description: String {
        switch way {
        case .gateway(let url): "gateway \(url)"
        case .service(let key): "API server, service \(key.name)"
        }
    }
}

extension ClusterOperations {
    /// Finds the way to a deployment: the ingress, or for one predictor its Service.
    ///
    /// - Throws: `OperationsError.noSuchDeployment`, `.noSuchPredictor`, `.noGateway`.
    public func route(
        to key: ObjectKey,
        predictor: String? = nil
    ) async throws
        -> PredictionRoute
    {
        let resource = try await deployment(key)
        let declared = DeploymentSnapshot(declaredBy: resource)
        let payloads = PayloadProtocol(name: resource.payloadProtocol) ?? .seldon
        guard let predictor else {
            let sharing = declared.predictors.filter { !$0.isShadow }
            return PredictionRoute(
                way: .gateway(url: try await gatewayURL()),
                deployment: declared.id,
                predictor: sharing.count == 1 ? sharing[0].name : nil,
                payloads: payloads
            )
        }
        guard let spec = resource.predictor(named: predictor) else {
            let names = resource.predictors.map(\.name)
            throw OperationsError.noSuchPredictor(predictor, deployment: key.name, existing: names)
        }
        let service = resource.names.service(of: spec)
        return PredictionRoute(
            way: .service(ObjectKey(namespace: key.namespace, name: service)),
            deployment: declared.id,
            predictor: predictor,
            payloads: payloads
        )
    }

    /// Sends a request and reads the answer; what goes wrong is an answer too.
    ///
    /// - Parameters:
    ///   - input: What is sent.
    ///   - route: The way it takes.
    ///   - timeout: The longest time to the end of the answer.
    /// - Returns: What came back, a failure included.
    /// - Throws: `CancellationError` only.
    public func predict(
        _ input: PredictionInput,
        by route: PredictionRoute,
        timeout: Duration = .seconds(60)
    ) async throws -> Prediction {
        let clock = ContinuousClock()
        let start = clock.now
        var result = PredictionResult(
            deployment: route.deployment,
            subject: input.subject,
            route: route.description,
            predictor: route.predictor,
            answer: .text([]),
            total: .zero
        )
        do {
            let response = try await send(
                .bytes(input.document(for: route.payloads).bytes()),
                by: route,
                timeout,
                isTraced: true
            )
            let body = try await response.body.collected(upTo: 64 << 20)
            let fields = response.head.headerFields
            result.total = start.duration(to: clock.now)
            // Our gateway says whom it drew; a mesh does not.
            let drawn = HTTPField.Name("X-Radiant-Predictor").flatMap { fields[$0] }
            result.predictor = result.predictor ?? drawn
            result.puid = HTTPField.Name("Seldon-Puid").flatMap { fields[$0] }
            result.steps =
                HTTPField.Name("Server-Timing").flatMap { fields[$0] }
                .map(ServerTiming.entries) ?? []
            result.answer = PredictionResult.Answer(
                body: body,
                status: response.status,
                route: route.description,
                failedNode: HTTPField.Name("X-Radiant-Failed-Node").flatMap { fields[$0] }
            )
            return Prediction(result: result, body: body)
        } catch let error as CancellationError {
            throw error
        } catch {
            result.total = start.duration(to: clock.now)
            result.answer = .failed(Failure(describing: error))
            return Prediction(result: result, body: [])
        }
    }

    /// Sends the body of a prediction, or what goes to another path, on its way; one that is traced asks Radiant's orchestrator for
    /// the time of each node.
    func send(
        _ body: Body,
        by route: PredictionRoute,
        _ timeout: Duration,
        isTraced: Bool = false,
        path: String? = nil
    ) async throws -> Response {
        let options = RequestOptions(timeout: timeout)
        var fields: HTTPFields = [.contentType: "application/json", .accept: "application/json"]
        if isTraced, let trace = HTTPField.Name("X-Radiant-Trace") { fields[trace] = "1" }
        let path = path ?? route.path
        switch route.way {
        case .service(let key):
            var client = client
            client.retrying = .never
            return try await client.proxy(
                to: .service(key, port: "http"),
                path,
                method: .post,
                fields: fields,
                body: body,
                options: options
            )
        case .gateway(let url):
            let place = [route.deployment.namespace, route.deployment.name].map(percentEncoded)
            let request = try Request(
                .post,
                url: "\(url)/seldon/\(place.joined(separator: "/"))\(path)",
                fields: fields,
                body: body
            )
            return try await web.send(request, options)
        }
    }
}
