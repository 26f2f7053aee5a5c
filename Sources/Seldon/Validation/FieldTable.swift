import Documents

/// The fields that an object may have, and what they hold.
///
/// It goes as deep as what is Seldon's own; pods and the like are checked by the API server.
indirect enum FieldTable: Sendable {
    case text
    case number
    case truth
    case texts
    /// Anything.
    case open
    case list(FieldTable)
    case fields([String: FieldTable])
    /// A unit of the graph, which contains itself.
    case unit

    func issues(in json: JSON, _ path: FieldPath) -> [ValidationIssue] {
        if json.isNull { return [] }
        switch self {
        case .open: return []
        case .text: return json.string == nil ? [mismatch("a text", json, path)] : []
        case .number: return json.int == nil ? [mismatch("a whole number", json, path)] : []
        case .truth: return json.bool == nil ? [mismatch("true or false", json, path)] : []
        case .texts:
            guard let members = json.object else { return [mismatch("a mapping", json, path)] }
            return members.flatMap { FieldTable.text.issues(in: $0.value, path.key($0.key)) }
        case .list(let element):
            guard let values = json.array else { return [mismatch("a list", json, path)] }
            return values.enumerated().flatMap { element.issues(in: $1, path.index($0)) }
        case .fields(let known):
            guard let members = json.object else { return [mismatch("a mapping", json, path)] }
            return members.flatMap { name, value in
                guard let table = known[name] else {
                    return [ValidationIssue(path.key(name), "there is no field \(name) here")]
                }
                return table.issues(in: value, path.key(name))
            }
        case .unit: return FieldTable.fields(FieldTable.unitFields).issues(in: json, path)
        }
    }

    private func mismatch(_ wanted: String, _ json: JSON, _ path: FieldPath) -> ValidationIssue {
        ValidationIssue(path, "this must be \(wanted)", value: json)
    }

    /// A whole SeldonDeployment (the custom resource definition of Seldon Core v1.18.2).
    static let object = FieldTable.fields([
        "apiVersion": .text, "kind": .text, "metadata": .open, "status": .open,
        "spec": .fields([
            "name": .text, "oauth_key": .text, "oauth_secret": .text, "annotations": .texts,
            "protocol": .text, "transport": .text, "replicas": .number, "serverType": .text,
            "predictors": .list(.fields(predictorFields)),
        ]),
    ])

    private static let predictorFields: [String: FieldTable] = [
        "name": .text, "graph": .unit, "replicas": .number, "annotations": .texts,
        "labels": .texts, "engineResources": .open, "traffic": .number, "shadow": .truth,
        "progressDeadlineSeconds": .number, "explainer": .open,
        "ssl": .fields(["certSecretName": .text]),
        "svcOrchSpec": .fields(["resources": .open, "env": .list(.open), "replicas": .number]),
        "componentSpecs": .list(
            .fields([
                "metadata": .open, "spec": .open, "hpaSpec": .open, "kedaSpec": .open,
                "pdbSpec": .open, "replicas": .number,
            ])
        ),
    ]

    private static let unitFields: [String: FieldTable] = [
        "name": .text, "type": .text, "implementation": .text, "methods": .list(.text),
        "modelUri": .text, "serviceAccountName": .text, "envSecretRefName": .text,
        "storageInitializerImage": .text, "children": .list(.unit),
        "logger": .fields(["url": .text, "mode": .text]),
        "parameters": .list(.fields(["name": .text, "value": .text, "type": .text])),
        "endpoint": .fields([
            "service_host": .text, "service_port": .number, "type": .text, "httpPort": .number,
            "grpcPort": .number,
        ]),
    ]
}
