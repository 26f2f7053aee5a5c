public import Documents

/// Numbers in row-major order with their shape.
public struct Tensor: Sendable, Hashable {
    /// The length of each dimension, outermost first.
    public var shape: [Int]
    /// The numbers, with the digits that they were written with.
    public var values: [JSONNumber]

    /// Makes a tensor.
    ///
    /// - Throws: `InferenceError.wrongShape` when the number of values does not fit.
    public init(shape: [Int], values: [JSONNumber]) throws(InferenceError) {
        guard Self.count(of: shape) == values.count else {
            throw .wrongShape(shape: shape, count: values.count)
        }
        self.shape = shape
        self.values = values
    }

    /// Makes a tensor of a nested list of numbers; `nil` for anything else, also a ragged list.
    public init?(nested: JSON) {
        var shape: [Int] = []
        var level = nested
        while case .array(let elements) = level {
            shape.append(elements.count)
            guard let first = elements.first else { break }
            level = first
        }
        var values: [JSONNumber] = []
        guard !shape.isEmpty, Self.collect(nested, shape[...], into: &values) else { return nil }
        self.shape = shape
        self.values = values
    }

    /// Reads `{"shape":[…],"values":[…]}`; a missing shape is that of a flat list.
    init(json: JSON, path: String) throws(InferenceError) {
        var values: [JSONNumber] = []
        for value in json["values"]?.array ?? [] {
            guard case .number(let number) = value else {
                throw .malformed(path: path + ".values", expected: "a list of numbers")
            }
            values.append(number)
        }
        var shape: [Int] = []
        for length in json["shape"]?.array ?? [.int(values.count)] {
            guard let length = length.int, length >= 0 else {
                throw .malformed(path: path + ".shape", expected: "a list of whole numbers")
            }
            shape.append(length)
        }
        try self.init(shape: shape, values: values)
    }

    /// `{"shape":[…],"values":[…]}`.
    public var json: JSON {
        ["shape": .array(shape.map(JSON.int)), "values": .array(values.map(JSON.number))]
    }

    /// The numbers as nested lists.
    public var nested: JSON {
        var offset = 0
        return nest(shape[...], &offset)
    }

    private func nest(_ shape: ArraySlice<Int>, _ offset: inout Int) -> JSON {
        guard let length = shape.first else {
            defer { offset += 1 }
            return .number(values[offset])
        }
        var elements: [JSON] = []
        elements.reserveCapacity(length)
        for _ in 0..<length { elements.append(nest(shape.dropFirst(), &offset)) }
        return .array(elements)
    }

    /// `nil` where the product is larger than any number of values can be.
    private static func count(of shape: [Int]) -> Int? {
        var product = 1
        for length in shape {
            let (next, overflow) = product.multipliedReportingOverflow(by: length)
            guard !overflow, length >= 0 else { return nil }
            product = next
        }
        return product
    }

    private static func collect(
        _ json: JSON,
        _ shape: ArraySlice<Int>,
        into values: inout [JSONNumber]
    ) -> Bool {
        switch json {
        case .number(let number):
            values.append(number)
            return shape.isEmpty
        case .array(let elements):
            guard elements.count == shape.first else { return false }
            return elements.allSatisfy { collect($0, shape.dropFirst(), into: &values) }
        default: return false
        }
    }
}
