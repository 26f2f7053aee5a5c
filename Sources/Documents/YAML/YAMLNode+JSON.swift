extension YAMLNode {
    /// The node as JSON.
    ///
    /// Plain scalars are resolved as kubectl resolves them (YAML 1.1: `yes`, `on`, `0o17`,
    /// `0x1F`, `~` and so on).
    public var json: JSON {
        switch content {
        case .scalar(let text, let isPlain): isPlain ? YAMLScalar.resolve(text) : .string(text)
        case .sequence(let nodes): .array(nodes.map(\.json))
        case .mapping(let members):
            .object(members.reduce(into: JSONObject()) { $0[$1.name] = $1.value.json })
        }
    }
}
