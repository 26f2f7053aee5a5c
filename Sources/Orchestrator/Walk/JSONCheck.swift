import Documents
import Inference

/// Tells whether bytes are one JSON text, without making a tree of it (RFC 8259).
struct JSONCheck {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var offset = 0
    /// The names of the members of the outermost object, without their quotes, where they stand.
    private var names: [Range<Int>] = []

    static func isJSON(_ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBufferPointer { buffer in
            var check = JSONCheck(bytes: buffer)
            return check.document()
        }
    }

    /// Where the names of the members of an object stand, without their quotes, the last of a name
    /// given twice; `nil` when the bytes are no JSON text.
    ///
    /// Names with escapes are told as they are written; a text that is no object has no members.
    static func members(of bytes: [UInt8]) -> [String: Range<Int>]? {
        bytes.withUnsafeBufferPointer { buffer in
            var check = JSONCheck(bytes: buffer)
            guard check.document() else { return nil }
            var members: [String: Range<Int>] = [:]
            for range in check.names {
                members[String(decoding: buffer[range], as: UTF8.self)] = range
            }
            return members
        }
    }

    private init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    private mutating func document() -> Bool {
        guard value(depth: 0) else { return false }
        skipSpace()
        return offset == bytes.count
    }

    private mutating func value(depth: Int) -> Bool {
        skipSpace()
        guard depth <= JSON.depthLimit, offset < bytes.count else { return false }
        switch bytes[offset] {
        case UInt8(ascii: "{"): return list(UInt8(ascii: "}"), depth: depth, named: true)
        case UInt8(ascii: "["): return list(UInt8(ascii: "]"), depth: depth, named: false)
        case UInt8(ascii: "\""): return string()
        case UInt8(ascii: "t"): return word("true")
        case UInt8(ascii: "f"): return word("false")
        case UInt8(ascii: "n"): return word("null")
        default: return number()
        }
    }

    private mutating func list(_ close: UInt8, depth: Int, named: Bool) -> Bool {
        offset += 1
        skipSpace()
        if take(close) { return true }
        repeat {
            if named {
                skipSpace()
                let start = offset
                guard offset < bytes.count, bytes[offset] == UInt8(ascii: "\""), string() else {
                    return false
                }
                if depth == 0 { names.append(start + 1..<offset - 1) }
                skipSpace()
                guard take(UInt8(ascii: ":")) else { return false }
            }
            guard value(depth: depth + 1) else { return false }
            skipSpace()
        } while take(UInt8(ascii: ","))
        return take(close)
    }

    private mutating func string() -> Bool {
        offset += 1
        while true {
            offset = ByteScan.firstSpecial(in: bytes, from: offset)
            guard offset < bytes.count else { return false }
            switch bytes[offset] {
            case UInt8(ascii: "\""):
                offset += 1
                return true
            case UInt8(ascii: "\\"): offset += 2
            default: return false
            }
        }
    }

    private mutating func number() -> Bool {
        _ = take(UInt8(ascii: "-"))
        if !take(UInt8(ascii: "0")), digits() == 0 { return false }
        if take(UInt8(ascii: ".")), digits() == 0 { return false }
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
            if digits() == 0 { return false }
        }
        return true
    }

    private mutating func digits() -> Int {
        let start = offset
        while offset < bytes.count, (0x30...0x39).contains(bytes[offset]) { offset += 1 }
        return offset - start
    }

    private mutating func word(_ word: StaticString) -> Bool {
        for index in 0..<word.utf8CodeUnitCount {
            guard take(word.utf8Start[index]) else { return false }
        }
        return true
    }

    private mutating func skipSpace() {
        while offset < bytes.count {
            switch bytes[offset] {
            case 0x20, 0x09, 0x0A, 0x0D: offset += 1
            default: return
            }
        }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard offset < bytes.count, bytes[offset] == byte else { return false }
        offset += 1
        return true
    }
}
