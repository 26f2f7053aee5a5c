/// Bytes as text (RFC 4648).
enum Base64 {
    /// The two ways to write it.
    enum Form {
        /// With an alphabet for URLs and without padding (section 5).
        case url
        /// With padding (section 4).
        case standard

        fileprivate var alphabet: [UInt8] {
            let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
            return Array((letters + (self == .url ? "-_" : "+/")).utf8)
        }
    }

    /// The text of bytes.
    static func encode(_ bytes: [UInt8], _ form: Form = .url) -> String {
        let alphabet = form.alphabet
        var output: [UInt8] = []
        var buffer = 0
        var bits = 0
        for byte in bytes {
            buffer = (buffer << 8 | Int(byte)) & 0xFFFF
            bits += 8
            while bits >= 6 {
                bits -= 6
                output.append(alphabet[buffer >> bits & 63])
            }
        }
        if bits > 0 { output.append(alphabet[buffer << (6 - bits) & 63]) }
        while form == .standard, output.count % 4 != 0 { output.append(UInt8(ascii: "=")) }
        return String(decoding: output, as: UTF8.self)
    }

    /// The bytes of a text in the form for URLs; `nil` when it is none.
    static func decode(_ text: String) -> [UInt8]? {
        let alphabet = Form.url.alphabet
        var output: [UInt8] = []
        var buffer = 0
        var bits = 0
        for byte in text.utf8 where byte != UInt8(ascii: "=") {
            guard let value = alphabet.firstIndex(of: byte) else { return nil }
            buffer = (buffer << 6 | value) & 0xFFFF
            bits += 6
            if bits >= 8 {
                bits -= 8
                output.append(UInt8(buffer >> bits & 255))
            }
        }
        return output
    }
}
