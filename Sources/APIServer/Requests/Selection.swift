import Documents
import HTTP
import Kubernetes

/// Which objects of a collection are meant.
struct Selection: Sendable {
    private var labels: LabelSelector
    private var fields: [(path: String, value: String, isEqual: Bool)] = []

    /// Reads the selectors of a query.
    ///
    /// - Throws: An `APIStatus` when a selector does not parse or names a field that it cannot.
    init(_ query: Query, kind: ServedKind, name: String? = nil) throws(APIStatus) {
        let text = query["labelSelector"] ?? ""
        guard let labels = LabelSelector(parsing: text) else {
            throw .badRequest(Selection.problem(text))
        }
        self.labels = labels
        for part in (query["fieldSelector"] ?? "").split(separator: ",") {
            guard
                let mark = part.firstRange(of: "!=") ?? part.firstRange(of: "==")
                    ?? part.firstRange(of: "=")
            else {
                throw .badRequest(
                    "invalid selector: '\(part)'; can't understand '\(part)'"
                )
            }
            let path = String(part[..<mark.lowerBound])
            guard
                ["metadata.name", "metadata.namespace"].contains(path)
                    || kind.selectableFields.contains(path)
            else { throw .badRequest("field label not supported: \(path)") }
            let isEqual = part[mark] != "!="
            fields.append((path, String(part[mark.upperBound...]), isEqual))
        }
        if let name { fields.append(("metadata.name", name, true)) }
    }

    /// Whether every object is meant.
    var isAll: Bool { labels.requirements.isEmpty && fields.isEmpty }

    /// Whether an object is meant.
    func matches(_ object: StoredObject) -> Bool {
        guard labels.requirements.isEmpty || labels.matches(object.labels) else { return false }
        var json: JSON?
        return fields.allSatisfy { field in
            let value: String
            switch field.path {
            case "metadata.name": value = object.id.key.name
            case "metadata.namespace": value = object.id.key.namespace
            default:
                let document = json ?? object.json
                json = document
                value = Selection.value(document, field.path)
            }
            return (value == field.value) == field.isEqual
        }
    }

    private static func value(_ object: JSON, _ path: String) -> String {
        let path = path == "source" ? "source.component" : path
        switch object[FieldPath(parsing: path)] {
        case .string(let text): return text
        case .number(let number): return number.text
        case .bool(let value): return value ? "true" : "false"
        default: return path.hasSuffix("unschedulable") ? "false" : ""
        }
    }

    private static func problem(_ text: String) -> String {
        let words = text.split { $0 == " " || $0 == "," }
        guard words.count > 1 else {
            return "unable to parse requirement: found '\(text)', expected: identifier"
        }
        return "unable to parse requirement: found '\(words[1])', expected: in, notin, =, ==, !=, "
            + "gt, lt"
    }
}
