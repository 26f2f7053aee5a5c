/// The nodes of one predictor, ready to be walked.
public struct InferenceGraph: Sendable, Hashable {
    /// The nodes, each before its children; the first is the root.
    public private(set) var nodes: [Node]

    /// Makes a graph of nodes.
    ///
    /// - Throws: `OrchestratorError.malformedGraph` when a name stands twice or a child is missing.
    public init(nodes: [Node]) throws(OrchestratorError) {
        guard !nodes.isEmpty else { throw .malformedGraph("it has no node") }
        var names: Set<String> = []
        for (index, node) in nodes.enumerated() {
            guard names.insert(node.name).inserted else {
                throw .malformedGraph("the name \(node.name) stands twice")
            }
            // Children come later, so there can be no cycle.
            guard node.children.allSatisfy({ $0 > index && $0 < nodes.count }) else {
                throw .malformedGraph("a child of \(node.name) is missing")
            }
        }
        self.nodes = nodes
    }

    /// The index of the node of a name.
    public func index(of name: String) -> Int? { nodes.firstIndex { $0.name == name } }
}
