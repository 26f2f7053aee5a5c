import Documents

/// The fields of objects by their schema: which are owned one by one and which as a whole.
struct FieldTree: Sendable {
    private let table = SchemaTable.all
    /// Whether the objects are of a custom resource.
    private let isCustom: Bool

    init(isCustom: Bool) { self.isCustom = isCustom }

    /// The fields of the metadata that nobody owns, and those that name the object.
    private static let unowned: Set<String> = [
        "name", "namespace", "uid", "resourceVersion", "generation", "creationTimestamp",
        "deletionTimestamp", "deletionGracePeriodSeconds", "selfLink", "managedFields",
    ]

    // MARK: What a document sets

    /// The fields that a document of a type sets.
    func fields(of object: JSON, type: String) -> FieldSet {
        var set = FieldSet()
        for (name, value) in owned(object) {
            set.children["f:\(name)"] = fields(of: value, field(name, of: type))
        }
        return set.pruned
    }

    private func fields(of value: JSON, _ schema: Schema) -> FieldSet {
        var set = FieldSet()
        for (step, child, inner) in parts(of: value, schema) ?? [] {
            set.children[step] = fields(of: child, inner)
            if step.hasPrefix("k:") { set.children[step]?.isMember = true }
        }
        return set.children.isEmpty ? .leaf : set
    }

    /// The fields of a new value with what contains them, which is the writer's as well.
    ///
    /// Not so the parts of built-in kinds, which are there before anything is in them.
    private func added(_ value: JSON, _ schema: Schema) -> FieldSet {
        var set = FieldSet()
        for (step, child, inner) in parts(of: value, schema) ?? [] {
            set.children[step] = added(child, inner)
            if step.hasPrefix("k:") { set.children[step]?.isMember = true }
        }
        if set.children.isEmpty { return .leaf }
        if case .type = schema { set.isMember = isCustom } else { set.isMember = true }
        return set
    }

    // MARK: What a change touches

    /// The fields that differ between two states of an object of a type, new ones and removed ones.
    func changes(
        from old: JSON?,
        to new: JSON,
        type: String
    ) -> (changed: FieldSet, removed: FieldSet) {
        let (before, after) = (owned(old ?? [:]), owned(new))
        var changed = FieldSet()
        var removed = FieldSet()
        for (name, value) in after {
            var (added, gone) = difference(before[name], value, field(name, of: type))
            if name == "metadata" { added.isMember = false }
            changed.children["f:\(name)"] = added
            removed.children["f:\(name)"] = gone
        }
        for (name, value) in before where after[name] == nil {
            removed.children["f:\(name)"] = fields(of: value, field(name, of: type)).covering
        }
        return (changed.pruned, removed.pruned)
    }

    private func difference(
        _ old: JSON?,
        _ new: JSON,
        _ schema: Schema
    ) -> (FieldSet, FieldSet) {
        guard let old else {
            return (added(new, schema), FieldSet())
        }
        if old == new { return (FieldSet(), FieldSet()) }
        guard let after = parts(of: new, schema), let before = parts(of: old, schema) else {
            return (.leaf, FieldSet())
        }
        let known = Dictionary(before.map { ($0.step, $0.value) }) { first, _ in first }
        var changed = FieldSet()
        var removed = FieldSet()
        for (step, value, inner) in after {
            var (added, gone) = difference(known[step], value, inner)
            if known[step] == nil, step.hasPrefix("k:") { added.isMember = true }
            changed.children[step] = added
            removed.children[step] = gone
        }
        let present = Set(after.map(\.step))
        for (step, value, inner) in before where !present.contains(step) {
            removed.children[step] = fields(of: value, inner).covering
        }
        return (changed.pruned, removed.pruned)
    }

    // MARK: The parts of a value

    /// The parts of a value that are owned one by one; `nil` when it is owned as a whole.
    func parts(
        of value: JSON,
        _ schema: Schema
    ) -> [(step: String, value: JSON, schema: Schema)]? {
        switch (schema, value) {
        case (.type(let name), .object(let members)):
            let type = table[name]
            if type.isAtomic { return nil }
            return members.map { ("f:\($0.key)", $0.value, field($0.key, of: name)) }
        case (.map(let element), .object(let members)):
            return members.map { ("f:\($0.key)", $0.value, element) }
        case (.open, .object(let members)):
            return members.map { ("f:\($0.key)", $0.value, .open) }
        case (.list(let element, .map(let keys)), .array(let values)):
            return values.map { ("k:" + FieldTree.key(of: $0, keys).text(), $0, element) }
        case (.list(let element, .set), .array(let values)):
            return values.map { ("v:" + $0.text(), $0, element) }
        default: return nil
        }
    }

    /// The schema of a member of a type.
    func field(_ name: String, of type: String) -> Schema {
        guard let field = table[type][name] else { return .open }
        // A whole that is replaced whole is like a single value.
        return field.isAtomic ? .scalar(.string) : field.schema
    }

    /// The keys of an element of a list.
    static func key(of element: JSON, _ keys: [String]) -> JSON {
        var key: JSON = [:]
        for name in keys.sorted() {
            if let value = element[name] {
                key[name] = value
            } else if name == "protocol" {
                key[name] = "TCP"
            }
        }
        return key
    }

    private func owned(_ object: JSON) -> JSONObject {
        var members = object.members
        members["apiVersion"] = nil
        members["kind"] = nil
        guard var metadata = members["metadata"] else { return members }
        for name in FieldTree.unowned { metadata[name] = nil }
        members["metadata"] = nil
        if !metadata.members.isEmpty { members["metadata"] = metadata }
        return members
    }
}

extension FieldSet {
    /// The set without branches that lead nowhere.
    var pruned: FieldSet {
        var result = self
        result.children = children.mapValues(\.pruned).filter { !$0.value.isEmpty }
        return result
    }

    /// The set with all that contains its fields.
    var covering: FieldSet {
        var result = self
        result.isMember = true
        result.children = children.mapValues(\.covering)
        return result
    }
}
