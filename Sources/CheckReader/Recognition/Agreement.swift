/// Puts two readings of one line together.
enum Agreement {
    /// What a difference leaves of the confidence in the character that is kept.
    private static let doubt = 0.4

    /// The characters on which both agree, and of the others the surer ones.
    ///
    /// They are put side by side so that as few as possible differ.
    static func merged(
        _ first: [MICRReading.Character],
        _ second: [MICRReading.Character]
    ) -> [MICRReading.Character] {
        guard !second.isEmpty else { return first.map { weakened($0) } }
        let pairs = aligned(first.map(\.character), second.map(\.character))
        var merged: [MICRReading.Character] = []
        for pair in pairs {
            switch pair {
            case (let i?, let j?):
                let a = first[i]
                let b = second[j]
                var kept = a.confidence >= b.confidence ? a : b
                kept.columns = a.columns
                if a.character == b.character {
                    kept.confidence = 1 - (1 - a.confidence) * (1 - b.confidence)
                } else {
                    kept.confidence *= doubt
                }
                merged.append(kept)
            case (let i?, nil): merged.append(weakened(first[i]))
            case (nil, let j?):
                // The glyphs see nothing there: only a very sure network is believed.
                if second[j].confidence > 0.995 { merged.append(weakened(second[j])) }
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
