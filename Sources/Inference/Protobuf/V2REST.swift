public import Documents
import FoundationEssentials
import SwiftProtobuf

/// Messages of the Open Inference Protocol between their two forms: JSON over REST, protobuf over gRPC.
extension V2Protobuf {
    /// The bytes of a `ModelInferRequest` of a request over REST.
    ///
    /// Elements of a tensor of type `BYTES` whose parameters say `content_type: base64` are decoded:
    /// over gRPC bytes are bytes.
    ///
    /// - Throws: `InferenceError`.
    public static func request(ofREST json: JSON) throws(InferenceError) -> [UInt8] {
        guard let inputs = json["inputs"]?.array else {
            throw .malformed(path: "the request", expected: "an object with a list \"inputs\"")
        }
        var request = Inference_ModelInferRequest()
        request.modelName = json["model_name"]?.string ?? ""
        request.id = json["id"]?.string ?? ""
        request.parameters = parameters(json["parameters"])
        for (index, input) in inputs.enumerated() {
            request.inputs.append(try tensor(input, path: "inputs[\(index)]"))
        }
        for output in json["outputs"]?.elements ?? [] {
            var wanted = Inference_ModelInferRequest.InferRequestedOutputTensor()
            wanted.name = output["name"]?.string ?? ""
            wanted.parameters = parameters(output["parameters"])
            request.outputs.append(wanted)
        }
        return ProtobufBytes.encode(request)
    }

    /// A `ModelInferResponse` as the answer over REST; numbers that are not finite are null, bytes that
    /// are no text are in Base64.
    ///
    /// - Throws: `InferenceError`.
    public static func rest(ofResponse bytes: [UInt8]) throws(InferenceError) -> JSON {
        let response = try ProtobufBytes.decode(Inference_ModelInferResponse.self, bytes)
        var json: JSON = ["model_name": .string(response.modelName)]
        if !response.modelVersion.isEmpty { json["model_version"] = .string(response.modelVersion) }
        if !response.id.isEmpty { json["id"] = .string(response.id) }
        if !response.parameters.isEmpty { json["parameters"] = Self.json(response.parameters) }
        var outputs: [JSON] = []
        for (index, output) in response.outputs.enumerated() {
            let raw = response.rawOutputContents
            var tensor: JSON = [
                "name": .string(output.name), "datatype": .string(output.datatype),
                "shape": .array(output.shape.map { .int(Int($0)) }),
            ]
            if !output.parameters.isEmpty { tensor["parameters"] = Self.json(output.parameters) }
            tensor["data"] = .array(
                raw.indices.contains(index)
                    ? try RawTensor.elements(Array(raw[index]), of: output.datatype)
                    : Self.elements(output.contents)
            )
            outputs.append(tensor)
        }
        json["outputs"] = .array(outputs)
        return json
    }

    private static func tensor(
        _ json: JSON,
        path: String
    ) throws(InferenceError) -> Inference_ModelInferRequest.InferInputTensor {
        guard let name = json["name"]?.string, let datatype = json["datatype"]?.string,
            let shape = json["shape"]?.array, let data = json["data"]?.array
        else {
            throw .malformed(path: path, expected: "a tensor with name, datatype, shape and data")
        }
        var tensor = Inference_ModelInferRequest.InferInputTensor()
        tensor.name = name
        tensor.datatype = datatype
        tensor.shape = shape.compactMap { $0.int.map(Int64.init) }
        tensor.parameters = parameters(json["parameters"])
        var elements: [JSON] = []
        flatten(data, into: &elements)
        let isBase64 = json["parameters"]?["content_type"]?.string == "base64"
        tensor.contents = try contents(elements, datatype, isBase64: isBase64, path: path + ".data")
        return tensor
    }

    private static func flatten(_ data: [JSON], into elements: inout [JSON]) {
        for element in data {
            if case .array(let inner) = element {
                flatten(inner, into: &elements)
            } else {
                elements.append(element)
            }
        }
    }

    private static func contents(
        _ elements: [JSON],
        _ datatype: String,
        isBase64: Bool,
        path: String
    ) throws(InferenceError) -> Inference_InferTensorContents {
        func all<Value>(_ value: (JSON) -> Value?) throws(InferenceError) -> [Value] {
            var values: [Value] = []
            values.reserveCapacity(elements.count)
            for element in elements {
                guard let value = value(element) else {
                    throw .malformed(path: path, expected: "a list of \(datatype)")
                }
                values.append(value)
            }
            return values
        }
        var contents = Inference_InferTensorContents()
        switch datatype {
        case "BOOL": contents.boolContents = try all { $0.bool ?? $0.int.map { $0 != 0 } }
        case "INT8", "INT16", "INT32":
            contents.intContents = try all { $0.int.flatMap { Int32(exactly: $0) } }
        case "INT64": contents.int64Contents = try all { $0.int.map(Int64.init) }
        case "UINT8", "UINT16", "UINT32":
            contents.uintContents = try all { $0.int.flatMap { UInt32(exactly: $0) } }
        case "UINT64": contents.uint64Contents = try all { $0.int.flatMap { UInt64(exactly: $0) } }
        case "FP32": contents.fp32Contents = try all { $0.double.map(Float.init) }
        case "FP64": contents.fp64Contents = try all(\.double)
        case "BYTES":
            contents.bytesContents = try all { element in
                guard let text = element.string else { return nil }
                return isBase64 ? Base64.bytes(of: text).map { Data($0) } : Data(text.utf8)
            }
        default: throw .malformed(path: path, expected: "of a type that has contents over gRPC")
        }
        return contents
    }

    private static func elements(_ contents: Inference_InferTensorContents) -> [JSON] {
        contents.boolContents.map(JSON.bool) + contents.intContents.map { .int(Int($0)) }
            + contents.int64Contents.map { .int(Int($0)) }
            + contents.uintContents.map { .int(Int($0)) }
            + contents.uint64Contents.map { Int(exactly: $0).map(JSON.int) ?? .double(Double($0)) }
            + contents.fp32Contents.map { RawTensor.number($0) }
            + contents.fp64Contents.map { RawTensor.number($0) }
            + contents.bytesContents.map { RawTensor.text(Array($0)[...]) }
    }

    private static func parameters(_ json: JSON?) -> [String: Inference_InferParameter] {
        var parameters: [String: Inference_InferParameter] = [:]
        for (name, value) in json?.members ?? [:] {
            var parameter = Inference_InferParameter()
            switch value {
            case .bool(let flag): parameter.boolParam = flag
            case .number(let number) where number.int != nil:
                parameter.int64Param = Int64(number.int ?? 0)
            case .string(let text): parameter.stringParam = text
            default: parameter.stringParam = value.text()
            }
            parameters[name] = parameter
        }
        return parameters
    }

    private static func json(_ parameters: [String: Inference_InferParameter]) -> JSON {
        var members = JSONObject()
        for (name, parameter) in parameters.sorted(by: { $0.key < $1.key }) {
            switch parameter.parameterChoice {
            case .boolParam(let flag): members[name] = .bool(flag)
            case .int64Param(let number): members[name] = .int(Int(number))
            case .stringParam(let text): members[name] = .string(text)
            case nil: members[name] = .null
            }
        }
        return .object(members)
    }
}
