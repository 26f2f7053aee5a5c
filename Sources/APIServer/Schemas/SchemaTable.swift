/// All types of objects that the API knows.
struct SchemaTable: Sendable {
    /// The types by name.
    let types: [String: SchemaType]

    /// The types of the API.
    static let all = SchemaTable(parsing: SchemaNotation.all)

    /// Reads types in our notation.
    init(parsing text: String) {
        var reader = SchemaNotation.Reader()
        for line in text.split(separator: "\n") { reader.read(line) }
        types = reader.finished()
    }

    /// The type of a name; one without members for a name that is not known.
    subscript(name: String) -> SchemaType { types[name] ?? SchemaType(name: name, model: name) }
}
