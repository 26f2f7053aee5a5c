/// What a value of the API may be.
indirect enum Schema: Sendable, Equatable {
    /// A string, number or truth value.
    case scalar(Scalar)
    /// A list and how two of it are merged.
    case list(Schema, ListMerge)
    /// An object with any keys and values of one schema.
    case map(Schema)
    /// An object of a named type.
    case type(String)
    /// Anything, kept as it is.
    case open

    /// The types of single values.
    enum Scalar: String, Sendable {
        case string, boolean, int32, int64, number, time, microtime, quantity, intOrString, bytes
    }

    /// How two lists become one when a writer gives only a part.
    enum ListMerge: Sendable, Equatable {
        /// One replaces the other.
        case atomic
        /// The union of the values.
        case set
        /// Element by element, those being the same whose keys are the same.
        case map([String])
    }
}

/// A member of a type.
struct SchemaField: Sendable {
    var schema: Schema
    var isRequired = false
    /// The key by which a strategic merge patch finds the elements of the list.
    ///
    /// Where it is `nil` the list is replaced; values of a set have the key "".
    var mergeKey: String?
    /// Whether a strategic merge patch removes the members that it does not name.
    var retainsKeys = false
    /// Whether the value belongs to one manager as a whole.
    var isAtomic = false
    /// How often the member may be nested in itself; `nil` for any number.
    var levels: Int?
    var description = ""
}

/// A type of objects with named members.
struct SchemaType: Sendable {
    /// The name in our notation.
    var name: String
    /// The name in OpenAPI documents.
    var model: String
    var description = ""
    /// Whether an object of the type belongs to one manager as a whole.
    var isAtomic = false
    var fields: [(name: String, field: SchemaField)] = []
    private(set) var positions: [String: Int] = [:]
    /// The names of the members that must be there.
    private(set) var required: [String] = []

    init(name: String, model: String) {
        self.name = name
        self.model = model
    }

    /// The member of a name.
    subscript(name: String) -> SchemaField? { positions[name].map { fields[$0].field } }

    mutating func append(_ name: String, _ field: SchemaField) {
        positions[name] = fields.count
        if field.isRequired { required.append(name) }
        fields.append((name, field))
    }
}
