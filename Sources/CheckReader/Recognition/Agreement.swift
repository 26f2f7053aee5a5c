/// Puts two readings of one line together.
enum Agreement {
    /// What a difference leaves of the confidence in the character that is kept.
    private static let doubt = 0.75
    /// The glyphs are kept against the network from this confidence on, where its own is low.
    private static let conviction = 0.97
    /// What the network alone sees beyond the line is kept from this confidence on.
    private static let solid = 0.95

    /// What both say, surer than either says it; where they differ what the network says, in doubt.
    ///
    /// The network knows more about broken and bent characters than the glyphs do; but it sees some in
    /// smears and borders beyond the line, and weak ones are left out there.
    static func merged(
        _ glyphs: [MICRReading.Character],
        _ network: [MICRReading.Character]
    ) -> [MICRReading.Character] {
        guard !network.isEmpty else { return glyphs.map { weakened($0) } }
        guard !glyphs.isEmpty else { return network }
        let pairs = aligned(glyphs.map(\.character), network.map(\.character))
        let inner = (pairs.firstIndex { $0.0 != nil } ?? 0)...(pairs.lastIndex { $0.0 != nil } ?? 0)
        var merged: [MICRReading.Character] = []
        for (place, pair) in pairs.enumerated() {
            switch pair {
            case (let i?, let j?): merged.append(one(of: glyphs[i], network[j]))
            case (let i?, nil):
                // Where the network has another character, it was paired with its neighbour.
                if network.contains(where: { $0.takes(glyphs[i].columns) }) { continue }
                if glyphs[i].confidence > conviction {
                    merged.append(weakened(glyphs[i]))
                } else if let last = merged.indices.last {
                    merged[last].confidence *= 1 - 0.5 * glyphs[i].confidence
                }
            case (nil, let j?):
                if inner.contains(place) {
                    merged.append(weakened(network[j]))
                } else if network[j].confidence > solid {
                    merged.append(network[j])
                }
            case (nil, nil): break
            }
        }
        return merged
    }

    /// What two readings of one character come to.
    private static func one(
        of glyph: MICRReading.Character,
        _ seen: MICRReading.Character
    ) -> MICRReading.Character {
        var kept = seen
        if glyph.character == seen.character {
            kept.confidence = 1 - (1 - glyph.confidence) * (1 - seen.confidence)
            kept.columns = glyph.columns
            return kept
        }
        if glyph.confidence > conviction, seen.confidence < 0.8 {
            kept = weakened(glyph)
            kept.rival = MICRReading.Rival(
                character: seen.character,
                confidence: seen.confidence / 2
            )
        } else {
            kept.confidence = min(doubt, seen.confidence)
            kept.rival = MICRReading.Rival(
                character: glyph.character,
                confidence: (1 - kept.confidence) * glyph.confidence
            )
        }
        return kept
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

extension MICRReading.Character {
    /// Whether it stands on more than half of the columns.
    fileprivate func takes(_ other: Range<Int>) -> Bool {
        2 * columns.clamped(to: other).count > min(columns.count, other.count)
    }
}
