extension JSON {
    /// The value after a JSON patch.
    ///
    /// - Throws: `DocumentError.noSuchPath`, `.testFailed` or `.malformedPatch`.
    public func applying(_ patch: JSONPatch) throws(DocumentError) -> JSON {
        var result = self
        for operation in patch.operations {
            switch operation {
            case .add(let path, let value): try result.edit(path, .add(value))
            case .remove(let path): try result.edit(path, .remove)
            case .replace(let path, let value): try result.edit(path, .replace(value))
            case .move(let from, let path):
                let value = try result.value(at: from)
                if path.hasPrefix(from + "/") {
                    throw .malformedPatch("\(from) cannot be moved into itself")
                }
                try result.edit(from, .remove)
                try result.edit(path, .add(value))
            case .copy(let from, let path): try result.edit(path, .add(try result.value(at: from)))
            case .test(let path, let value):
                guard try result.value(at: path) == value else { throw .testFailed(path) }
            }
        }
        return result
    }

    private enum Edit {
        case add(JSON)
        case replace(JSON)
        case remove
    }

    private func value(at pointer: String) throws(DocumentError) -> JSON {
        var value = self
        for token in try JSON.tokens(pointer) {
            let next: JSON? =
                switch value {
                case .object(let members): members[token]
                case .array(let values): JSON.index(token, below: values.count).map { values[$0] }
                default: nil
                }
            guard let next else { throw .noSuchPath(pointer) }
            value = next
        }
        return value
    }

    private mutating func edit(_ pointer: String, _ edit: Edit) throws(DocumentError) {
        try self.edit(try JSON.tokens(pointer)[...], edit, pointer)
    }

    private mutating func edit(
        _ tokens: ArraySlice<String>,
        _ edit: Edit,
        _ pointer: String
    ) throws(DocumentError) {
        guard let token = tokens.first else {
            switch edit {
            case .add(let value), .replace(let value): self = value
            case .remove: self = .null
            }
            return
        }
        switch self {
        case .object(var members):
            if tokens.count == 1 {
                try JSON.edit(&members, token, edit, pointer)
            } else {
                guard var inner = members[token] else { throw .noSuchPath(pointer) }
                try inner.edit(tokens.dropFirst(), edit, pointer)
                members[token] = inner
            }
            self = .object(members)
        case .array(var values):
            if tokens.count == 1 {
                try JSON.edit(&values, token, edit, pointer)
            } else {
                guard let index = JSON.index(token, below: values.count) else {
                    throw .noSuchPath(pointer)
                }
                try values[index].edit(tokens.dropFirst(), edit, pointer)
            }
            self = .array(values)
        default: throw .noSuchPath(pointer)
        }
    }

    private static func edit(
        _ members: inout JSONObject,
        _ token: String,
        _ edit: Edit,
        _ pointer: String
    ) throws(DocumentError) {
        switch edit {
        case .add(let value): members[token] = value
        case .replace(let value):
            guard members[token] != nil else { throw .noSuchPath(pointer) }
            members[token] = value
        case .remove:
            guard members[token] != nil else { throw .noSuchPath(pointer) }
            members[token] = nil
        }
    }

    private static func edit(
        _ values: inout [JSON],
        _ token: String,
        _ edit: Edit,
        _ pointer: String
    ) throws(DocumentError) {
        if case .add(let value) = edit {
            let end = token == "-" ? values.count : index(token, below: values.count + 1)
            guard let end else { throw .noSuchPath(pointer) }
            values.insert(value, at: end)
            return
        }
        guard let index = index(token, below: values.count) else { throw .noSuchPath(pointer) }
        if case .replace(let value) = edit {
            values[index] = value
        } else {
            values.remove(at: index)
        }
    }

    /// The steps of a JSON Pointer (RFC 6901).
    private static func tokens(_ pointer: String) throws(DocumentError) -> [String] {
        if pointer.isEmpty { return [] }
        guard pointer.hasPrefix("/") else { throw .malformedPatch("\(pointer) is no path") }
        return pointer.dropFirst().split(separator: "/", omittingEmptySubsequences: false).map {
            String($0).replacing("~1", with: "/").replacing("~0", with: "~")
        }
    }

    private static func index(_ token: String, below count: Int) -> Int? {
        guard token.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let index = Int(token),
            token == "0" || !token.hasPrefix("0"), index < count
        else { return nil }
        return index
    }
}
