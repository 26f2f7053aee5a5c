import Documents
import FoundationEssentials

extension StepRecord.Message {
    /// The longest text of a message that is shown whole, in characters.
    private static let textLimit = 160
    /// How many lines are shown.
    private static let lineLimit = 400

    /// Makes a message ready to be looked at.
    init(_ bytes: [UInt8]) {
        size = bytes.count
        guard let json = try? JSON(parsing: bytes) else {
            let text = String(decoding: bytes.prefix(4096), as: UTF8.self)
            lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            picture = nil
            return
        }
        picture = json.firstPicture
        let all = json.shortened(to: Self.textLimit).briefLines
        lines = Array(all.prefix(Self.lineLimit))
        if all.count > lines.count { lines.append("… \(all.count - lines.count) more lines") }
    }
}

extension JSON {
    /// The first text in it that is an image in base64.
    var firstPicture: [UInt8]? {
        switch self {
        case .string(let text): Self.picture(base64: text)
        case .array(let items): items.lazy.compactMap(\.firstPicture).first
        case .object(let members): members.lazy.compactMap(\.value.firstPicture).first
        default: nil
        }
    }

    /// What begins like PNG, JPEG or TIFF in base64.
    private static func picture(base64 text: String) -> [UInt8]? {
        let beginnings = ["iVBORw0KGgo", "/9j/", "SUkqA", "TU0AK"]
        guard text.utf8.count > 64, beginnings.contains(where: { text.hasPrefix($0) }) else {
            return nil
        }
        return Data(base64Encoded: text).map { Array($0) }
    }

    /// The document in lines, indented; lists and objects that fit a line take no more.
    var briefLines: [String] {
        let whole = text()
        if whole.count <= 72 { return [whole] }
        switch self {
        case .array(let items):
            let parts = items.enumerated().flatMap { place, item in
                item.briefLines.closed(place < items.count - 1)
            }
            return ["["] + parts.map { "  " + $0 } + ["]"]
        case .object(let members):
            let parts = members.enumerated().flatMap { place, member in
                var lines = member.value.briefLines
                lines[0] = "\(JSON.string(member.key).text()): \(lines[0])"
                return lines.closed(place < members.count - 1)
            }
            return ["{"] + parts.map { "  " + $0 } + ["}"]
        default: return [whole]
        }
    }

    /// The same with long texts and long lists cut.
    func shortened(to limit: Int) -> JSON {
        switch self {
        case .string(let text) where text.utf8.count > limit:
            let kind = Self.picture(base64: text) == nil ? "" : "an image in base64, "
            return .string("\(text.prefix(24))… (\(kind)\(text.utf8.count) characters)")
        case .array(let items):
            let isFlat = items.allSatisfy { $0.object == nil && $0.array == nil }
            let kept = items.prefix(isFlat ? 16 : 4).map { $0.shortened(to: limit) }
            let rest = items.count - kept.count
            return .array(rest > 0 ? kept + [.string("… \(rest) more")] : kept)
        case .object(let members):
            var short = JSONObject()
            for (name, value) in members { short[name] = value.shortened(to: limit) }
            return .object(short)
        default: return self
        }
    }
}

extension [String] {
    /// The lines with a comma after the last one, where something follows.
    fileprivate func closed(_ isFollowed: Bool) -> [String] {
        guard isFollowed, let last else { return self }
        return dropLast() + [last + ","]
    }
}
