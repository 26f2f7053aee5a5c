/// Lines whose indentation makes parts of them, which can be folded.
struct FoldedText: Sendable, Equatable {
    /// The lines.
    let lines: [String]
    /// The lines whose parts are folded.
    private(set) var folded: Set<Int> = []
    /// The lines that are shown, by number.
    private(set) var shown: [Int]

    private let depths: [Int]

    /// Lines of which all are shown.
    init(_ lines: [String]) {
        self.lines = lines
        depths = lines.map(Self.depth)
        shown = Array(lines.indices)
    }

    /// Twice the indentation; a list's items lie below the name of the list, at whose column they
    /// stand in YAML.
    private static func depth(of line: String) -> Int {
        let indent = line.prefix { $0 == " " }.count
        let rest = line.dropFirst(indent)
        if rest.isEmpty { return .max }
        return 2 * indent + (rest.hasPrefix("- ") || rest == "-" ? 1 : 0)
    }

    /// How many lines belong to a line and lie below it.
    func extent(of line: Int) -> Int {
        guard depths.indices.contains(line), depths[line] < .max else { return 0 }
        var end = line + 1
        while end < lines.count, depths[end] > depths[line] { end += 1 }
        // Blank lines at the end are between parts.
        while end > line + 1, depths[end - 1] == .max { end -= 1 }
        return end - line - 1
    }

    /// Folds or unfolds a line's part, or where it has none the part that it belongs to.
    ///
    /// - Returns: The line whose part it was.
    mutating func toggle(at line: Int) -> Int {
        var owner = line
        if extent(of: owner) == 0, let parent = parent(of: owner) { owner = parent }
        guard extent(of: owner) > 0 else { return line }
        if folded.remove(owner) == nil { folded.insert(owner) }
        arrange()
        return owner
    }

    /// Folds every part of the outermost two levels, or unfolds all when any is folded.
    mutating func toggleAll() {
        if folded.isEmpty {
            let levels = Set(depths).sorted().prefix(2)
            folded = Set(
                lines.indices.filter { levels.contains(depths[$0]) && extent(of: $0) > 1 }
            )
        } else {
            folded = []
        }
        arrange()
    }

    /// Opens every part that hides a line.
    mutating func reveal(_ line: Int) {
        var owner = parent(of: line)
        while let place = owner {
            folded.remove(place)
            owner = parent(of: place)
        }
        arrange()
    }

    /// The next line with a text, whatever its case, from a line on.
    func line(with text: String, from line: Int, step: Int) -> Int? {
        let wanted = text.lowercased()
        var place = line + step
        while lines.indices.contains(place) {
            if lines[place].lowercased().contains(wanted) { return place }
            place += step
        }
        return nil
    }

    /// Folds what was folded in an earlier version of the text.
    mutating func adoptFolds(of other: FoldedText) {
        guard !other.folded.isEmpty else { return }
        let paths = Set(other.folded.map(other.path))
        folded = Set(lines.indices.filter { extent(of: $0) > 0 && paths.contains(path(of: $0)) })
        arrange()
    }

    private func parent(of line: Int) -> Int? {
        guard depths.indices.contains(line) else { return nil }
        return lines[..<line].indices.last { depths[$0] < depths[line] }
    }

    private func path(of line: Int) -> [String] {
        var path = [lines[line]]
        var owner = parent(of: line)
        while let place = owner {
            path.append(lines[place])
            owner = parent(of: place)
        }
        return path
    }

    private mutating func arrange() {
        shown = []
        var line = 0
        while line < lines.count {
            shown.append(line)
            line += folded.contains(line) ? 1 + extent(of: line) : 1
        }
    }
}
