/// What a terminal answers to questions about itself, gathered byte by byte.
///
/// The questions are ``questions``; the last of them is one that every terminal answers, so that an
/// answer to it says that no other will come.
public struct TerminalReplies: Sendable, Equatable {
    /// How light the background is, 0 black to 1 white; `nil` when the terminal did not say.
    public private(set) var backgroundLightness: Double?
    /// Whether it draws pictures by kitty's protocol.
    public private(set) var takesKitty = false
    /// Whether it draws pictures by sixels.
    public private(set) var takesSixels = false
    /// Its name and version in its own words, such as `iTerm2 3.5.0`; `nil` when it did not say.
    public private(set) var name: String?
    /// The size of a cell in pixels; `nil` when it did not say.
    public private(set) var cell: Size?
    /// Whether it has answered everything that it will answer.
    public private(set) var isComplete = false

    private var pending: [UInt8] = []

    /// No answers yet.
    public init() {}

    /// What is asked: the background (OSC 11), whether a picture of one pixel in kitty's protocol would
    /// be taken, name and version (XTVERSION), the size of a cell in pixels (XTWINOPS 16), and at the
    /// end the device attributes (DA1), which every terminal answers.
    public static let questions: [UInt8] = Array(
        ("\u{1B}]11;?\u{1B}\\" + "\u{1B}_Gi=4207,s=1,v=1,a=q,t=d,f=24;AAAA\u{1B}\\"
            + "\u{1B}[>0q" + "\u{1B}[16t" + "\u{1B}[c").utf8
    )

    /// Takes a byte that the terminal sent.
    ///
    /// - Returns: Bytes that belong to no answer, and so are keys; a part of an answer is kept until the
    ///   rest has come.
    public mutating func receive(_ byte: UInt8) -> [UInt8] {
        pending.append(byte)
        switch Self.shape(of: pending) {
        case .begun: return []
        case .none:
            defer { pending = [] }
            return pending
        case .whole:
            adopt(pending)
            pending = []
            return []
        }
    }

    /// Gives up on what was begun and did not end.
    ///
    /// - Returns: The bytes, which are keys then.
    public mutating func abandon() -> [UInt8] {
        defer { pending = [] }
        return pending
    }

    /// The longest answer, in bytes.
    private static let limit = 512

    private enum Shape { case none, begun, whole }

    /// Whether bytes are an answer: `ESC ] … ST`, `ESC _ … ST`, `ESC P … ST`, or `ESC [` with `?` or a
    /// digit, and `c` or `t` at its end.
    private static func shape(of bytes: [UInt8]) -> Shape {
        guard bytes[0] == 0x1B, bytes.count <= limit else { return .none }
        guard bytes.count > 1 else { return .begun }
        switch bytes[1] {
        case UInt8(ascii: "]"), UInt8(ascii: "_"), UInt8(ascii: "P"):
            let isEnded = bytes.last == 0x07 || bytes.suffix(2) == [0x1B, UInt8(ascii: "\\")]
            return bytes.count > 2 && isEnded ? .whole : .begun
        case UInt8(ascii: "["):
            guard bytes.count > 2 else { return .begun }
            for (place, byte) in bytes.dropFirst(2).enumerated() {
                switch byte {
                case UInt8(ascii: "?") where place == 0: continue
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: ";"): continue
                case UInt8(ascii: "c") where bytes[2] == UInt8(ascii: "?"): return .whole
                case UInt8(ascii: "t") where bytes[2] == UInt8(ascii: "6"): return .whole
                default: return .none
                }
            }
            return .begun
        default: return .none
        }
    }

    private mutating func adopt(_ bytes: [UInt8]) {
        let text = String(decoding: bytes.dropFirst(2), as: UTF8.self)
        switch bytes[1] {
        case UInt8(ascii: "]") where text.hasPrefix("11;"):
            backgroundLightness = Self.lightness(of: text)
        case UInt8(ascii: "_") where text.hasPrefix("Gi=4207"):
            takesKitty = text.contains(";OK")
        case UInt8(ascii: "P") where text.hasPrefix(">|"):
            name = String(text.dropFirst(2).prefix { $0 != "\u{1B}" && $0 != "\u{07}" }).sanitised
        case UInt8(ascii: "["):
            let numbers = text.filter { $0 != "?" }.dropLast().split(separator: ";")
                .compactMap { Int($0) }
            if text.last == "c" {
                // Attribute 4 is sixel graphics (DEC VT340; xterm's ctlseqs).
                takesSixels = numbers.dropFirst().contains(4)
                isComplete = true
            } else if numbers.count == 3, (1...200).contains(numbers[1]),
                (1...200).contains(numbers[2])
            {
                cell = Size(columns: numbers[2], rows: numbers[1])
            }
        default: break
        }
    }

    /// Relative luminance of a colour such as `rgb:1a1a/1b1b/26ff` (ITU-R BT.709).
    private static func lightness(of text: String) -> Double? {
        guard let start = text.firstRange(of: "rgb:") ?? text.firstRange(of: "rgba:") else {
            return nil
        }
        let parts = text[start.upperBound...].prefix { $0.isHexDigit || $0 == "/" }
            .split(separator: "/")
        let values = parts.prefix(3).compactMap { part -> Double? in
            guard (1...4).contains(part.count), let value = Int(part, radix: 16) else { return nil }
            return Double(value) / Double((1 << (4 * part.count)) - 1)
        }
        guard values.count == 3 else { return nil }
        return 0.2126 * values[0] + 0.7152 * values[1] + 0.0722 * values[2]
    }
}
