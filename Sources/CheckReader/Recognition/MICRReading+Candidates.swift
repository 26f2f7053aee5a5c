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
            let ratio = rival.confidence / max(1e-6, characters[place].confidence)
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
            let micr = String(line.map(\.character))
            let isWrong = MICRFields(of: micr).isTransitValid == false
            return (line, micr, likelihood * (isWrong ? Self.wrongSum : 1), likelihood)
        }
        .sorted { $0.2 > $1.2 }
        return ranked.prefix(5).map { line, micr, _, likelihood in
            Candidate(micr: micr, confidence: likelihood, characters: line)
        }
    }

    /// The reading with the candidate that its check digit speaks for in place of a likelier one whose
    /// check digit is wrong.
    var ranked: MICRReading {
        guard let first = candidates.first, first.micr != micr else { return self }
        return MICRReading(characters: first.characters, reason: reason)
    }
}
