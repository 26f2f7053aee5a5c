import Documents
import Kubernetes

/// Objects as rows with the columns of their kind, for clients that print tables.
struct Table: Sendable {
    private let call: Call
    private let version: String
    private let include: String

    init(call: Call, version: String, include: String) {
        self.call = call
        self.version = version
        self.include = include
    }

    /// The table as a document of objects as they are stored.
    ///
    /// In a watch only the first table describes its `columns`.
    func json(_ objects: [JSON], metadata: JSON, columns: Bool) -> JSON {
        var table: JSON = [
            "kind": "Table", "apiVersion": .string("meta.k8s.io/\(version)"),
            "metadata": metadata,
        ]
        table["columnDefinitions"] =
            columns ? .array(call.kind.columns.map(Table.column)) : .null
        table["rows"] = .array(objects.map(row))
        return table
    }

    private static func column(_ column: Column) -> JSON {
        [
            "name": .string(column.name), "type": .string(column.type),
            "format": .string(column.format), "description": .string(column.description),
            "priority": .int(column.priority),
        ]
    }

    private func row(_ stored: JSON) -> JSON {
        var row: JSON = ["cells": .array(call.kind.columns.map { $0.cell(stored, call.now) })]
        let object = call.converted(stored)
        switch include {
        case "None": break
        case "Object": row["object"] = object
        default:
            var partial = Table.partial(object)
            partial["apiVersion"] = .string("meta.k8s.io/\(version)")
            row["object"] = partial
        }
        return row
    }

    /// The metadata of an object alone.
    static func partial(_ object: JSON) -> JSON {
        [
            "kind": "PartialObjectMetadata", "apiVersion": "meta.k8s.io/v1",
            "metadata": object["metadata"] ?? [:],
        ]
    }
}
