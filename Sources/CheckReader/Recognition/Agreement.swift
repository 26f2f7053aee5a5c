/// Puts two readings of one line together.
enum Agreement {
    /// What a difference leaves of the confidence in the character that is kept.
    private static let doubt = 0.75
    /// The first reading is kept against the second from this confidence on.
    private static let conviction = 0.97

    /// What both say, surer than either says it; where they differ the second, in doubt.
    ///
    /// The network knows more about broken and bent characters than the glyphs do; but it sees some in
    /// smears and borders beyond the line, and those are left out.
    static func merged(
        _ first: [MICRReading.Character],
        _ second: [MICRReading.Character]
    ) -> [MICRReading.Character] {
        guard !second.isEmpty else { return first.map { weakened($0) } }
        let pairs = aligned(first.map(\.character), second.map(\.character))
        let inner = (pairs.firstIndex { $0.0 != nil } ?? 0)...(pairs.lastIndex { $0.0 != nil } ?? 0)
        var merged: [MICRReading.Character] = []
        for (place, pair) in pairs.enumerated() {
            switch pair {
            case (let i?, let j?):
                var kept = first[i]
                let other = second[j]
                if kept.character == other.character {
                    kept.confidence = 1 - (1 - kept.confidence) * (1 - other.confidence)
                } else if kept.confidence > conviction {
                    kept = weakened(kept)
                } else {
                    kept.character = other.character
                    kept.confidence = min(doubt, other.confidence)
                }
                merged.append(kept)
            case (let i?, nil):
                if first[i].confidence > 0.5 { merged.append(weakened(first[i])) }
            case (nil, let j?):
                if inner.contains(place) { merged.append(weakened(second[j])) }
            case (nil, nil): break
            }
        }
        return merged
    }

    private static func weakened(_ character: MICRReading.Character) -> MICRReading.Character {
        var copy = character
        copy.confidence *= doubt
        return copy
    }

    /// The cheapest way to turn one text into the other: pairs of places, `nil` for a gap.
    static func aligned(_ a: [Character], _ b: [Character]) -> [(Int?, Int?)] {
        var cost = [[Int]](repeating: [Int](repeating: 0, count: b.count + 1), count: a.count + 1)
        for i in 0...a.count { cost[i][0] = i }
        for j in 0...b.count { cost[0][j] = j }
        for i in a.indices {
            for j in b.indices {
                cost[i + 1][j + 1] = min(
                    cost[i][j] + (a[i] == b[j] ? 0 : 1),
                    cost[i][j + 1] + 1,
                    cost[i + 1][j] + 1
                )
            }
        }
        var pairs: [(Int?, Int?)] = []
        var i = a.count
        var j = b.count
        while i > 0 || j > 0 {
            if i > 0, j > 0, cost[i][j] == cost[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1) {
                i -= 1
                j -= 1
                pairs.append((i, j))
            } else if i > 0, cost[i][j] == cost[i - 1][j] + 1 {
                i -= 1
                pairs.append((i, nil))
            } else {
                j -= 1
                pairs.append((nil, j))
            }
        }
        return pairs.reversed()
    }
}
