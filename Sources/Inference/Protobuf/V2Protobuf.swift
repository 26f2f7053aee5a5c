public import Documents
import SwiftProtobuf

/// What is read in messages of the Open Inference Protocol over gRPC, and made of them, on their way
/// through a graph.
public enum V2Protobuf {
    /// The full name of the service.
    public static let service = "/inference.GRPCInferenceService/"

    /// The request with a model's name in the place of another; the same bytes when it has that name.
    ///
    /// - Throws: `InferenceError.malformedProtobuf`.
    public static func request(
        _ bytes: [UInt8],
        of model: String
    ) throws(InferenceError) -> [UInt8] {
        let fields = try fields(of: bytes, Inference_ModelInferRequest.protoMessageName)
        let names = fields.filter { $0.number == 1 }
        if names.count == 1, bytes[names[0].content].elementsEqual(model.utf8) { return bytes }
        var request: [UInt8] = []
        request.reserveCapacity(bytes.count + model.utf8.count)
        WireFields.append(1, model.utf8, to: &request)
        for field in fields where field.number != 1 { request += bytes[field.whole] }
        return request
    }

    /// The request that asks a model with what another one answered.
    ///
    /// Outputs and inputs have one layout and one number; raw contents only another number. The
    /// version is that of the model that answered, and is left out.
    ///
    /// - Throws: `InferenceError.malformedProtobuf`.
    public static func request(
        ofAnswer bytes: [UInt8],
        to model: String
    ) throws(InferenceError) -> [UInt8] {
        var request: [UInt8] = []
        request.reserveCapacity(bytes.count + model.utf8.count)
        WireFields.append(1, model.utf8, to: &request)
        for field in try fields(of: bytes, Inference_ModelInferResponse.protoMessageName) {
            switch field.number {
            case 1, 2: continue
            case 6: WireFields.append(7, bytes[field.content], to: &request)
            default: request += bytes[field.whole]
            }
        }
        return request
    }

    /// The name in a request that asks a model for its readiness or its metadata.
    ///
    /// - Throws: `InferenceError.malformedProtobuf`.
    public static func modelName(inRequest bytes: [UInt8]) throws(InferenceError) -> String {
        // Both requests have it as their first field.
        try ProtobufBytes.decode(Inference_ModelReadyRequest.self, bytes).name
    }

    /// A request that asks a model of a name for its readiness or its metadata.
    public static func question(about model: String) -> [UInt8] {
        var request = Inference_ModelReadyRequest()
        request.name = model
        return ProtobufBytes.encode(request)
    }

    /// The answer to a question for readiness or liveness, which have one layout.
    public static func answer(isReady: Bool) -> [UInt8] {
        var answer = Inference_ServerReadyResponse()
        answer.ready = isReady
        return ProtobufBytes.encode(answer)
    }

    /// Whether an answer says that a server or a model is ready.
    public static func isReady(_ answer: [UInt8]) -> Bool {
        (try? ProtobufBytes.decode(Inference_ServerReadyResponse.self, answer))?.ready == true
    }

    /// The metadata of a server.
    public static func serverMetadata(name: String) -> [UInt8] {
        var answer = Inference_ServerMetadataResponse()
        answer.name = name
        return ProtobufBytes.encode(answer)
    }

    /// The metadata of a model.
    ///
    /// - Throws: `InferenceError`.
    public static func metadata(_ bytes: [UInt8]) throws(InferenceError) -> ModelMetadata {
        let message = try ProtobufBytes.decode(Inference_ModelMetadataResponse.self, bytes)
        return try ModelMetadata(json: ProtobufBytes.json(of: message))
    }

    private static func fields(
        of bytes: [UInt8],
        _ type: String
    ) throws(InferenceError) -> [WireFields.Field] {
        guard let fields = WireFields.of(bytes) else { throw .malformedProtobuf(type: type) }
        return fields
    }
}

extension V2Protobuf {
    /// The bytes of a `ModelInferRequest` of its JSON, in protobuf's mapping.
    ///
    /// - Throws: `InferenceError.malformed`.
    public static func request(json: JSON) throws(InferenceError) -> [UInt8] {
        ProtobufBytes.encode(try ProtobufBytes.message(Inference_ModelInferRequest.self, of: json))
    }

    /// The bytes of a `ModelInferResponse` of its JSON, in protobuf's mapping.
    ///
    /// - Throws: `InferenceError.malformed`.
    public static func response(json: JSON) throws(InferenceError) -> [UInt8] {
        ProtobufBytes.encode(try ProtobufBytes.message(Inference_ModelInferResponse.self, of: json))
    }

    /// A `ModelInferRequest` as JSON, in protobuf's mapping.
    ///
    /// - Throws: `InferenceError.malformedProtobuf`.
    public static func json(ofRequest bytes: [UInt8]) throws(InferenceError) -> JSON {
        try ProtobufBytes.json(of: ProtobufBytes.decode(Inference_ModelInferRequest.self, bytes))
    }

    /// A `ModelInferResponse` as JSON, in protobuf's mapping.
    ///
    /// - Throws: `InferenceError.malformedProtobuf`.
    public static func json(ofResponse bytes: [UInt8]) throws(InferenceError) -> JSON {
        try ProtobufBytes.json(of: ProtobufBytes.decode(Inference_ModelInferResponse.self, bytes))
    }
}
