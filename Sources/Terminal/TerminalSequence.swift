/// Sequences for what ncurses has no words for; what others wrote is made safe in them.
public enum TerminalSequence {
    /// Puts a text on the clipboard (xterm's OSC 52); the text goes as base64.
    public static func copy(_ text: String) -> [UInt8] {
        Array("\u{1B}]52;c;\(base64(Array(text.sanitised.utf8)))\u{07}".utf8)
    }

    /// Shows a notification (iTerm2's OSC 9, which many terminals know).
    public static func notification(_ text: String) -> [UInt8] {
        // A digit with a semicolon at the beginning means something else to ConEmu and Windows Terminal.
        Array("\u{1B}]9;\(String(text.sanitised.prefix(200)))\u{07}".utf8)
    }

    /// RFC 4648, section 4.
    private static func base64(_ bytes: [UInt8]) -> String {
        let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
        var text = ""
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let number = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
            for place in 0..<4 {
                text.append(place <= group.count ? digits[number >> (18 - 6 * place) & 63] : "=")
            }
        }
        return text
    }
}
