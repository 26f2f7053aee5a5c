import Documents
import FoundationEssentials
import SwiftProtobuf

extension SeldonMessage {
    /// Reads the bytes of a `seldon.protos.SeldonMessage`.
    ///
    /// - Throws: `InferenceError.malformedProtobuf` or `.wrongShape`.
    public init(protobuf bytes: [UInt8]) throws(InferenceError) {
        try self.init(ProtobufBytes.decode(Seldon_Protos_SeldonMessage.self, bytes))
    }

    /// The bytes as a `seldon.protos.SeldonMessage`.
    public func protobuf() -> [UInt8] { ProtobufBytes.encode(generated) }

    init(_ message: Seldon_Protos_SeldonMessage) throws(InferenceError) {
        payload = try message.dataOneof.map { data throws(InferenceError) in try Payload(data) }
        meta = message.hasMeta ? Meta(message.meta) : Meta()
        status = message.hasStatus ? Status(message.status) : nil
    }

    var generated: Seldon_Protos_SeldonMessage {
        var message = Seldon_Protos_SeldonMessage()
        message.dataOneof = payload?.generated
        message.meta = meta.generated
        if let status { message.status = status.generated }
        return message
    }
}

extension Payload {
    init(_ data: Seldon_Protos_SeldonMessage.OneOf_DataOneof) throws(InferenceError) {
        switch data {
        case .data(let array): self = .array(try NamedArray(array))
        case .binData(let bytes): self = .bytes(Array(bytes))
        case .strData(let text): self = .text(text)
        case .jsonData(let value): self = .json(JSON(value))
        case .customData(let any): self = .custom(typeURL: any.typeURL, bytes: Array(any.value))
        }
    }

    var generated: Seldon_Protos_SeldonMessage.OneOf_DataOneof {
        switch self {
        case .array(let array): return .data(array.generated)
        case .bytes(let bytes): return .binData(Data(bytes))
        case .text(let text): return .strData(text)
        case .json(let json): return .jsonData(json.protobufValue)
        case .custom(let typeURL, let bytes):
            var any = Google_Protobuf_Any()
            any.typeURL = typeURL
            any.value = Data(bytes)
            return .customData(any)
        }
    }
}

extension NamedArray {
    init(_ array: Seldon_Protos_DefaultData) throws(InferenceError) {
        names = array.names
        switch array.dataOneof {
        case .tensor(let tensor):
            guard tensor.values.allSatisfy(\.isFinite) else {
                throw .malformed(path: "data.tensor.values", expected: "a list of finite numbers")
            }
            form = .tensor(
                try Tensor(
                    shape: tensor.shape.isEmpty
                        ? [tensor.values.count] : tensor.shape.map { Int($0) },
                    values: tensor.values.map(JSONNumber.init)
                )
            )
        case .ndarray(let list): form = .ndarray(list.values.map(JSON.init))
        case .tftensor(let tensor): form = .tftensor(try ProtobufBytes.json(of: tensor))
        case nil: form = .ndarray([])
        }
    }

    var generated: Seldon_Protos_DefaultData {
        var array = Seldon_Protos_DefaultData()
        array.names = names
        switch form {
        case .tensor(let tensor):
            array.tensor.shape = tensor.shape.map { Int32(clamping: $0) }
            array.tensor.values = tensor.values.map(\.double)
        case .ndarray(let elements): array.ndarray = elements.protobufList
        case .tftensor(let json):
            array.tftensor =
                (try? ProtobufBytes.message(Tensorflow_TensorProto.self, of: json))
                ?? Tensorflow_TensorProto()
        }
        return array
    }
}

extension Meta {
    init(_ meta: Seldon_Protos_Meta) {
        self.init(
            puid: meta.puid,
            tags: JSONObject(meta.tags),
            routing: meta.routing.mapValues { Int($0) },
            metrics: meta.metrics.map(Metric.init)
        )
        for (node, image) in meta.requestPath.sorted(by: { $0.key < $1.key }) {
            requestPath[node] = .string(image)
        }
    }

    var generated: Seldon_Protos_Meta {
        var meta = Seldon_Protos_Meta()
        meta.puid = puid
        for (name, tag) in tags { meta.tags[name] = tag.protobufValue }
        meta.routing = routing.mapValues { Int32(clamping: $0) }
        for (node, image) in requestPath { meta.requestPath[node] = image.string ?? image.text() }
        meta.metrics = metrics.map(\.generated)
        return meta
    }
}

extension Metric {
    init(_ metric: Seldon_Protos_Metric) {
        let kind: Kind =
            switch metric.type {
            case .gauge: .gauge
            case .timer: .timer
            default: .counter
            }
        self.init(kind, metric.key, Double(metric.value), tags: metric.tags)
    }

    var generated: Seldon_Protos_Metric {
        var metric = Seldon_Protos_Metric()
        metric.key = key
        metric.type =
            switch kind {
            case .counter: .counter
            case .gauge: .gauge
            case .timer: .timer
            }
        metric.value = Float(value)
        metric.tags = tags
        return metric
    }
}

extension Status {
    init(_ status: Seldon_Protos_Status) {
        self.init(
            code: Int(status.code),
            info: status.info,
            reason: status.reason,
            isFailure: status.status == .failure
        )
    }

    var generated: Seldon_Protos_Status {
        var generated = Seldon_Protos_Status()
        generated.code = Int32(clamping: code)
        generated.info = info
        generated.reason = reason
        generated.status = isFailure ? .failure : .success
        return generated
    }
}
