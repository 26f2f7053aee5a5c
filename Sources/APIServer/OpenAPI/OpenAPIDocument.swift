import Documents
import Kubernetes

/// An OpenAPI document made from the tables of kinds and types.
struct OpenAPIDocument: Sendable {
    /// The versions of the format.
    enum Version: Sendable {
        case two
        case three
    }

    private let version: Version
    private let table = SchemaTable.all

    init(_ version: Version) { self.version = version }

    /// The document of some groups and all types that they use.
    func json(of groups: [ServedGroup]) -> JSON {
        var paths: JSON = [:]
        var roots: [String] = ["DeleteOptions", "Status"]
        var kinds: [String: [ResourceKind]] = [:]
        for group in groups {
            for name in group.versions {
                for kind in ServedKind.all
                where kind.resource.group == group.name && kind.versions.contains(name) {
                    let resource = kind.resource(version: name)
                    roots.append(kind.schema(version: name))
                    kinds[kind.schema(version: name), default: []].append(resource)
                    addPaths(of: kind, resource, to: &paths)
                }
            }
        }
        if groups.contains(where: { $0.name == "autoscaling" || $0.name == "apps" }) {
            roots.append("Scale")
            kinds["Scale"] = [Scale.resource]
        }
        var definitions: JSON = [:]
        for name in closure(of: roots) {
            let type = table[name]
            definitions[type.model] = definition(of: type, kinds: kinds[name] ?? [])
        }
        let info: JSON = ["title": "Kubernetes", "version": "v1.36.2"]
        switch version {
        case .two:
            return [
                "swagger": "2.0", "info": info, "paths": paths, "definitions": definitions,
            ]
        case .three:
            return [
                "openapi": "3.0.0", "info": info, "paths": paths,
                "components": ["schemas": definitions],
            ]
        }
    }

    // MARK: Types

    private func closure(of roots: [String]) -> [String] {
        var seen: Set<String> = []
        var queue = roots
        while let name = queue.popLast() {
            guard table.types[name] != nil, seen.insert(name).inserted else { continue }
            for (_, field) in table[name].fields { queue += types(in: field.schema) }
        }
        return seen.sorted()
    }

    private func types(in schema: Schema) -> [String] {
        switch schema {
        case .type(let name): [name]
        case .list(let element, _), .map(let element): types(in: element)
        case .scalar, .open: []
        }
    }

    private func definition(of type: SchemaType, kinds: [ResourceKind]) -> JSON {
        var properties: JSON = [:]
        for (name, field) in type.fields { properties[name] = property(field) }
        var json: JSON = [:]
        if !type.description.isEmpty { json["description"] = .string(type.description) }
        json["type"] = "object"
        let required = type.fields.filter(\.field.isRequired).map(\.name)
        if !required.isEmpty { json["required"] = .strings(required) }
        json["properties"] = properties
        if type.isAtomic { json["x-kubernetes-map-type"] = "atomic" }
        if !kinds.isEmpty { json["x-kubernetes-group-version-kind"] = .array(kinds.map(identity)) }
        return json
    }

    private func property(_ field: SchemaField) -> JSON {
        var json = schema(field.schema)
        if !field.description.isEmpty { json["description"] = .string(field.description) }
        if case .list(_, let merge) = field.schema {
            switch merge {
            case .atomic: json["x-kubernetes-list-type"] = "atomic"
            case .set: json["x-kubernetes-list-type"] = "set"
            case .map(let keys):
                json["x-kubernetes-list-type"] = "map"
                json["x-kubernetes-list-map-keys"] = .strings(keys)
            }
        }
        var strategies: [String] = []
        if let key = field.mergeKey {
            strategies.append("merge")
            if !key.isEmpty { json["x-kubernetes-patch-merge-key"] = .string(key) }
        }
        if field.retainsKeys { strategies.append("retainKeys") }
        if !strategies.isEmpty {
            json["x-kubernetes-patch-strategy"] = .string(strategies.joined(separator: ","))
        }
        return json
    }

    private func schema(_ schema: Schema) -> JSON {
        switch schema {
        case .type(let name): return ["$ref": .string(reference(to: table[name].model))]
        case .list(let element, _): return ["type": "array", "items": self.schema(element)]
        case .map(let element):
            return ["type": "object", "additionalProperties": self.schema(element)]
        case .open: return ["type": "object", "x-kubernetes-preserve-unknown-fields": true]
        case .scalar(let scalar): return OpenAPIDocument.scalar(scalar)
        }
    }

    private static func scalar(_ scalar: Schema.Scalar) -> JSON {
        switch scalar {
        case .string, .quantity: ["type": "string"]
        case .boolean: ["type": "boolean"]
        case .int32, .int64: ["type": "integer", "format": .string(scalar.rawValue)]
        case .number: ["type": "number", "format": "double"]
        case .time, .microtime: ["type": "string", "format": "date-time"]
        case .bytes: ["type": "string", "format": "byte"]
        case .intOrString: ["type": "string", "format": "int-or-string"]
        }
    }

    private func reference(to model: String) -> String {
        version == .two ? "#/definitions/\(model)" : "#/components/schemas/\(model)"
    }

    private func identity(_ kind: ResourceKind) -> JSON {
        [
            "group": .string(kind.group), "kind": .string(kind.kind),
            "version": .string(kind.version),
        ]
    }

    // MARK: Paths

    private func addPaths(of kind: ServedKind, _ resource: ResourceKind, to paths: inout JSON) {
        let namespace = resource.isNamespaced ? "{namespace}" : nil
        let collection = resource.path(namespace: namespace)
        let object = resource.path(namespace: namespace, name: "{name}")
        func operation(_ action: String, _ parameters: [JSON], types: [String] = []) -> JSON {
            self.operation(action, kind, resource, parameters, types: types)
        }
        let write = [query("dryRun"), query("fieldManager"), query("fieldValidation")]
        var all: JSON = ["get": operation("list", [])]
        var one: JSON = ["get": operation("get", [])]
        if kind.verbs.contains("create") { all["post"] = operation("post", [body] + write) }
        if kind.verbs.contains("patch") {
            one["put"] = operation("put", [body] + write)
            let types = PatchType.all(kind).map(\.rawValue)
            one["patch"] = operation("patch", [body] + write + [query("force")], types: types)
            one["delete"] = operation("delete", [query("dryRun")])
        }
        let place = resource.isNamespaced ? [pathParameter("namespace")] : []
        if !place.isEmpty { all["parameters"] = .array(place) }
        one["parameters"] = .array([pathParameter("name")] + place)
        paths[collection] = all
        paths[object] = one
    }

    private func operation(
        _ action: String,
        _ kind: ServedKind,
        _ resource: ResourceKind,
        _ parameters: [JSON],
        types: [String]
    ) -> JSON {
        let group = resource.group.prefix { $0 != "." }
        let scope = resource.isNamespaced ? "Namespaced" : ""
        let place =
            (group.isEmpty ? "core" : group).capitalizedFirst
            + resource.version.capitalizedFirst
        let model: JSON = [
            "$ref": .string(reference(to: table[kind.schema(version: resource.version)].model))
        ]
        var json: JSON = [
            "operationId": .string("\(action)\(place)\(scope)\(resource.kind)"),
            "responses": ["200": response(model)], "x-kubernetes-action": .string(action),
            "x-kubernetes-group-version-kind": identity(resource),
        ]
        let others = parameters.filter { $0["in"]?.string != "body" }
        switch version {
        case .two:
            if !types.isEmpty { json["consumes"] = .strings(types) }
            if !parameters.isEmpty { json["parameters"] = .array(parameters) }
        case .three:
            if others.count < parameters.count {
                var content: JSON = [:]
                for type in types.isEmpty ? ["application/json", "application/yaml"] : types {
                    content[type] = ["schema": ["type": "object"]]
                }
                json["requestBody"] = ["content": content]
            }
            if !others.isEmpty { json["parameters"] = .array(others) }
        }
        return json
    }

    private func response(_ model: JSON) -> JSON {
        switch version {
        case .two: ["description": "OK", "schema": model]
        case .three:
            ["description": "OK", "content": ["application/json": ["schema": model]]]
        }
    }

    private let body: JSON = [
        "name": "body", "in": "body", "required": true, "schema": ["type": "object"],
    ]

    private func query(_ name: String) -> JSON { parameter(name, in: "query") }

    private func pathParameter(_ name: String) -> JSON {
        var json = parameter(name, in: "path")
        json["required"] = true
        return json
    }

    private func parameter(_ name: String, in place: String) -> JSON {
        let type: JSON = ["type": name == "force" ? "boolean" : "string"]
        let base: JSON = ["name": .string(name), "in": .string(place)]
        return version == .two ? base.merging(type) : base.merging(["schema": type])
    }
}

extension StringProtocol {
    /// The text with its first letter in upper case.
    fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
