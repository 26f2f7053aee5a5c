/// Reads the lines of a metrics page from memory that the caller keeps alive.
struct ExpositionScanner {
    private let bytes: UnsafeBufferPointer<UInt8>
    private let limits: MetricsPage.Limits
    private var offset = 0
    private var end = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>, limits: MetricsPage.Limits) {
        self.bytes = bytes
        self.limits = limits
    }

    mutating func page(keeping isWanted: (String) -> Bool) -> MetricsPage {
        var page = MetricsPage()
        var count = 0
        var next = 0
        while next < bytes.count {
            offset = next
            end = bytes[next...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
            next = end + 1
            if end > offset, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
            skipSpace()
            guard offset < end else { continue }
            guard end - offset <= limits.lineLength else {
                page.skippedLines += 1
                continue
            }
            if bytes[offset] == UInt8(ascii: "#") {
                readComment(into: &page)
                continue
            }
            guard let name = self.name() else {
                page.skippedLines += 1
                continue
            }
            guard isWanted(name) else { continue }
            guard count < limits.samples else {
                page.isTruncated = true
                return page
            }
            guard let labels = labels(), let value = value() else {
                page.skippedLines += 1
                continue
            }
            count += 1
            page.samplesByName[name, default: []]
                .append(Sample(name: name, labels: labels, value: value))
        }
        return page
    }

    /// `# TYPE name kind` is remembered, any other comment means nothing.
    private mutating func readComment(into page: inout MetricsPage) {
        offset += 1
        guard word() == "TYPE", let name = word(), let kind = word() else { return }
        // OpenMetrics says `unknown` for what the older format calls `untyped`.
        page.kinds[name] = MetricKind(rawValue: kind) ?? .untyped
    }

    private mutating func word() -> String? {
        skipSpace()
        let start = offset
        while offset < end, !isSpace(bytes[offset]) { offset += 1 }
        return start == offset ? nil : text(start..<offset)
    }

    private mutating func name() -> String? {
        let start = offset
        while offset < end, isNameByte(bytes[offset]) { offset += 1 }
        return start == offset ? nil : text(start..<offset)
    }

    private mutating func labels() -> LabelSet? {
        skipSpace()
        guard take(UInt8(ascii: "{")) else { return LabelSet() }
        var pairs: [(name: String, value: String)] = []
        while true {
            skipSpace()
            if take(UInt8(ascii: "}")) { return LabelSet(pairs) }
            guard let name = name() else { return nil }
            skipSpace()
            guard take(UInt8(ascii: "=")) else { return nil }
            skipSpace()
            guard take(UInt8(ascii: "\"")), let value = quoted() else { return nil }
            pairs.append((name, value))
            skipSpace()
            if take(UInt8(ascii: ",")) { continue }
            guard take(UInt8(ascii: "}")) else { return nil }
            return LabelSet(pairs)
        }
    }

    /// The rest of a quoted value; `\\`, `\"` and `\n` are its escapes, any other stays as it is.
    private mutating func quoted() -> String? {
        let start = offset
        while offset < end, bytes[offset] != UInt8(ascii: "\""), bytes[offset] != UInt8(ascii: "\\")
        {
            offset += 1
        }
        guard offset < end else { return nil }
        if take(UInt8(ascii: "\"")) { return text(start..<(offset - 1)) }
        var output = Array(bytes[start..<offset])
        while offset < end {
            let byte = bytes[offset]
            offset += 1
            if byte == UInt8(ascii: "\"") { return String(decoding: output, as: UTF8.self) }
            guard byte == UInt8(ascii: "\\"), offset < end else {
                output.append(byte)
                continue
            }
            let escaped = bytes[offset]
            offset += 1
            switch escaped {
            case UInt8(ascii: "n"): output.append(UInt8(ascii: "\n"))
            case UInt8(ascii: "\\"), UInt8(ascii: "\""): output.append(escaped)
            default: output += [byte, escaped]
            }
        }
        return nil
    }

    /// The value; a timestamp and an exemplar after it are not looked at.
    private mutating func value() -> Double? { word().flatMap(Self.number) }

    /// A number as Prometheus writes it: also `+Inf`, `-Inf` and `NaN` in any case.
    static func number(_ text: String) -> Double? {
        if let value = Double(text) { return value }
        switch text.lowercased() {
        case "+inf", "inf": return .infinity
        case "-inf": return -.infinity
        case "nan": return .nan
        default: return nil
        }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard offset < end, bytes[offset] == byte else { return false }
        offset += 1
        return true
    }

    private mutating func skipSpace() { while offset < end, isSpace(bytes[offset]) { offset += 1 } }

    private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

    private func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: ":"),
            UInt8(ascii: "."):
            true
        default: false
        }
    }

    private func text(_ range: Range<Int>) -> String {
        String(decoding: UnsafeBufferPointer(rebasing: bytes[range]), as: UTF8.self)
    }
}
