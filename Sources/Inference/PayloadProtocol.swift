/// The form of the messages of a graph, one for all its nodes.
public enum PayloadProtocol: String, Sendable, Hashable, CaseIterable {
    /// Seldon's own.
    case seldon
    /// The Open Inference Protocol, once called `kfserving`.
    case v2
    /// That of TensorFlow Serving.
    case tensorflow

    /// Makes a protocol of its name in a manifest; `nil` when there is none of the name.
    public init?(name: String) {
        self.init(rawValue: name == "kfserving" ? "v2" : name)
    }
}
