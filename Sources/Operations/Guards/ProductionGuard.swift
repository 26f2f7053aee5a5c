/// Which contexts are production, where a change takes more than a key press.
public struct ProductionGuard: Sendable, Hashable {
    /// The patterns of contexts that count as production where nothing else is said.
    public static let usual = ["prod", "prod-*", "*-prod", "*-prod-*", "*production*"]

    /// Patterns of context names, in which `*` stands for any text.
    public var patterns: [String]

    /// A guard with patterns.
    public init(patterns: [String] = ProductionGuard.usual) { self.patterns = patterns }

    /// Reads patterns as a list with commas; an empty text guards nothing.
    public init(parsing text: String) {
        patterns = text.split(separator: ",").map { word in
            String(word.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
        }.filter { !$0.isEmpty }
    }

    /// Whether a context is production.
    public func covers(_ context: String) -> Bool {
        patterns.contains { ProductionGuard.matches(Array(context), Array($0)) }
    }

    private static func matches(_ text: [Character], _ pattern: [Character]) -> Bool {
        // The place of the last star and of the text that it was tried on last.
        var (place, index) = (0, 0)
        var star: (pattern: Int, text: Int)?
        while index < text.count {
            if place < pattern.count, pattern[place] == "*" {
                star = (place, index)
                place += 1
            } else if place < pattern.count, pattern[place] == text[index] {
                place += 1
                index += 1
            } else if let last = star {
                star = (last.pattern, last.text + 1)
                place = last.pattern + 1
                index = last.text + 1
            } else {
                return false
            }
        }
        return pattern[place...].allSatisfy { $0 == "*" }
    }
}
