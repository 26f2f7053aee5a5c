import FoundationEssentials

/// Bytes as text (RFC 4648, section 4).
public enum Base64 {
    /// The text of bytes, padded, on one line.
    public static func text(of bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }

    /// The bytes of a text, in which line breaks are allowed; `nil` when it is malformed.
    public static func bytes(of text: String) -> [UInt8]? {
        if let data = Data(base64Encoded: text) { return Array(data) }
        let joined = text.filter { !$0.isWhitespace }
        return Data(base64Encoded: joined).map { Array($0) }
    }
}
