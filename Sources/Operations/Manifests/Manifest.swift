public import Documents
import Failures
public import Kubernetes

/// A file of objects, each value of which knows its line and column.
public struct Manifest: Sendable {
    /// One object of the file.
    public struct Entry: Sendable {
        /// The object.
        public var object: DynamicObject
        /// The object as it stands in the file.
        public var node: YAMLNode
    }

    /// The name of the file as problems tell it; `-` for the standard input.
    public var path: String
    /// The objects, in order.
    public var entries: [Entry]

    /// Reads a text of YAML documents, of which JSON is a kind.
    ///
    /// - Throws: `OperationsError.invalidManifest` with the place of the first problem of the text;
    ///   `OperationsError.nothingToApply` when no document is in it.
    public init(parsing text: String, path: String) throws(OperationsError) {
        self.path = path
        let documents: [YAMLNode]
        do throws(DocumentError) {
            documents = try YAML.documents(in: text)
        } catch {
            throw .invalidManifest(path: path, problems: [Manifest.line(for: error, in: path)])
        }
        entries = documents.flatMap(Manifest.entries)
        guard !entries.isEmpty else { throw .nothingToApply(path: path) }
        let problems = entries.flatMap { ManifestProblem.identity(of: $0) }
        guard problems.isEmpty else { throw error(for: problems, in: nil) }
    }

    /// A `List` stands for the objects in it.
    private static func entries(of node: YAMLNode) -> [Entry] {
        let object = DynamicObject(json: node.json)
        guard object.kind == "List", case .mapping(let members) = node.content,
            let items = members.first(where: { $0.name == "items" }),
            case .sequence(let nodes) = items.value.content
        else { return [Entry(object: object, node: node)] }
        return nodes.flatMap(entries)
    }

    private static func line(for error: DocumentError, in path: String) -> String {
        guard case .malformed(let problem, let position) = error else {
            return "\(path): \(error.failure.message)"
        }
        return "\(path):\(position.line):\(position.column): \(problem)"
    }

    /// The refusal of the file for problems of one of its objects.
    func error(for problems: [ManifestProblem], in entry: Entry?) -> OperationsError {
        let ordered = problems.map { problem in
            (place: problem.place ?? entry?.node.position(of: problem.field), problem: problem)
        }
        .sorted { left, right in
            let (left, right) = (left.place, right.place)
            return (left?.line ?? 0, left?.column ?? 0) < (right?.line ?? 0, right?.column ?? 0)
        }
        let lines = ordered.map { place, problem in
            let place = place.map { ":\($0.line):\($0.column)" } ?? ""
            return "\(path)\(place): \(problem)"
        }
        return .invalidManifest(path: path, problems: lines)
    }
}

extension Manifest {
    /// The refusal of an object by the server in terms of the file, or `nil` when the server found
    /// nothing wrong with a field of it.
    package func error(found status: APIStatus, in entry: Entry) -> OperationsError? {
        let problems = ManifestProblem.found(by: status)
        return problems.isEmpty ? nil : error(for: problems, in: entry)
    }
}
