import Documents
import Kubernetes

/// What is wrong with one field of an object of a manifest.
struct ManifestProblem: Sendable, Hashable, CustomStringConvertible {
    /// The field; empty for the object as a whole.
    var field: FieldPath
    /// What is wrong with it.
    var message: String
    /// Where it stands, when that is not where the field is.
    var place: Position?

    init(_ field: FieldPath, _ message: String, place: Position? = nil) {
        self.field = field
        self.message = message
        self.place = place
    }

    var description: String { field.steps.isEmpty ? message : "\(field): \(message)" }

    /// What keeps a document from being an object at all.
    static func identity(of entry: Manifest.Entry) -> [ManifestProblem] {
        let object = entry.object
        let place = entry.node.position
        var problems: [ManifestProblem] = []
        if object.json.object == nil {
            return [ManifestProblem(FieldPath(), "this is no object", place: place)]
        }
        for (field, value) in [("apiVersion", object.apiVersion), ("kind", object.kind)]
        where value.isEmpty {
            problems.append(ManifestProblem(FieldPath([.key(field)]), "is missing", place: place))
        }
        if object.name.isEmpty, object.metadata.generateName == nil {
            let field = FieldPath([.key("metadata"), .key("name")])
            let nearest = entry.node.position(of: field)
            problems.append(ManifestProblem(field, "is missing", place: nearest))
        }
        return problems
    }

    /// What the API server finds wrong with an object, field by field.
    ///
    /// Three forms occur: causes with fields, a strict decoding error that quotes the unknown and
    /// the duplicate fields, and server-side apply's `.spec.x: field not declared in schema`.
    static func found(by status: APIStatus) -> [ManifestProblem] {
        let causes = status.causes.filter {
            !$0.field.isEmpty && $0.reason != "FieldManagerConflict"
        }
        if !causes.isEmpty {
            return causes.map { ManifestProblem(path($0.field), $0.message) }
        }
        if let start = status.message.firstRange(of: "strict decoding error: ") {
            let found = strict(status.message[start.upperBound...])
            if !found.isEmpty { return found }
        }
        if let end = status.message.firstRange(of: ": field not declared in schema") {
            let field = status.message[..<end.lowerBound].split(separator: " ").last ?? ""
            if field.hasPrefix(".") {
                return [ManifestProblem(path(String(field)), "unknown field")]
            }
        }
        return []
    }

    private static func strict(_ text: Substring) -> [ManifestProblem] {
        text.split(separator: ", ").compactMap { part in
            let words = part.split(separator: "\"", omittingEmptySubsequences: false)
            guard words.count >= 3, part.hasPrefix("unknown field") || part.hasPrefix("duplicate")
            else { return nil }
            let kind = words[0].hasPrefix("unknown") ? "unknown field" : "stands twice"
            return ManifestProblem(path(String(words[1])), kind)
        }
    }

    private static func path(_ field: String) -> FieldPath {
        FieldPath(parsing: field.hasPrefix(".") ? String(field.dropFirst()) : field)
    }
}
