/// A compact way to write down the types of the API.
///
///     @ io.k8s.api.core.v1                   the prefix of the names in OpenAPI documents
///     Pod atomic # A group of containers.    a type; it belongs to one manager as a whole
///       name, image: string!                 members of one type; required
///       labels: {string}                     an object with any keys
///       ports: [Port] map(port,protocol)     a list whose elements have keys; the first one is
///                                            the merge key of strategic merge patches,
///                                            or merge(KEY), or none with `replace`
///       finalizers: [string] set             a list of different values
///       rest: object                         anything
///
/// `NAME as OTHER` names a type that goes by another name in OpenAPI documents.
///
/// `retainKeys` stands at a member of which a strategic merge patch removes what it does not name,
/// `levels(N)` at one that may be nested in itself N times.
enum SchemaNotation {
    /// All types of the API.
    static let all = [
        meta, container, podSpec, pod, core, node, workload, autoscaling, policy, seldon, open,
    ].joined(separator: "\n")

    /// Reads types, a line at a time.
    struct Reader {
        private var types: [String: SchemaType] = [:]
        private var current: SchemaType?
        private var prefix = ""

        mutating func read(_ line: Substring) {
            let (text, description) = Reader.split(line, at: " # ")
            if text.hasPrefix("@ ") {
                prefix = text.dropFirst(2) + "."
            } else if text.hasPrefix("  ") {
                let (names, rest) = Reader.split(text.drop { $0 == " " }, at: ": ")
                var field = Reader.field(rest)
                field.description = String(description)
                for name in names.split(separator: ",") {
                    current?.append(String(name.drop { $0 == " " }), field)
                }
            } else {
                store()
                let words = text.split(separator: " ")
                let name = words.first.map(String.init) ?? ""
                let known = words.count > 2 && words[1] == "as" ? String(words[2]) : name
                var type = SchemaType(name: name, model: prefix + known)
                type.isAtomic = words.contains("atomic")
                type.description = String(description)
                current = type
            }
        }

        mutating func finished() -> [String: SchemaType] {
            store()
            return types
        }

        private mutating func store() {
            if let current { types[current.name] = current }
            current = nil
        }

        private static func field(_ text: Substring) -> SchemaField {
            let words = text.split(separator: " ")
            var type = words.first ?? ""
            let isRequired = type.hasSuffix("!")
            if isRequired { type.removeLast() }
            let flags = words.dropFirst()
            var field = SchemaField(schema: schema(type, flags), isRequired: isRequired)
            switch field.schema {
            case .list(_, .map(let keys)): field.mergeKey = keys.first
            case .list(_, .set): field.mergeKey = ""
            default: break
            }
            if let key = argument("merge", flags) { field.mergeKey = key }
            if flags.contains("replace") { field.mergeKey = nil }
            field.retainsKeys = flags.contains("retainKeys")
            field.isAtomic = flags.contains("atomic")
            field.levels = argument("levels", flags).flatMap(Int.init)
            return field
        }

        private static func schema(
            _ text: Substring,
            _ flags: ArraySlice<Substring>
        ) -> Schema {
            if text.hasPrefix("[") {
                let element = schema(text.dropFirst().dropLast(), [])
                if let keys = argument("map", flags) {
                    return .list(element, .map(keys.split(separator: ",").map(String.init)))
                }
                return .list(element, flags.contains("set") ? .set : .atomic)
            }
            if text.hasPrefix("{") { return .map(schema(text.dropFirst().dropLast(), [])) }
            if text == "object" { return .open }
            return Schema.Scalar(rawValue: String(text)).map(Schema.scalar) ?? .type(String(text))
        }

        private static func argument(_ name: String, _ flags: ArraySlice<Substring>) -> String? {
            guard let flag = flags.first(where: { $0.hasPrefix(name + "(") }) else { return nil }
            return String(flag.dropFirst(name.count + 1).dropLast())
        }

        private static func split(
            _ text: Substring,
            at separator: String
        ) -> (Substring, Substring) {
            guard let range = text.firstRange(of: separator) else { return (text, "") }
            return (text[..<range.lowerBound], text[range.upperBound...])
        }
    }
}
