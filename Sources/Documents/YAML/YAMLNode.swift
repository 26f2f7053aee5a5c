/// A value of a YAML document, with the place where it stands.
public struct YAMLNode: Sendable, Hashable {
    /// What a node is.
    public indirect enum Content: Sendable, Hashable {
        /// A single value; a plain one (not quoted) may mean a number, a truth value or null.
        case scalar(String, isPlain: Bool)
        /// A list.
        case sequence([YAMLNode])
        /// Named values in order.
        case mapping([Member])
    }

    /// One named value of a mapping.
    public struct Member: Sendable, Hashable {
        /// The name, with its place.
        public var key: YAMLNode
        /// The value.
        public var value: YAMLNode

        /// The name as text.
        public var name: String {
            if case .scalar(let text, _) = key.content { text } else { "" }
        }
    }

    /// What the node is.
    public var content: Content
    /// Where it begins.
    public var position: Position

    /// Makes a node.
    public init(_ content: Content, at position: Position) {
        self.content = content
        self.position = position
    }

    /// How many nodes it has, itself and all within.
    var count: Int {
        switch content {
        case .scalar: 1
        case .sequence(let nodes): nodes.reduce(1) { $0 + $1.count }
        case .mapping(let members): members.reduce(1) { $0 + 1 + $1.value.count }
        }
    }

    /// The place of the value at a path, or of the nearest one above it that is there.
    ///
    /// For a member of a mapping it is the place of its name.
    public func position(of path: FieldPath) -> Position {
        var node = self
        var found = position
        for step in path.steps {
            switch (step, node.content) {
            case (.key(let name), .mapping(let members)):
                guard let member = members.first(where: { $0.name == name }) else { return found }
                found = member.key.position
                node = member.value
            case (.index(let index), .sequence(let nodes)) where nodes.indices.contains(index):
                node = nodes[index]
                found = node.position
            default: return found
            }
        }
        return found
    }
}
