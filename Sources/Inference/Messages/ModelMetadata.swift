public import Documents

/// What a model says about itself.
public struct ModelMetadata: Sendable, Hashable {
    /// Its name.
    public var name: String
    /// Its versions.
    public var versions: [String]
    /// What runs it.
    public var platform: String
    /// What it takes, in the form of either metadata version.
    public var inputs: [JSON]
    /// What it gives, in the form of either metadata version.
    public var outputs: [JSON]
    /// More, by name.
    public var custom: [String: String]

    /// Makes metadata.
    public init(
        name: String,
        versions: [String] = [],
        platform: String = "",
        inputs: [JSON] = [],
        outputs: [JSON] = [],
        custom: [String: String] = [:]
    ) {
        self.name = name
        self.versions = versions
        self.platform = platform
        self.inputs = inputs
        self.outputs = outputs
        self.custom = custom
    }

    /// Reads metadata; what is missing is empty.
    ///
    /// - Throws: `InferenceError.malformed` when it is no object.
    public init(json: JSON) throws(InferenceError) {
        guard case .object(let members) = json else {
            throw .malformed(path: "the metadata", expected: "an object")
        }
        self.init(
            name: members["name"]?.string ?? "",
            versions: (members["versions"]?.elements ?? []).compactMap(\.string),
            platform: members["platform"]?.string ?? "",
            inputs: members["inputs"]?.elements ?? [],
            outputs: members["outputs"]?.elements ?? [],
            custom: members["custom"]?.strings ?? [:]
        )
    }

    /// The metadata whole, as a model answers it.
    public var json: JSON {
        [
            "custom": .strings(custom), "inputs": .array(inputs), "name": .string(name),
            "outputs": .array(outputs), "platform": .string(platform),
            "versions": .strings(versions),
        ]
    }

    /// The metadata without what is empty, as it stands in that of a graph.
    public var sparseJSON: JSON {
        var members = JSONObject()
        if !name.isEmpty { members["name"] = .string(name) }
        if !platform.isEmpty { members["platform"] = .string(platform) }
        if !versions.isEmpty { members["versions"] = .strings(versions) }
        if !inputs.isEmpty { members["inputs"] = .array(inputs) }
        if !outputs.isEmpty { members["outputs"] = .array(outputs) }
        if !custom.isEmpty { members["custom"] = .strings(custom) }
        return .object(members)
    }
}
