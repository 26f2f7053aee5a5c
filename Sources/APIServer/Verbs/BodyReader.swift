import Documents
import Failures
import HTTP
import HTTPTypes
import Kubernetes

/// The object in the body of a request, checked against its schema.
struct BodyReader: Sendable {
    /// What is done about members that no type has.
    enum FieldValidation: String, Sendable {
        case strict = "Strict"
        case warn = "Warn"
        case ignore = "Ignore"
    }

    private let call: Call

    init(_ call: Call) { self.call = call }

    /// Reads the document of a body, by its content type.
    func document(_ bytes: [UInt8], types: [String]) throws(APIStatus) -> JSON {
        let header = call.request.head.headerFields[.contentType] ?? "application/json"
        let type = MediaRange(header[...]).type
        guard types.contains(type) else { throw .unsupportedMediaType(types) }
        if type == "application/vnd.kubernetes.protobuf" {
            guard let json = ProtobufObject.json(bytes) else {
                throw .unsupportedMediaType(types.filter { $0 != type })
            }
            return json
        }
        do {
            if type.hasSuffix("yaml") {
                return try YAML.json(parsing: String(decoding: bytes, as: UTF8.self))
            }
            return try JSON(parsing: bytes)
        } catch {
            let text = String(decoding: bytes.prefix(200), as: UTF8.self)
            throw .badRequest(
                "the object provided is unrecognized (must be of type \(call.resource.kind)): "
                    + "couldn't get version/kind; json parse error: \(error.failure.message) "
                    + "(\(text))"
            )
        }
    }

    /// An object of the kind of the call, without members that no type has.
    func object(_ json: JSON) throws(APIStatus) -> (object: JSON, warnings: [String]) {
        guard case .object = json else {
            throw .badRequest(
                "the object provided is unrecognized (must be of type \(call.resource.kind)): "
                    + "couldn't get version/kind; json parse error: the body is no object"
            )
        }
        var json = json
        let wanted = call.resource
        if json["apiVersion"] == nil, json["kind"] == nil, !call.kind.isCustom {
            json["apiVersion"] = .string(wanted.apiVersion)
            json["kind"] = .string(wanted.kind)
        }
        guard let kind = json["kind"]?.string, !kind.isEmpty else {
            throw .badRequest("Object 'Kind' is missing in '\(json.text())'")
        }
        let version = json["apiVersion"]?.string ?? ""
        guard version == wanted.apiVersion else {
            throw .badRequest(
                "the API version in the data (\(version)) does not match the expected API version "
                    + "(\(wanted.apiVersion))"
            )
        }
        guard kind == wanted.kind else {
            throw .badRequest(
                "\(kind) in version \"\(wanted.version)\" cannot be handled as a \(wanted.kind): "
                    + "no kind \"\(kind)\" is registered for version \"\(version)\""
            )
        }
        return try checked(json)
    }

    /// The object without members that no type has.
    func checked(_ json: JSON) throws(APIStatus) -> (object: JSON, warnings: [String]) {
        let kind = call.resource
        let check = SchemaCheck(json, against: call.kind.schema(version: call.version))
        let texts = check.unknown.map { "unknown field \"\($0)\"" }
        let mode = call.query["fieldValidation"].flatMap(FieldValidation.init) ?? .warn
        if mode == .strict, !texts.isEmpty {
            throw .badRequest(
                "\(kind.kind) in version \"\(kind.version)\" cannot be handled as a \(kind.kind): "
                    + "strict decoding error: " + texts.joined(separator: ", ")
            )
        }
        if !call.kind.isCustom, let first = check.mistyped.first {
            throw .badRequest(
                "\(kind.kind) in version \"\(kind.version)\" cannot be handled as a \(kind.kind): "
                    + "json: cannot unmarshal \(first.found.goName) into Go struct field "
                    + "\(kind.kind).\(first.path) of type \(first.expected)"
            )
        }
        return (call.unconverted(check.pruned), mode == .warn ? texts : [])
    }
}

extension JSON {
    /// The name of the value's type in the messages of Go's decoder.
    fileprivate var goName: String {
        switch self {
        case .null: "null"
        case .bool: "bool"
        case .number: "number"
        case .string: "string"
        case .array: "array"
        case .object: "object"
        }
    }
}
