extension JSON {
    /// The value as a YAML document in block style, as `kubectl get -o yaml` lays it out.
    public var yaml: String {
        var output = ""
        switch self {
        case .object(let members) where !members.isEmpty: JSON.write(members, to: &output, level: 0)
        case .array(let values) where !values.isEmpty: JSON.write(values, to: &output, level: 0)
        default: output = scalarYAML(level: 0) + "\n"
        }
        return output
    }

    private static func write(
        _ members: JSONObject,
        to output: inout String,
        level: Int,
        isContinued: Bool = false
    ) {
        var indents = !isContinued
        for (key, value) in members {
            if indents { output += indent(level) }
            indents = true
            output += (canStandPlain(key) ? key : JSON.string(key).text()) + ":"
            switch value {
            case .object(let inner) where !inner.isEmpty:
                output += "\n"
                write(inner, to: &output, level: level + 1)
            case .array(let values) where !values.isEmpty:
                output += "\n"
                write(values, to: &output, level: level)
            default: output += " " + value.scalarYAML(level: level + 1) + "\n"
            }
        }
    }

    private static func write(_ values: [JSON], to output: inout String, level: Int) {
        for value in values {
            output += indent(level) + "-"
            switch value {
            case .object(let members) where !members.isEmpty:
                output += " "
                write(members, to: &output, level: level + 1, isContinued: true)
            case .array(let inner) where !inner.isEmpty:
                output += "\n"
                write(inner, to: &output, level: level + 1)
            default: output += " " + value.scalarYAML(level: level + 1) + "\n"
            }
        }
    }

    private static func indent(_ level: Int) -> String { String(repeating: "  ", count: level) }

    private func scalarYAML(level: Int) -> String {
        guard case .string(let value) = self else { return text() }
        if value.contains("\n"), JSON.canStandInBlock(value) {
            return JSON.block(value, level: level)
        }
        return JSON.canStandPlain(value) ? value : text()
    }

    private static func block(_ value: String, level: Int) -> String {
        let lines = value.split(separator: "\n", omittingEmptySubsequences: false)
        let isClosed = value.hasSuffix("\n")
        let body = isClosed ? lines.dropLast() : lines[...]
        let indented = body.map { $0.isEmpty ? "" : indent(level) + $0 }
        return (isClosed ? "|" : "|-") + "\n" + indented.joined(separator: "\n")
    }

    private static func canStandInBlock(_ value: String) -> Bool {
        guard let first = value.first, first != " ", first != "\n", !value.hasSuffix("\n\n") else {
            return false
        }
        return value.unicodeScalars.allSatisfy { $0 == "\n" || isPrintable($0) }
    }

    /// Whether a string, written without quotes, is read back as the same string.
    private static func canStandPlain(_ value: String) -> Bool {
        guard let first = value.unicodeScalars.first, let last = value.unicodeScalars.last,
            YAMLScalar.resolve(value) == .string(value),
            !"!&*-?|>@%`\"'#,[]{}:=< ".unicodeScalars.contains(first),
            last != " ", last != ":", !value.contains(": "), !value.contains(" #"),
            !value.hasPrefix("...")
        else { return false }
        // Dates are strings in JSON but a type of their own in YAML 1.1.
        let looksLikeDate =
            value.utf8.prefix(4).allSatisfy { (0x30...0x39).contains($0) }
            && value.utf8.dropFirst(4).first == UInt8(ascii: "-")
        return !looksLikeDate && value.unicodeScalars.allSatisfy(isPrintable)
    }

    private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value >= 0x20 && !(0x7F...0x9F).contains(scalar.value)
    }
}
