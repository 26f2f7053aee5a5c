/// Puts two readings of one line together.
enum Agreement {
    /// What a difference leaves of the confidence in the character that is kept: the glyphs are right
    /// more often than the network where the two differ.
    private static let doubt = 0.75

    /// The first reading, surer where the second says the same, in doubt where it does not.
    ///
    /// The second is believed where the first is in doubt itself. What only the second sees is left
    /// out: networks see characters in smears and borders. Within the line it is a reason to doubt.
    static func merged(
        _ first: [MICRReading.Character],
        _ second: [MICRReading.Character]
    ) -> [MICRReading.Character] {
        guard !second.isEmpty else { return first.map { weakened($0) } }
        var merged: [MICRReading.Character] = []
        for pair in aligned(first.map(\.character), second.map(\.character)) {
            switch pair {
            case (let i?, let j?):
                var kept = first[i]
                let other = second[j]
                if kept.character == other.character {
                    kept.confidence = 1 - (1 - kept.confidence) * (1 - other.confidence)
                } else if kept.confidence < 0.6, other.confidence > 0.9 {
                    kept.character = other.character
                    kept.confidence = 0.6
                } else {
                    kept = weakened(kept)
                }
                merged.append(kept)
            case (let i?, nil): merged.append(weakened(first[i]))
            case (nil, _?):
                guard let last = merged.indices.last, last + 1 < first.count else { continue }
                merged[last] = weakened(merged[last])
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
