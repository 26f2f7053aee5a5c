/// A regular expression for whole paths, as a VirtualService has it.
struct PathPattern: Sendable, Hashable {
    private let text: String
    /// The words one of which must be in a path, where the expression says no more than that: the
    /// one that Seldon's operator writes for gRPC does not.
    private let words: [String]?

    /// Makes a pattern; `nil` when the expression cannot be read.
    init?(_ text: String) {
        self.text = text
        words = PathPattern.words(of: text)
        if words == nil, (try? Regex(text)) == nil { return nil }
    }

    /// Whether the whole path matches.
    func matches(_ path: Substring) -> Bool {
        if let words { return words.contains { path.contains($0) } }
        guard let regex = try? Regex(text) else { return false }
        return path.wholeMatch(of: regex) != nil
    }

    /// The words of `.*one.*|.*two.*`; a dot within one may stand for itself.
    private static func words(of text: String) -> [String]? {
        var words: [String] = []
        for part in text.split(separator: "|", omittingEmptySubsequences: false) {
            guard part.hasPrefix(".*"), part.hasSuffix(".*"), part.count > 4 else { return nil }
            let word = part.dropFirst(2).dropLast(2)
            guard word.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "." }) else { return nil }
            words.append(String(word))
        }
        return words
    }
}
