import Documents
import Kubernetes

/// Strategic merge patches: lists of elements with keys are merged element by element.
struct StrategicMerge: Sendable {
    private let table: SchemaTable

    init(_ table: SchemaTable = .all) { self.table = table }

    /// An object of a type after a patch.
    func merged(_ object: JSON, _ patch: JSON, type: String) throws(APIStatus) -> JSON {
        try merged(object, patch, .type(type), retainsKeys: false)
    }

    private func merged(
        _ value: JSON,
        _ patch: JSON,
        _ schema: Schema,
        retainsKeys: Bool
    ) throws(APIStatus) -> JSON {
        guard case .object(let changes) = patch else { return patch }
        if changes["$patch"]?.string == "replace" {
            var whole = changes
            whole["$patch"] = nil
            return .object(whole)
        }
        if changes["$patch"]?.string == "delete" { return .object([:]) }
        var result = value.object ?? [:]
        if let kept = changes["$retainKeys"]?.elements.compactMap(\.string) {
            for key in Array(result.keys) where !kept.contains(key) { result[key] = nil }
        }
        for (key, change) in changes {
            if key == "$retainKeys" || key.hasPrefix("$setElementOrder/") { continue }
            if key.hasPrefix("$deleteFromPrimitiveList/") {
                let name = String(key.dropFirst("$deleteFromPrimitiveList/".count))
                let gone = change.elements
                let rest = (result[name]?.elements ?? []).filter { !gone.contains($0) }
                result[name] = nil
                if !rest.isEmpty { result[name] = .array(rest) }
                continue
            }
            if change.isNull {
                result[key] = nil
                continue
            }
            let (inner, field) = member(key, of: schema)
            if case .array(let elements) = change, let mergeKey = field?.mergeKey {
                let order = changes["$setElementOrder/\(key)"]?.elements
                result[key] = try list(
                    result[key]?.elements ?? [],
                    elements,
                    order: order,
                    mergeKey: mergeKey,
                    inner
                )
            } else {
                result[key] = try merged(
                    result[key] ?? [:],
                    change,
                    inner,
                    retainsKeys: field?.retainsKeys ?? false
                )
            }
        }
        // An order alone moves the elements that are there.
        for (key, order) in changes where key.hasPrefix("$setElementOrder/") {
            let name = String(key.dropFirst("$setElementOrder/".count))
            guard changes[name] == nil, let values = result[name]?.array,
                let mergeKey = member(name, of: schema).1?.mergeKey
            else { continue }
            result[name] = .array(
                StrategicMerge.ordered(values, by: order.elements, mergeKey: mergeKey)
            )
        }
        return .object(result)
    }

    private func list(
        _ values: [JSON],
        _ changes: [JSON],
        order: [JSON]?,
        mergeKey: String,
        _ schema: Schema
    ) throws(APIStatus) -> JSON {
        var result = values
        let element: Schema = if case .list(let inner, _) = schema { inner } else { .open }
        if changes.contains(where: { $0["$patch"]?.string == "replace" }) {
            return .array(changes.filter { $0["$patch"] == nil })
        }
        for change in changes {
            if mergeKey.isEmpty {
                if !result.contains(change) { result.append(change) }
                continue
            }
            guard let key = change[mergeKey] else {
                throw APIStatus(
                    code: 422,
                    reason: "Invalid",
                    message: "the server rejected our request due to an error in our request",
                    details: [:]
                )
            }
            let index = result.firstIndex { $0[mergeKey] == key }
            if change["$patch"]?.string == "delete" {
                if let index { result.remove(at: index) }
            } else if let index {
                result[index] = try merged(result[index], change, element, retainsKeys: false)
            } else {
                result.append(try merged([:], change, element, retainsKeys: false))
            }
        }
        guard let order else { return .array(result) }
        return .array(StrategicMerge.ordered(result, by: order, mergeKey: mergeKey))
    }

    private func member(_ name: String, of schema: Schema) -> (Schema, SchemaField?) {
        switch schema {
        case .type(let type):
            let field = table[type][name]
            return (field?.schema ?? .open, field)
        case .map(let element): return (element, nil)
        default: return (.open, nil)
        }
    }

    /// Elements in the order that a patch asks for; those it does not name keep their places after
    /// the ones they followed.
    private static func ordered(_ values: [JSON], by order: [JSON], mergeKey: String) -> [JSON] {
        func position(_ value: JSON) -> Int? {
            order.firstIndex { mergeKey.isEmpty ? $0 == value : $0[mergeKey] == value[mergeKey] }
        }
        var known = values.filter { position($0) != nil }
        known.sort { (position($0) ?? 0) < (position($1) ?? 0) }
        var next = known.makeIterator()
        return values.compactMap { position($0) == nil ? $0 : next.next() }
    }
}
