/// The fields of a message of protobuf, in the order in which they were written.
struct ProtobufFields: Sequence, IteratorProtocol {
    /// A field's value by the way it is written.
    enum Value {
        case number(UInt64)
        case bytes(ArraySlice<UInt8>)

        /// Whether this is what a field has that was not set.
        var isZero: Bool {
            switch self {
            case .number(let number): number == 0
            case .bytes(let bytes): ProtobufFields.areZero(bytes)
            }
        }
    }

    private var bytes: ArraySlice<UInt8>
    /// Whether the message broke off or is none.
    private(set) var isBroken = false

    init(_ bytes: ArraySlice<UInt8>) { self.bytes = bytes }

    mutating func next() -> (number: Int, value: Value)? {
        guard !bytes.isEmpty, !isBroken else { return nil }
        guard let tag = varint(), tag >> 3 > 0, tag >> 3 < 1 << 29 else { return broken() }
        let number = Int(tag >> 3)
        switch tag & 7 {
        case 0: return varint().map { (number, .number($0)) } ?? broken()
        case 1: return take(8).map { (number, .bytes($0)) } ?? broken()
        case 2:
            guard let length = varint(), length <= UInt64(bytes.count),
                let content = take(Int(length))
            else { return broken() }
            return (number, .bytes(content))
        case 5: return take(4).map { (number, .bytes($0)) } ?? broken()
        default: return broken()
        }
    }

    /// Whether a message has nothing in it, however deep.
    private static func areZero(_ bytes: ArraySlice<UInt8>) -> Bool {
        var fields = ProtobufFields(bytes)
        while let field = fields.next() {
            guard field.value.isZero else { return false }
        }
        return !fields.isBroken
    }

    private mutating func broken() -> (number: Int, value: Value)? {
        isBroken = true
        return nil
    }

    private mutating func take(_ count: Int) -> ArraySlice<UInt8>? {
        guard bytes.count >= count else { return nil }
        defer { bytes = bytes.dropFirst(count) }
        return bytes.prefix(count)
    }

    private mutating func varint() -> UInt64? {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 64, by: 7) {
            guard let byte = bytes.popFirst() else { return nil }
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
        }
        return nil
    }
}
