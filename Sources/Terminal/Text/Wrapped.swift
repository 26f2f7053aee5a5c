extension StringProtocol {
    /// The text in lines of at most so many columns, broken at blanks where there are any; safe to
    /// print.
    ///
    /// - Parameter limit: The columns of a line, at least 1.
    /// - Returns: At least one line, which may be empty.
    public func wrapped(columns limit: Int) -> [String] {
        let limit = Swift.max(1, limit)
        var lines: [String] = []
        var line = ""
        var width = 0
        for word in sanitised.split(separator: " ") {
            var rest = Substring(word)
            let needed = rest.columns + (line.isEmpty ? 0 : 1)
            if width + needed <= limit {
                line += (line.isEmpty ? "" : " ") + rest
                width += needed
                continue
            }
            if !line.isEmpty { lines.append(line) }
            // A word that is longer than a line is broken where the line ends.
            while rest.columns > limit {
                var head = ""
                var taken = 0
                while let first = rest.first, taken + String(first).columns <= limit {
                    head.append(first)
                    taken += String(first).columns
                    rest = rest.dropFirst()
                }
                guard taken > 0 else { break }
                lines.append(head)
            }
            line = String(rest)
            width = rest.columns
        }
        if !line.isEmpty || lines.isEmpty { lines.append(line) }
        return lines
    }
}
