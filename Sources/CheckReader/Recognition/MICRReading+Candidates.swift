extension MICRReading {
    /// A line that the picture may show.
    public struct Candidate: Sendable, Hashable {
        /// The line in Unicode's OCR block.
        public let micr: String
        /// How likely it is the line, 0 to 1.
        public let confidence: Double
        fileprivate let characters: [Character]
    }

    /// Characters whose second reading is tried.
    private static let doubtful = 5
    /// How much less likely a line is whose check digit is wrong: of 62 complete routing numbers on
    /// real checks three failed, two of them on specimens.
    private static let wrongSum = 0.05

    /// The lines that the picture may show, the likeliest first, at most five.
    ///
    /// Each is made of what was seen: of the characters in doubt, the first or the second reading. A
    /// check digit ranks them where the country has one; it never makes one up.
    public var candidates: [Candidate] {
        guard !characters.isEmpty else { return [] }
        let places = characters.indices
            .filter { (characters[$0].rival?.confidence ?? 0) > 0.01 }
            .sorted { characters[$0].confidence < characters[$1].confidence }
            .prefix(Self.doubtful)
        var found = [(characters: characters, likelihood: confidence)]
        for place in places {
            guard let rival = characters[place].rival else { continue }
            // Confidences are measured each for itself: the second reading is never the likelier one.
            let ratio = min(1, rival.confidence / max(1e-6, characters[place].confidence))
            found += found.map { line, likelihood in
                var changed = line
                changed[place].character = rival.character
                changed[place].confidence = rival.confidence
                changed[place].rival = Rival(
                    character: line[place].character,
                    confidence: line[place].confidence
                )
                return (changed, likelihood * ratio)
            }
        }
        let ranked = found.map { line, likelihood in
            let text = String(line.map(\.character))
            let isWrong = MICRFields(of: text).isTransitValid == false
            return (line, text, likelihood * (isWrong ? Self.wrongSum : 1), likelihood)
        }
        .sorted { $0.2 > $1.2 }
        var kept = Array(ranked.prefix(5))
        // Whatever speaks for others, what was read is one of them.
        if !kept.contains(where: { $0.1 == micr }), let own = ranked.first(where: { $0.1 == micr })
        {
            kept[kept.count - 1] = own
        }
        // The others share no more than what this line leaves them.
        let others = kept.filter { $0.1 != micr }.reduce(0) { $0 + $1.3 }
        let share = others > 0 ? min(1, (1 - confidence) / others) : 1
        return kept.map { line, text, _, likelihood in
            let own = text == micr ? likelihood : likelihood * share
            return Candidate(micr: text, confidence: own, characters: line)
        }
    }

    /// The reading with the candidate that its check digit speaks for in place of a likelier one whose
    /// check digit is wrong.
    var ranked: MICRReading {
        guard let first = candidates.first, first.micr != micr else { return self }
        return MICRReading(characters: first.characters, reason: reason)
    }
}
