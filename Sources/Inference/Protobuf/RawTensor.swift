import Documents

/// The elements of a tensor as raw bytes: little-endian, one after the other; of type `BYTES` each with
/// its length in four bytes before it (Open Inference Protocol, "Tensor Data").
enum RawTensor {
    /// The elements as JSON.
    ///
    /// - Throws: `InferenceError.malformed` when the bytes are no elements of the type.
    static func elements(_ bytes: [UInt8], of datatype: String) throws(InferenceError) -> [JSON] {
        switch datatype {
        case "BOOL": return bytes.map { .bool($0 != 0) }
        case "INT8": return bytes.map { .int(Int(Int8(bitPattern: $0))) }
        case "UINT8": return bytes.map { .int(Int($0)) }
        case "INT16": return try values(bytes, Int16.self).map { .int(Int($0)) }
        case "UINT16": return try values(bytes, UInt16.self).map { .int(Int($0)) }
        case "INT32": return try values(bytes, Int32.self).map { .int(Int($0)) }
        case "UINT32": return try values(bytes, UInt32.self).map { .int(Int($0)) }
        case "INT64": return try values(bytes, Int64.self).map { .int(Int($0)) }
        case "UINT64":
            return try values(bytes, UInt64.self).map { value in
                Int(exactly: value).map(JSON.int) ?? .double(Double(value))
            }
        case "FP16": return try values(bytes, UInt16.self).map { number(half($0)) }
        case "FP32":
            return try values(bytes, UInt32.self).map { number(Float(bitPattern: $0)) }
        case "FP64":
            return try values(bytes, UInt64.self).map { number(Double(bitPattern: $0)) }
        case "BYTES": return try texts(bytes)
        default: throw .malformed(path: "raw_output_contents", expected: "of a known type")
        }
    }

    /// A number, or null when it is not finite.
    static func number(_ value: some BinaryFloatingPoint) -> JSON {
        // The shortest digits that mean a Float are fewer than those of the Double that equals it.
        if let value = value as? Float { return value.isFinite ? .double(shortest(value)) : .null }
        let double = Double(value)
        return double.isFinite ? .double(double) : .null
    }

    private static func shortest(_ value: Float) -> Double { Double("\(value)") ?? Double(value) }

    /// A text, or bytes that are none in Base64.
    static func text(_ bytes: ArraySlice<UInt8>) -> JSON {
        if let text = String(validating: bytes, as: UTF8.self) { return .string(text) }
        return .string(Base64.text(of: Array(bytes)))
    }

    private static func values<Value: FixedWidthInteger>(
        _ bytes: [UInt8],
        _ type: Value.Type
    ) throws(InferenceError) -> [Value] {
        let size = Value.bitWidth / 8
        guard bytes.count % size == 0 else {
            throw .malformed(path: "raw_output_contents", expected: "whole elements")
        }
        return stride(from: 0, to: bytes.count, by: size).map { start in
            bytes[start..<start + size].reversed().reduce(0) {
                $0 << 8 | Value(truncatingIfNeeded: $1)
            }
        }
    }

    private static func texts(_ bytes: [UInt8]) throws(InferenceError) -> [JSON] {
        var elements: [JSON] = []
        var offset = 0
        while offset < bytes.count {
            guard bytes.count - offset >= 4 else {
                throw .malformed(path: "raw_output_contents", expected: "whole elements")
            }
            let length = bytes[offset..<offset + 4].reversed().reduce(0) { $0 << 8 | Int($1) }
            offset += 4
            guard length <= bytes.count - offset else {
                throw .malformed(path: "raw_output_contents", expected: "whole elements")
            }
            elements.append(text(bytes[offset..<offset + length]))
            offset += length
        }
        return elements
    }

    /// A number of 16 bits (IEEE 754 binary16).
    private static func half(_ bits: UInt16) -> Double {
        let sign: Double = bits & 0x8000 == 0 ? 1 : -1
        let exponent = Int(bits >> 10 & 0x1F)
        let fraction = Double(bits & 0x3FF) / 1024
        switch exponent {
        case 0: return sign * fraction * 0x1p-14
        case 31: return fraction == 0 ? sign * .infinity : .nan
        default:
            return Double(sign: .plus, exponent: exponent - 15, significand: 1 + fraction) * sign
        }
    }
}
