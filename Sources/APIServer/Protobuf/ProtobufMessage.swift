import Documents

/// A message of protobuf as it is written.
struct ProtobufMessage {
    private(set) var bytes: [UInt8] = []

    /// A field that is a text; nothing when there is none.
    mutating func string(_ number: Int, _ value: JSON?) {
        guard let text = value?.string else { return }
        field(number, Array(text.utf8))
    }

    /// A field that is true; nothing when it is not.
    mutating func bool(_ number: Int, _ value: JSON?) {
        guard value?.bool == true else { return }
        varint(number << 3)
        varint(1)
    }

    /// A field that is a number, not negative.
    mutating func int(_ number: Int, _ value: Int) {
        varint(number << 3)
        varint(value)
    }

    /// A field that is a message.
    mutating func message(_ number: Int, _ write: (inout ProtobufMessage) -> Void) {
        var inner = ProtobufMessage()
        write(&inner)
        field(number, inner.bytes)
    }

    /// A field that is a pair of a name and a message.
    mutating func named(
        _ number: Int,
        _ name: String,
        _ write: (inout ProtobufMessage) -> Void
    ) {
        message(number) { pair in
            pair.string(1, .string(name))
            pair.message(2, write)
        }
    }

    private mutating func field(_ number: Int, _ content: [UInt8]) {
        varint(number << 3 | 2)
        varint(content.count)
        bytes += content
    }

    private mutating func varint(_ value: Int) {
        var rest = UInt(value)
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }
}
