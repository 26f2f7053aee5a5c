import Operations
import Terminal

/// The line that takes commands, and what may be typed next.
struct CommandLine: Sendable, Equatable {
    /// What was typed after the colon.
    var input = TextInput()
    /// Which candidate is chosen, counted from the top; `nil` while none is.
    var chosen: Int?

    private var historyPlace = 0

    /// Something that may be typed next.
    struct Candidate: Sendable, Equatable {
        /// What stands on the line when it is taken.
        var text: String
        /// How it is used, or the word alone.
        var usage: String
        /// What it does.
        var summary: String
    }

    /// Whether a word must follow that is not there yet.
    var needsMore: Bool {
        let words = input.text.split(separator: " ")
        let entry = CommandTable.entries.first { $0.name == words.first.map(String.init) }
        return words.count == 1 && entry?.needsArgument == true
    }

    /// What the last word may become, the best first.
    func candidates(in state: DashboardState) -> [Candidate] {
        let words = input.text.split(separator: " ", omittingEmptySubsequences: false)
        guard words.count > 1, let command = words.first, let typed = words.last else {
            return CommandTable.entries.ranked(by: input.text) { $0.name }.map { entry in
                Candidate(
                    text: entry.name + (entry.takesArgument ? " " : ""),
                    usage: entry.usage,
                    summary: entry.summary
                )
            }
        }
        let before = words.dropLast().joined(separator: " ") + " "
        return CommandTable.arguments(of: String(command), in: state)
            .ranked(by: String(typed)) { $0 }
            .map { Candidate(text: before + $0, usage: $0, summary: "") }
    }

    /// Types as much as the candidates that begin with what was typed have in common; what is chosen
    /// or alone is typed whole.
    mutating func complete(with candidates: [Candidate]) {
        if let chosen { return take(chosen, of: candidates) }
        if candidates.count == 1 { return take(0, of: candidates) }
        let beginning = candidates.map(\.text).filter { $0.hasPrefix(input.text) }
        guard let first = beginning.first else { return choose(1, of: candidates) }
        let common = beginning.dropFirst().reduce(first) { $0.commonPrefix(with: $1) }
        if common.count > input.text.count {
            input = TextInput(common)
        } else {
            choose(1, of: candidates)
        }
    }

    /// Chooses the next candidate, or the one before.
    mutating func choose(_ step: Int, of candidates: [Candidate]) {
        guard !candidates.isEmpty else { return }
        let count = candidates.count
        chosen = ((chosen ?? (step > 0 ? -1 : 0)) + step + count) % count
    }

    /// Types a candidate.
    mutating func take(_ place: Int, of candidates: [Candidate]) {
        guard candidates.indices.contains(place) else { return }
        var text = candidates[place].text
        if !text.hasSuffix("="), !text.hasSuffix(" "), text.contains(" ") { text += " " }
        input = TextInput(text)
        chosen = nil
    }

    /// Shows something that was typed before.
    mutating func recall(_ step: Int, from history: [String]) {
        historyPlace = max(0, min(history.count, historyPlace + step))
        input = TextInput(historyPlace == 0 ? "" : history[history.count - historyPlace])
        chosen = nil
    }
}

extension Sequence {
    /// The elements that a typed text may mean: those that begin with it, then those in which a word
    /// does, then those that have its letters in order.
    fileprivate func ranked(by typed: String, _ name: (Element) -> String) -> [Element] {
        guard !typed.isEmpty else { return Array(self) }
        let typed = typed.lowercased()
        let ranked = enumerated().compactMap { place, element -> (Int, Int, Element)? in
            let name = name(element).lowercased()
            if name.hasPrefix(typed) { return (0, place, element) }
            if name.contains("-\(typed)") { return (1, place, element) }
            return name.hasLetters(typed) ? (2, place, element) : nil
        }
        let best = ranked.map(\.0).min()
        // Far-fetched ones are offered only where nothing nearer is.
        return ranked.filter { $0.0 < 2 || best == 2 }.sorted { ($0.0, $0.1) < ($1.0, $1.1) }
            .map(\.2)
    }
}

extension String {
    /// Whether letters stand in it in this order.
    fileprivate func hasLetters(_ letters: String) -> Bool {
        var rest = letters[...]
        for character in self where character == rest.first { rest = rest.dropFirst() }
        return rest.isEmpty
    }
}
