/// Writes Prometheus' text format.
enum ExpositionWriter {
    static func write(_ sample: Sample, to output: inout [UInt8]) {
        output += sample.name.utf8
        write(sample.labels, to: &output)
        output.append(UInt8(ascii: " "))
        output += number(sample.value).utf8
        output.append(UInt8(ascii: "\n"))
    }

    static func write(_ labels: LabelSet, to output: inout [UInt8]) {
        guard !labels.isEmpty else { return }
        output.append(UInt8(ascii: "{"))
        for (index, label) in labels.labels.enumerated() {
            if index > 0 { output.append(UInt8(ascii: ",")) }
            output += label.name.utf8
            output += "=\"".utf8
            for byte in label.value.utf8 {
                switch byte {
                case UInt8(ascii: "\\"), UInt8(ascii: "\""): output += [UInt8(ascii: "\\"), byte]
                case UInt8(ascii: "\n"): output += "\\n".utf8
                default: output.append(byte)
                }
            }
            output.append(UInt8(ascii: "\""))
        }
        output.append(UInt8(ascii: "}"))
    }

    /// A help text, in which only backslash and line feed are escaped.
    static func writeHeader(
        _ name: String,
        help: String,
        kind: MetricKind,
        to output: inout [UInt8]
    ) {
        output += "# HELP \(name) ".utf8
        for byte in help.utf8 {
            switch byte {
            case UInt8(ascii: "\\"): output += "\\\\".utf8
            case UInt8(ascii: "\n"): output += "\\n".utf8
            default: output.append(byte)
            }
        }
        output += "\n# TYPE \(name) \(kind.rawValue)\n".utf8
    }

    /// The shortest text that reads back as the same number; whole numbers have no fraction.
    static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
        if let whole = Int(exactly: value), abs(value) < 0x1p53 { return String(whole) }
        return "\(value)"
    }
}
