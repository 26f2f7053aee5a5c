extension JSONScanner {
    /// The document, as far as a projection keeps it.
    ///
    /// What is passed over is checked for closed strings and brackets only.
    mutating func document(keeping projection: Projection) throws(DocumentError) -> JSON {
        skipMark()
        let result = try value(depth: 0, keeping: projection)
        skipSpace()
        if offset < bytes.count { throw failure("unexpected text after the end of the document") }
        return result
    }

    private mutating func value(
        depth: Int,
        keeping projection: Projection
    ) throws(DocumentError) -> JSON {
        if projection.isWhole { return try value(depth: depth) }
        guard depth <= depthLimit else { throw .tooDeep(limit: depthLimit) }
        skipSpace()
        guard offset < bytes.count else { throw failure("unexpected end of the document") }
        switch bytes[offset] {
        case UInt8(ascii: "{"): return try object(depth: depth, keeping: projection)
        case UInt8(ascii: "["): return try array(depth: depth, keeping: projection)
        default: return try value(depth: depth)
        }
    }

    private mutating func array(
        depth: Int,
        keeping projection: Projection
    ) throws(DocumentError) -> JSON {
        offset += 1
        var values: [JSON] = []
        skipSpace()
        if take(UInt8(ascii: "]")) { return .array(values) }
        while true {
            values.append(try value(depth: depth + 1, keeping: projection))
            skipSpace()
            if take(UInt8(ascii: ",")) { continue }
            guard take(UInt8(ascii: "]")) else { throw failure("expected ',' or ']'") }
            return .array(values)
        }
    }

    private mutating func object(
        depth: Int,
        keeping projection: Projection
    ) throws(DocumentError) -> JSON {
        offset += 1
        skipSpace()
        if take(UInt8(ascii: "}")) { return .object(JSONObject()) }
        var members = JSONMembers()
        while true {
            skipSpace()
            guard offset < bytes.count, bytes[offset] == UInt8(ascii: "\"") else {
                throw failure("expected the name of a member in quotes")
            }
            let (key, kept) = try memberName(projection)
            skipSpace()
            guard take(UInt8(ascii: ":")) else { throw failure("expected ':' after a name") }
            if let kept {
                let value = try value(depth: depth + 1, keeping: kept)
                if let key { members.append(key, value) }
            } else {
                try skip(depth: depth + 1)
            }
            skipSpace()
            if take(UInt8(ascii: ",")) { continue }
            guard take(UInt8(ascii: "}")) else { throw failure("expected ',' or '}'") }
            return .object(JSONObject(members))
        }
    }

    /// Reads the name of a member; returns it with what is kept of its value.
    ///
    /// A name that the projection has is the projection's own string, so that thousands of objects
    /// share it.
    private mutating func memberName(
        _ projection: Projection
    ) throws(DocumentError) -> (key: String?, kept: Projection?) {
        let start = offset + 1
        var end = start
        while end < bytes.count, bytes[end] != UInt8(ascii: "\""), bytes[end] != UInt8(ascii: "\\")
        {
            end += 1
        }
        guard end < bytes.count, bytes[end] == UInt8(ascii: "\"") else {
            let key = try string()
            let member = projection.members.first { $0.key == key }
            return (key, member.map(\.projection) ?? (projection.keepsOthers ? .all : nil))
        }
        let name = UnsafeBufferPointer(rebasing: bytes[start..<end])
        for member in projection.members where member.bytes.count == name.count {
            guard member.bytes.elementsEqual(name) else { continue }
            offset = end + 1
            return (member.key, member.projection)
        }
        guard projection.keepsOthers else {
            offset = end + 1
            return (nil, nil)
        }
        return (try string(), .all)
    }

    // MARK: Passing over

    /// Passes over one value.
    private mutating func skip(depth: Int) throws(DocumentError) {
        var open = 0
        repeat {
            skipSpace()
            guard offset < bytes.count else { throw failure("unexpected end of the document") }
            switch bytes[offset] {
            case UInt8(ascii: "\""): try skipString()
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                open += 1
                offset += 1
                guard depth + open <= depthLimit else { throw .tooDeep(limit: depthLimit) }
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                guard open > 0 else { throw failure("unexpected character") }
                open -= 1
                offset += 1
            case UInt8(ascii: ","), UInt8(ascii: ":"):
                guard open > 0 else { throw failure("unexpected character") }
                offset += 1
            default: try skipScalar()
            }
        } while open > 0
    }

    private mutating func skipScalar() throws(DocumentError) {
        let start = offset
        while offset < bytes.count {
            switch bytes[offset] {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2B, 0x2D, 0x2E: offset += 1
            default:
                guard offset > start else { throw failure("unexpected character") }
                return
            }
        }
    }

    /// Passes over a string, eight bytes at a time where none of them is a quote or a backslash.
    private mutating func skipString() throws(DocumentError) {
        offset += 1
        guard let base = bytes.baseAddress else { throw failure("a string is not closed") }
        let raw = UnsafeRawPointer(base)
        while offset < bytes.count {
            if offset + 8 <= bytes.count {
                let word = raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
                if !word.hasByte(UInt8(ascii: "\"")), !word.hasByte(UInt8(ascii: "\\")) {
                    offset += 8
                    continue
                }
            }
            switch bytes[offset] {
            case UInt8(ascii: "\""):
                offset += 1
                return
            case UInt8(ascii: "\\"): offset += 2
            default: offset += 1
            }
        }
        throw failure("a string is not closed")
    }
}
