import Documents

/// An OpenAPI document of version 2 as protobuf, in the messages of gnostic's `openapi.v2`.
///
/// Written by hand because it is written only, once, and in eight small messages; the classes that
/// protoc makes of the whole schema are 8,000 lines. Numbers of fields are those of OpenAPIv2.proto.
struct OpenAPIProtobuf {
    /// The document.
    let bytes: [UInt8]

    init(_ document: JSON) {
        var message = ProtobufMessage()
        message.string(1, document["swagger"])
        message.message(2) { info in
            info.string(1, document["info"]?["title"])
            info.string(2, document["info"]?["version"])
        }
        message.message(8) { paths in
            for (path, item) in document["paths"]?.members ?? [:] {
                paths.named(2, path) { OpenAPIProtobuf.pathItem(item, &$0) }
            }
        }
        message.message(9) { definitions in
            for (name, schema) in document["definitions"]?.members ?? [:] {
                definitions.named(1, name) { OpenAPIProtobuf.schema(schema, &$0) }
            }
        }
        bytes = message.bytes
    }

    private static func pathItem(_ item: JSON, _ message: inout ProtobufMessage) {
        for (number, method) in [(2, "get"), (3, "put"), (4, "post"), (5, "delete"), (8, "patch")] {
            guard let operation = item[method] else { continue }
            message.message(number) { OpenAPIProtobuf.operation(operation, &$0) }
        }
        for parameter in item["parameters"]?.elements ?? [] {
            message.message(9) { OpenAPIProtobuf.parameter(parameter, &$0) }
        }
    }

    private static func operation(_ operation: JSON, _ message: inout ProtobufMessage) {
        message.string(5, operation["operationId"])
        for type in operation["consumes"]?.elements ?? [] { message.string(7, type) }
        for parameter in operation["parameters"]?.elements ?? [] {
            message.message(8) { OpenAPIProtobuf.parameter(parameter, &$0) }
        }
        message.message(9) { responses in
            for (code, response) in operation["responses"]?.members ?? [:] {
                responses.named(1, code) { value in
                    value.message(1) { inner in
                        inner.string(1, response["description"])
                        inner.message(2) { item in
                            item.message(1) {
                                OpenAPIProtobuf.schema(response["schema"] ?? [:], &$0)
                            }
                        }
                    }
                }
            }
        }
        extensions(operation, 13, &message)
    }

    private static func parameter(_ parameter: JSON, _ message: inout ProtobufMessage) {
        message.message(1) { outer in
            guard parameter["in"]?.string != "body" else {
                outer.message(1) { body in
                    body.string(2, parameter["name"])
                    body.string(3, parameter["in"])
                    body.bool(4, parameter["required"])
                    body.message(5) {
                        OpenAPIProtobuf.schema(parameter["schema"] ?? [:], &$0)
                    }
                }
                return
            }
            let isPath = parameter["in"]?.string == "path"
            outer.message(2) { other in
                other.message(isPath ? 4 : 3) { inner in
                    inner.bool(1, parameter["required"])
                    inner.string(2, parameter["in"])
                    inner.string(4, parameter["name"])
                    inner.string(isPath ? 5 : 6, parameter["type"])
                }
            }
        }
    }

    private static func schema(_ schema: JSON, _ message: inout ProtobufMessage) {
        message.string(1, schema["$ref"])
        message.string(2, schema["format"])
        message.string(4, schema["description"])
        for name in schema["required"]?.elements ?? [] { message.string(19, name) }
        if let values = schema["additionalProperties"] {
            message.message(21) { item in
                item.message(1) { OpenAPIProtobuf.schema(values, &$0) }
            }
        }
        if let type = schema["type"] { message.message(22) { $0.string(1, type) } }
        if let items = schema["items"] {
            message.message(23) { item in
                item.message(1) { OpenAPIProtobuf.schema(items, &$0) }
            }
        }
        if let properties = schema["properties"]?.object, !properties.isEmpty {
            message.message(25) { list in
                for (name, property) in properties {
                    list.named(1, name) { OpenAPIProtobuf.schema(property, &$0) }
                }
            }
        }
        extensions(schema, 31, &message)
    }

    /// Members whose names begin with `x-`; their values are YAML, which JSON is as well.
    private static func extensions(
        _ json: JSON,
        _ number: Int,
        _ message: inout ProtobufMessage
    ) {
        for (name, value) in json.members where name.hasPrefix("x-") {
            message.named(number, name) { $0.string(2, .string(value.text())) }
        }
    }
}
