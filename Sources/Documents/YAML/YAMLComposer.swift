internal import CYAML

/// Builds nodes from libyaml's events.
///
/// It reads memory that the caller keeps alive for as long as the composer is used.
final class YAMLComposer {
    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private var event = yaml_event_t()
    private var anchors: [String: (node: YAMLNode, count: Int)] = [:]
    private var nodes = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        parser = .allocate(capacity: 1)
        yaml_parser_initialize(parser)
        yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
    }

    deinit {
        yaml_event_delete(&event)
        yaml_parser_delete(parser)
        parser.deallocate()
    }

    func documents() throws(DocumentError) -> [YAMLNode] {
        var documents: [YAMLNode] = []
        while true {
            try next()
            switch event.type {
            case YAML_STREAM_END_EVENT: return documents
            case YAML_DOCUMENT_START_EVENT:
                anchors = [:]
                nodes = 0
                try next()
                let root = try node(depth: 0)
                if root.content != .scalar("", isPlain: true) { documents.append(root) }
            default: break
            }
        }
    }

    private func next() throws(DocumentError) {
        yaml_event_delete(&event)
        guard yaml_parser_parse(parser, &event) == 1 else { throw parserFailure() }
    }

    /// The node that begins with the current event.
    private func node(depth: Int) throws(DocumentError) -> YAMLNode {
        guard depth <= YAML.depthLimit else { throw .tooDeep(limit: YAML.depthLimit) }
        try count(1)
        let position = Position(event.start_mark)
        switch event.type {
        case YAML_ALIAS_EVENT: return try alias(at: position)
        case YAML_SCALAR_EVENT: return scalar(at: position)
        case YAML_SEQUENCE_START_EVENT:
            let anchor = text(event.data.sequence_start.anchor)
            let items = try sequence(depth: depth)
            return remember(YAMLNode(.sequence(items), at: position), as: anchor)
        case YAML_MAPPING_START_EVENT:
            let anchor = text(event.data.mapping_start.anchor)
            let members = try mapping(depth: depth)
            return remember(YAMLNode(.mapping(members), at: position), as: anchor)
        default: throw .malformed("unexpected end of the document", position)
        }
    }

    private func scalar(at position: Position) -> YAMLNode {
        let scalar = event.data.scalar
        let value = String(
            decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length),
            as: UTF8.self
        )
        let isPlain = scalar.style == YAML_PLAIN_SCALAR_STYLE && scalar.tag == nil
        let node = YAMLNode(.scalar(value, isPlain: isPlain), at: position)
        return remember(node, as: text(scalar.anchor))
    }

    private func alias(at position: Position) throws(DocumentError) -> YAMLNode {
        let name = text(event.data.alias.anchor) ?? ""
        guard let target = anchors[name] else {
            throw .malformed("the alias *\(name) names nothing before it, or itself", position)
        }
        try count(target.count)
        return YAMLNode(target.node.content, at: position)
    }

    private func sequence(depth: Int) throws(DocumentError) -> [YAMLNode] {
        var items: [YAMLNode] = []
        while true {
            try next()
            if event.type == YAML_SEQUENCE_END_EVENT { return items }
            items.append(try node(depth: depth + 1))
        }
    }

    private func mapping(depth: Int) throws(DocumentError) -> [YAMLNode.Member] {
        var members: [YAMLNode.Member] = []
        var merged: [YAMLNode.Member] = []
        var names: Set<String> = []
        while true {
            try next()
            if event.type == YAML_MAPPING_END_EVENT { break }
            let key = try node(depth: depth + 1)
            guard case .scalar(let name, let isPlain) = key.content else {
                throw .malformed("the name of a member must be a single value", key.position)
            }
            try next()
            let value = try node(depth: depth + 1)
            if name == "<<", isPlain {
                merged += try mergedMembers(of: value)
            } else if names.insert(name).inserted {
                members.append(YAMLNode.Member(key: key, value: value))
            } else {
                throw .malformed("\(name) stands twice in one mapping", key.position)
            }
        }
        return members + merged.filter { names.insert($0.name).inserted }
    }

    /// The members that a merge key (`<<`) brings in.
    private func mergedMembers(of value: YAMLNode) throws(DocumentError) -> [YAMLNode.Member] {
        switch value.content {
        case .mapping(let members): return members
        case .sequence(let items):
            var members: [YAMLNode.Member] = []
            for item in items { members += try mergedMembers(of: item) }
            return members
        case .scalar: throw .malformed("<< needs a mapping", value.position)
        }
    }

    private func remember(_ node: YAMLNode, as anchor: String?) -> YAMLNode {
        if let anchor { anchors[anchor] = (node, node.count) }
        return node
    }

    private func count(_ more: Int) throws(DocumentError) {
        nodes += more
        guard nodes <= YAML.nodeLimit else { throw .tooManyNodes(limit: YAML.nodeLimit) }
    }

    private func text(_ pointer: UnsafeMutablePointer<UInt8>?) -> String? {
        pointer.map { String(cString: $0) }
    }

    private func parserFailure() -> DocumentError {
        let problem = parser.pointee.problem.map { String(cString: $0) } ?? "this is no YAML"
        let context = parser.pointee.context.map { String(cString: $0) + ": " } ?? ""
        return .malformed(context + problem, Position(parser.pointee.problem_mark))
    }
}

extension Position {
    /// The place of a mark of libyaml, which counts from 0.
    fileprivate init(_ mark: yaml_mark_t) {
        self.init(line: mark.line + 1, column: mark.column + 1)
    }
}
