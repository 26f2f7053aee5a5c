public import Documents

/// An array with names for its columns: the `data` of a message.
public struct NamedArray: Sendable, Hashable {
    /// How the array is written.
    public enum Form: Sendable, Hashable {
        /// Nested lists of any values.
        case ndarray([JSON])
        /// Numbers and their shape.
        case tensor(Tensor)
        /// A TensorFlow `TensorProto` in its JSON form, passed on as it is.
        case tftensor(JSON)
    }

    /// The names of the columns; may be empty.
    public var names: [String]
    /// The array.
    public var form: Form

    /// Makes an array.
    public init(names: [String] = [], _ form: Form) {
        self.names = names
        self.form = form
    }

    /// Reads the `data` of a message; with none of the three forms it is an empty list.
    init(json: JSON) throws(InferenceError) {
        guard case .object(let members) = json else {
            throw .malformed(path: "data", expected: "an object")
        }
        names = try Self.names(members["names"])
        if let tensor = members["tensor"] {
            form = .tensor(try Tensor(json: tensor, path: "data.tensor"))
        } else if let tftensor = members["tftensor"] {
            form = .tftensor(tftensor)
        } else if let ndarray = members["ndarray"] {
            guard case .array(let elements) = ndarray else {
                throw .malformed(path: "data.ndarray", expected: "a list")
            }
            form = .ndarray(elements)
        } else {
            form = .ndarray([])
        }
    }

    /// The `data` of a message.
    public var json: JSON {
        let names = JSON.strings(names)
        return switch form {
        case .ndarray(let elements): ["names": names, "ndarray": .array(elements)]
        case .tensor(let tensor): ["names": names, "tensor": tensor.json]
        case .tftensor(let tensor): ["names": names, "tftensor": tensor]
        }
    }

    /// The array as nested lists; `nil` for a TensorFlow tensor.
    public var nested: [JSON]? {
        switch form {
        case .ndarray(let elements): elements
        case .tensor(let tensor): tensor.nested.array ?? []
        case .tftensor: nil
        }
    }

    /// The numbers as rows; a flat list is one row.
    ///
    /// - Throws: `InferenceError` where the array has text, more dimensions, or ragged rows.
    public func rows() throws(InferenceError) -> [[Double]] {
        guard let nested else { throw .wrongPayload(expected: "rows", found: "a tftensor") }
        let isFlat = !nested.isEmpty && !nested.contains { $0.array != nil }
        var rows: [[Double]] = []
        for row in isFlat ? [.array(nested)] : nested {
            guard case .array(let cells) = row else { throw .ragged }
            var numbers: [Double] = []
            for cell in cells {
                guard let number = cell.double else {
                    throw .malformed(path: "data", expected: "an array of numbers in rows")
                }
                numbers.append(number)
            }
            guard rows.last.map({ $0.count == numbers.count }) ?? true else { throw .ragged }
            rows.append(numbers)
        }
        return rows
    }

    /// The value in the column of a name, of a flat list or of the first row.
    public subscript(name: String) -> JSON? {
        guard let column = names.firstIndex(of: name), let nested else { return nil }
        let row = nested.first?.array ?? nested
        return row.indices.contains(column) ? row[column] : nil
    }

    private static func names(_ json: JSON?) throws(InferenceError) -> [String] {
        guard let json, !json.isNull else { return [] }
        guard case .array(let elements) = json else {
            throw .malformed(path: "data.names", expected: "a list of names")
        }
        var names: [String] = []
        for element in elements {
            switch element {
            case .string(let name): names.append(name)
            case .number(let number): names.append(number.text)
            default: throw .malformed(path: "data.names", expected: "a list of names")
            }
        }
        return names
    }
}
