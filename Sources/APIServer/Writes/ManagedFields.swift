import Documents
import Kubernetes

/// Who set which fields of an object, as `metadata.managedFields` says it.
struct ManagedFields: Sendable {
    /// The fields of one manager.
    struct Entry: Sendable {
        var manager: String
        /// `Apply` or `Update`.
        var operation: String
        var apiVersion: String
        var subresource: String?
        var time: String
        var fields: FieldSet

        init(_ call: Call, operation: String, fields: FieldSet) {
            manager = call.manager
            self.operation = operation
            apiVersion = call.resource.apiVersion
            subresource = call.subresource
            time = call.now.description
            self.fields = fields
        }

        init(json: JSON) {
            manager = json["manager"]?.string ?? ""
            operation = json["operation"]?.string ?? ""
            apiVersion = json["apiVersion"]?.string ?? ""
            subresource = json["subresource"]?.string
            time = json["time"]?.string ?? ""
            fields = FieldSet(json: json["fieldsV1"] ?? [:])
        }

        var json: JSON {
            var json: JSON = [
                "manager": .string(manager), "operation": .string(operation),
                "apiVersion": .string(apiVersion), "time": .string(time),
                "fieldsType": "FieldsV1", "fieldsV1": fields.json,
            ]
            if let subresource { json["subresource"] = .string(subresource) }
            return json
        }

        /// Whether the entry is the one of a writer.
        func isOf(_ call: Call, operation: String) -> Bool {
            manager == call.manager && self.operation == operation
                && subresource == call.subresource
        }
    }

    /// The managers, those that apply before those that update.
    var entries: [Entry]

    /// Reads the managed fields of an object.
    init(of object: JSON?) {
        entries = (object?["metadata"]?["managedFields"]?.elements ?? []).map(Entry.init)
    }

    /// Writes the managed fields into an object.
    func write(to object: inout JSON) {
        let kept = entries.filter { !$0.fields.isEmpty }
        let sorted =
            kept.filter { $0.operation == "Apply" } + kept.filter { $0.operation != "Apply" }
        object["metadata"]?["managedFields"] = nil
        if !sorted.isEmpty {
            object["metadata"]?["managedFields"] = .array(sorted.map(\.json))
        }
    }

    /// Makes the fields that a write changes those of the writer.
    static func recordUpdate(of object: inout JSON, from old: JSON?, _ call: Call) {
        var managed = ManagedFields(of: old)
        let (changed, removed) = FieldTree(isCustom: call.kind.isCustom).changes(
            from: old,
            to: object,
            type: ServedKind.of(call.kind.storage).schema
        )
        if !changed.isEmpty || !removed.isEmpty {
            managed.take(changed, removed, call)
        }
        managed.write(to: &object)
    }

    private mutating func take(_ changed: FieldSet, _ removed: FieldSet, _ call: Call) {
        var isKnown = false
        for index in entries.indices {
            if entries[index].isOf(call, operation: "Update") {
                isKnown = true
                entries[index].fields =
                    entries[index].fields.subtracting(removed).union(changed)
                entries[index].time = call.now.description
                entries[index].apiVersion = call.resource.apiVersion
            } else {
                entries[index].fields =
                    entries[index].fields.subtracting(changed).subtracting(removed)
            }
        }
        if !isKnown, !changed.isEmpty {
            entries.append(Entry(call, operation: "Update", fields: changed))
        }
    }
}
