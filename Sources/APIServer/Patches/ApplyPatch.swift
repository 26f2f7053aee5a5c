import Documents
import Kubernetes

/// Server-side apply: a manager says what it wants of an object, and no more.
struct ApplyPatch: Sendable {
    private let call: Call
    private let config: JSON
    private let isForced: Bool
    private let tree: FieldTree

    /// Makes a patch of the document that a manager applies.
    init(_ call: Call, config: JSON, isForced: Bool) {
        self.call = call
        tree = FieldTree(isCustom: call.kind.isCustom)
        var config = config
        config["metadata"]?["managedFields"] = nil
        self.config = config
        self.isForced = isForced
    }

    /// The object with what the manager wants, and with its managed fields.
    ///
    /// It is a conflict when other managers want something else, unless the patch is forced.
    func applied(to live: JSON?) throws(APIStatus) -> JSON {
        var managed = ManagedFields(of: live)
        let type = ServedKind.of(call.kind.storage).schema
        let wanted = tree.fields(of: config, type: type)
        let own = managed.entries.firstIndex { $0.isOf(call, operation: "Apply") }
        let others = managed.entries.indices.filter { $0 != own }
        let base = live ?? [:]
        let merged = merge(base, config, .type(type))
        let changed = tree.changes(from: base, to: merged, type: type).changed
            .intersection(wanted)
        try resolve(changed, &managed, others)
        var object = merged
        let old = own.map { managed.entries[$0].fields } ?? FieldSet()
        var gone = old.subtracting(wanted)
        for index in others { gone = gone.subtracting(managed.entries[index].fields) }
        remove(gone, from: &object, .type(type), keeping: managed, others)
        if let own {
            if managed.entries[own].fields != wanted {
                managed.entries[own].time = call.now.description
            }
            managed.entries[own].fields = wanted
            managed.entries[own].apiVersion = call.resource.apiVersion
        } else {
            managed.entries.append(
                ManagedFields.Entry(call, operation: "Apply", fields: wanted)
            )
        }
        if object["metadata"] == nil { object["metadata"] = [:] }
        managed.write(to: &object)
        return object
    }

    // MARK: Conflicts

    private func resolve(
        _ changed: FieldSet,
        _ managed: inout ManagedFields,
        _ others: [Int]
    ) throws(APIStatus) {
        var conflicts: [(manager: String, field: String)] = []
        for index in others {
            let entry = managed.entries[index]
            let common = entry.fields.intersection(changed)
            for path in common.paths where !path.isEmpty {
                let using = entry.operation == "Apply" ? "" : " using \(entry.apiVersion)"
                conflicts.append(("\"\(entry.manager)\"\(using)", ApplyPatch.text(path)))
            }
            if isForced {
                managed.entries[index].fields = entry.fields.subtracting(changed)
            }
        }
        guard !isForced, !conflicts.isEmpty else { return }
        throw ApplyPatch.conflict(conflicts)
    }

    private static func conflict(_ conflicts: [(manager: String, field: String)]) -> APIStatus {
        let count = conflicts.count
        var lines: [String] = []
        if count == 1 {
            lines.append("conflict with \(conflicts[0].manager): \(conflicts[0].field)")
        } else {
            var last = ""
            for conflict in conflicts {
                if conflict.manager != last { lines.append("conflicts with \(conflict.manager):") }
                last = conflict.manager
                lines.append("- \(conflict.field)")
            }
        }
        let separator = count == 1 ? " " : "\n"
        let causes = conflicts.map { conflict -> JSON in
            [
                "reason": "FieldManagerConflict",
                "message": .string("conflict with \(conflict.manager)"),
                "field": .string(conflict.field),
            ]
        }
        return APIStatus(
            code: 409,
            reason: "Conflict",
            message: "Apply failed with \(count) conflict\(count == 1 ? "" : "s"):"
                + separator + lines.joined(separator: "\n"),
            details: ["causes": .array(causes)]
        )
    }

    private static func text(_ path: [String]) -> String {
        path.map { step in
            step.hasPrefix("f:") ? "." + step.dropFirst(2) : ApplyPatch.bracket(step)
        }.joined()
    }

    private static func bracket(_ step: String) -> String {
        guard step.hasPrefix("k:"), let key = try? JSON(parsing: String(step.dropFirst(2))) else {
            return "[=\(step.dropFirst(2))]"
        }
        let pairs = key.members.map { "\($0.key)=\($0.value.text())" }
        return "[\(pairs.joined(separator: ","))]"
    }

    // MARK: Merging

    private func merge(_ live: JSON, _ config: JSON, _ schema: Schema) -> JSON {
        switch (schema, live, config) {
        case (.type(let name), .object(let old), .object(let new)):
            if SchemaTable.all[name].isAtomic { return config }
            return .object(merge(old, new) { tree.field($0, of: name) })
        case (.map(let element), .object(let old), .object(let new)):
            return .object(merge(old, new) { _ in element })
        case (.open, .object(let old), .object(let new)):
            return .object(merge(old, new) { _ in .open })
        case (.list(let element, .map(let keys)), .array(let old), .array(let new)):
            return .array(merge(old, new, element) { FieldTree.key(of: $0, keys) })
        case (.list(let element, .set), .array(let old), .array(let new)):
            return .array(merge(old, new, element) { $0 })
        default: return config
        }
    }

    private func merge(
        _ old: JSONObject,
        _ new: JSONObject,
        schema: (String) -> Schema
    ) -> JSONObject {
        var result = old
        for (key, value) in new {
            if value.isNull { continue }
            result[key] = old[key].map { merge($0, value, schema(key)) } ?? value
        }
        return result
    }

    private func merge(
        _ old: [JSON],
        _ new: [JSON],
        _ element: Schema,
        key: (JSON) -> JSON
    ) -> [JSON] {
        var result = old
        for value in new {
            if let index = result.firstIndex(where: { key($0) == key(value) }) {
                result[index] = merge(result[index], value, element)
            } else {
                result.append(value)
            }
        }
        return result
    }

    // MARK: Removing

    private func remove(
        _ gone: FieldSet,
        from value: inout JSON,
        _ schema: Schema,
        keeping managed: ManagedFields,
        _ others: [Int]
    ) {
        var rest = FieldSet()
        for index in others { rest = rest.union(managed.entries[index].fields) }
        value = removing(gone, from: value, schema, kept: rest) ?? [:]
    }

    /// A value without the fields of a set; `nil` when nothing of it remains.
    private func removing(
        _ gone: FieldSet,
        from value: JSON,
        _ schema: Schema,
        kept: FieldSet
    ) -> JSON? {
        if gone.isMember, kept.isEmpty { return nil }
        guard !gone.children.isEmpty, let parts = tree.parts(of: value, schema) else {
            return value
        }
        var result: [(step: String, value: JSON)] = []
        for (step, child, inner) in parts {
            guard let lost = gone.children[step] else {
                result.append((step, child))
                continue
            }
            let rest = removing(lost, from: child, inner, kept: kept.children[step] ?? FieldSet())
            if let rest { result.append((step, rest)) }
        }
        if result.isEmpty, kept.isEmpty { return nil }
        if case .array = value { return .array(result.map(\.value)) }
        var members: JSONObject = [:]
        for (step, child) in result { members[String(step.dropFirst(2))] = child }
        return .object(members)
    }
}
