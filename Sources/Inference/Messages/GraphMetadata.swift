public import Documents

/// What a graph says about itself.
public struct GraphMetadata: Sendable, Hashable {
    /// The predictor.
    public var name: String
    /// What each node says, by its name, in the order of the graph.
    public var models: [(name: String, metadata: ModelMetadata)] {
        pairs.map { ($0.name, $0.metadata) }
    }
    /// What the graph takes, in the form of either metadata version.
    public var inputs: [JSON]
    /// What the graph gives, in the form of either metadata version.
    public var outputs: [JSON]

    private struct Pair: Sendable, Hashable {
        var name: String
        var metadata: ModelMetadata
    }

    private var pairs: [Pair]

    /// Makes metadata.
    public init(
        name: String,
        models: [(name: String, metadata: ModelMetadata)],
        inputs: [JSON],
        outputs: [JSON]
    ) {
        self.name = name
        pairs = models.map { Pair(name: $0.name, metadata: $0.metadata) }
        self.inputs = inputs
        self.outputs = outputs
    }

    /// The metadata as the executor writes it over REST: of a model, inputs and outputs always, the
    /// rest where there is something.
    public var json: JSON {
        var models = JSONObject()
        for (name, metadata) in self.models {
            var json = metadata.sparseJSON
            json["inputs"] = .array(metadata.inputs)
            json["outputs"] = .array(metadata.outputs)
            models[name] = json
        }
        return [
            "name": .string(name), "models": .object(models),
            "graphinputs": .array(inputs), "graphoutputs": .array(outputs),
        ]
    }
}
