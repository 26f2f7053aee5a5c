import Failures
public import HTTP
import HTTPTypes
public import Inference

/// Serves a graph over the gRPC services of Seldon's orchestrator: `seldon.protos.Seldon`, or with
/// the `v2` protocol `inference.GRPCInferenceService`.
public struct GraphRPCFront: Handler {
    /// Told of each call: the method's full name, the code, and how long it took.
    public typealias Observer = @Sendable (String, RPCStatus.Code, Duration) -> Void

    private let dataPlane: any DataPlane
    private let limits: Limits
    private let payloads: PayloadProtocol
    private let observe: Observer

    /// Makes a front.
    ///
    /// - Parameters:
    ///   - dataPlane: What answers, with messages in protobuf.
    ///   - payloads: The payload protocol; `tensorflow` has no service here.
    ///   - limits: How long a message may be.
    ///   - observe: Told of each call of a known method when it is answered.
    public init(
        _ dataPlane: any DataPlane,
        payloads: PayloadProtocol,
        limits: Limits,
        observe: @escaping Observer
    ) {
        self.dataPlane = dataPlane
        self.payloads = payloads
        self.limits = limits
        self.observe = observe
    }

    /// Answers one call.
    public func respond(to request: Request) async -> Response {
        let name = String(request.path)
        guard let method = RPCMethod(name, payloads) else {
            return Answer.rpcFailure(.unimplemented, RPCMethod.unknown(name, payloads))
                .rpcResponse(puid: nil)
        }
        let start = ContinuousClock.now
        let fields = request.fields
        let puid = fields[.seldonPuid].flatMap { $0.isEmpty ? nil : $0 } ?? Puid.make()
        var answer: Answer
        do throws(RPCRefusal) {
            let body = try await limits.message(of: request)
            answer = await self.answer(method, body, fields, puid)
        } catch {
            answer = .rpcFailure(error.status.code, error.status.message)
        }
        if fields[.radiantTrace] == nil { answer.timings = [] }
        observe(name, answer.rpcStatus.code, ContinuousClock.now - start)
        return answer.rpcResponse(puid: method.tellsPuid ? puid : nil)
    }

    private func answer(
        _ method: RPCMethod,
        _ body: [UInt8],
        _ fields: FieldLines,
        _ puid: String
    ) async -> Answer {
        func call(_ operation: Operation) -> Call {
            Call(operation, body: body, fields: fields, puid: puid, encoding: .protobuf)
        }
        do throws(InferenceError) {
            switch method {
            case .predict: return await dataPlane.answer(call(.predict))
            case .feedback: return await dataPlane.answer(call(.feedback))
            case .graphMetadata: return await dataPlane.answer(call(.metadata(node: nil)))
            case .modelMetadata:
                let name =
                    payloads == .v2
                    ? try V2Protobuf.modelName(inRequest: body)
                    : try SeldonProtobuf.modelName(inRequest: body)
                return await dataPlane.answer(call(.metadata(node: name)))
            case .modelReady:
                let name = try V2Protobuf.modelName(inRequest: body)
                return await dataPlane.answer(call(.status(node: name)))
            case .live: return Answer(status: 200, body: V2Protobuf.answer(isReady: true))
            case .ready:
                let answer = await dataPlane.answer(call(.status(node: nil)))
                return Answer(status: 200, body: V2Protobuf.answer(isReady: answer.status == 200))
            }
        } catch {
            return .rpcFailure(.invalidArgument, error.failure.message)
        }
    }
}

/// The methods of the services of a graph.
enum RPCMethod: Sendable, Hashable {
    case predict, feedback, modelMetadata, graphMetadata, modelReady, live, ready

    /// Makes a method of its full name, such as `/seldon.protos.Seldon/Predict`.
    init?(_ name: String, _ payloads: PayloadProtocol) {
        let known: RPCMethod? =
            switch (payloads, name) {
            case (.seldon, "/seldon.protos.Seldon/Predict"): .predict
            case (.seldon, "/seldon.protos.Seldon/SendFeedback"): .feedback
            case (.seldon, "/seldon.protos.Seldon/ModelMetadata"): .modelMetadata
            case (.seldon, "/seldon.protos.Seldon/GraphMetadata"): .graphMetadata
            case (.v2, V2Protobuf.service + "ModelInfer"): .predict
            case (.v2, V2Protobuf.service + "ModelReady"): .modelReady
            case (.v2, V2Protobuf.service + "ModelMetadata"): .modelMetadata
            case (.v2, V2Protobuf.service + "ServerMetadata"): .graphMetadata
            case (.v2, V2Protobuf.service + "ServerLive"): .live
            case (.v2, V2Protobuf.service + "ServerReady"): .ready
            default: nil
            }
        guard let known else { return nil }
        self = known
    }

    /// What is said of a name that is no method here, in the words of gRPC in Go.
    static func unknown(_ name: String, _ payloads: PayloadProtocol) -> String {
        let parts = name.split(separator: "/")
        let service = payloads == .v2 ? "inference.GRPCInferenceService" : "seldon.protos.Seldon"
        guard parts.count == 2, payloads != .tensorflow, parts[0] == service else {
            return "unknown service \(parts.first ?? "")"
        }
        return "unknown method \(parts[1]) for service \(service)"
    }

    /// Whether the answer bears the identity of the request; questions for metadata have none.
    var tellsPuid: Bool { self != .modelMetadata && self != .graphMetadata }
}
