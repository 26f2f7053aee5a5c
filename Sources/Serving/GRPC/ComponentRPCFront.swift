public import HTTP
import HTTPTypes

/// Serves one component over the gRPC services of Seldon's language wrapper.
///
/// As there, each service is served whatever role the component has.
public struct ComponentRPCFront: Handler {
    private static let methods: [String: Operation] = [
        "Seldon/Predict": .predict, "Model/Predict": .predict,
        "Seldon/SendFeedback": .feedback, "Model/SendFeedback": .feedback,
        "Router/SendFeedback": .feedback, "Generic/SendFeedback": .feedback,
        "Seldon/ModelMetadata": .metadata(node: nil), "Model/Metadata": .metadata(node: nil),
        "Router/Route": .route, "Generic/Route": .route,
        "Transformer/TransformInput": .transformInput, "Generic/TransformInput": .transformInput,
        "OutputTransformer/TransformOutput": .transformOutput,
        "Generic/TransformOutput": .transformOutput,
        "Combiner/Aggregate": .aggregate, "Generic/Aggregate": .aggregate,
    ]
    private static let package = "/seldon.protos."

    private let dataPlane: any DataPlane
    private let limits: Limits

    /// Makes a front.
    public init(_ dataPlane: any DataPlane, limits: Limits = Limits()) {
        self.dataPlane = dataPlane
        self.limits = limits
    }

    /// Answers one call.
    public func respond(to request: Request) async -> Response {
        let path = request.path
        guard path.hasPrefix(Self.package),
            let operation = Self.methods[String(path.dropFirst(Self.package.count))]
        else {
            // The words are those of Seldon's wrapper.
            return Answer.rpcFailure(.unimplemented, "Method not found!").rpcResponse(puid: nil)
        }
        let answer: Answer
        do throws(RPCRefusal) {
            let body = try await limits.message(of: request)
            let fields = request.fields
            answer = await dataPlane.answer(
                Call(
                    operation,
                    body: body,
                    fields: fields,
                    puid: fields[.seldonPuid] ?? "",
                    encoding: .protobuf
                )
            )
        } catch {
            answer = .rpcFailure(error.status.code, error.status.message)
        }
        return answer.rpcResponse(puid: nil)
    }
}
