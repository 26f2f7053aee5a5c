/// The parameters of a URL's query.
public struct Query: Sendable, Hashable {
    /// Names and values in order, decoded.
    public var items: [(name: String, value: String)] { pairs.map { ($0.name, $0.value) } }
    private var pairs: [Pair] = []

    private struct Pair: Sendable, Hashable {
        var name: String
        var value: String
    }

    /// Makes an empty query.
    public init() {}

    /// Reads `a=1&b=x%20y`; `+` is a space, and a name without `=` has an empty value.
    public init(parsing text: some StringProtocol) {
        for part in text.split(separator: "&") {
            let mark = part.firstIndex(of: "=")
            let name = part[..<(mark ?? part.endIndex)]
            let value = mark.map { part[part.index(after: $0)...] } ?? ""
            pairs.append(
                Pair(
                    name: percentDecoded(name, plusIsSpace: true),
                    value: percentDecoded(value, plusIsSpace: true)
                )
            )
        }
    }

    /// The first value of `name`; setting replaces all of that name.
    public subscript(name: String) -> String? {
        get { pairs.first { $0.name == name }?.value }
        set {
            pairs.removeAll { $0.name == name }
            if let newValue { pairs.append(Pair(name: name, value: newValue)) }
        }
    }

    /// All values of `name`, in order.
    public func all(_ name: String) -> [String] {
        pairs.filter { $0.name == name }.map(\.value)
    }

    /// Whether there are no parameters.
    public var isEmpty: Bool { pairs.isEmpty }

    /// The query as it stands in a URL, without the question mark.
    public var text: String {
        pairs.map { "\(percentEncoded($0.name))=\(percentEncoded($0.value))" }
            .joined(separator: "&")
    }
}

/// The text with every byte percent-encoded that is not unreserved (RFC 3986, section 2.3).
public func percentEncoded(_ text: some StringProtocol) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var output: [UInt8] = []
    for byte in text.utf8 {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: output.append(byte)
        default: output += [0x25, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
        }
    }
    return String(decoding: output, as: UTF8.self)
}

/// The text with its percent-encoded bytes decoded; what is no valid encoding stays as it is.
public func percentDecoded(_ text: some StringProtocol, plusIsSpace: Bool = false) -> String {
    var output: [UInt8] = []
    var bytes = Array(text.utf8)[...]
    while let byte = bytes.popFirst() {
        if byte == 0x25, bytes.count >= 2,
            let value = UInt8(String(decoding: bytes.prefix(2), as: UTF8.self), radix: 16)
        {
            output.append(value)
            bytes = bytes.dropFirst(2)
        } else {
            output.append(plusIsSpace && byte == 0x2B ? 0x20 : byte)
        }
    }
    return String(decoding: output, as: UTF8.self)
}
