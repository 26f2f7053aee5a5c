import Testing

@testable import CheckReader

struct CandidateTests {
    /// A line of which one character may be another.
    private func reading(
        _ text: String,
        doubtAt place: Int,
        confidence: Double,
        rival: Character,
        _ rivalConfidence: Double
    ) -> MICRReading {
        var characters = text.map {
            MICRReading.Character(character: $0, confidence: 0.999, columns: 0..<1)
        }
        characters[place].confidence = confidence
        characters[place].rival = MICRReading.Rival(
            character: rival,
            confidence: rivalConfidence
        )
        return MICRReading(characters: characters)
    }

    @Test func `a line in doubt says so and gives the other readings, the likeliest first`() {
        let reading = reading(
            "⑈309069⑈500211012⑆31",
            doubtAt: 3,
            confidence: 0.6,
            rival: "8",
            0.4
        )

        #expect(reading.isUnsure)
        #expect(
            reading.candidates.map(\.micr) == ["⑈309069⑈500211012⑆31", "⑈308069⑈500211012⑆31"]
        )
        #expect(reading.candidates[0].confidence > reading.candidates[1].confidence)
    }

    @Test func `a sure line has no other reading`() {
        let characters = "⑈309069⑈500211012⑆31".map {
            MICRReading.Character(character: $0, confidence: 0.999, columns: 0..<1)
        }

        #expect(!MICRReading(characters: characters).isUnsure)
        #expect(MICRReading(characters: characters).candidates.count == 1)
    }

    @Test func `a check digit decides between two readings of a character`() {
        let wrong = "⑆021000022⑆1234567890⑈0123"
        let reading = reading(wrong, doubtAt: 9, confidence: 0.55, rival: "1", 0.45).ranked

        #expect(reading.micr == "⑆021000021⑆1234567890⑈0123")
    }

    @Test func `a check digit never makes up what was not seen`() {
        let wrong = "⑆021000022⑆1234567890⑈0123"
        let reading = reading(wrong, doubtAt: 9, confidence: 0.9, rival: "7", 0.1).ranked

        #expect(reading.micr == wrong)
    }

    @Test func `what was read is one of the candidates, however likely others are`() {
        let characters = "⑈309069⑈500211012⑆31".enumerated().map { index, character in
            var one = MICRReading.Character(
                character: character,
                confidence: index < 8 ? 0.3 : 0.999,
                columns: 0..<1
            )
            if index < 8 { one.rival = MICRReading.Rival(character: "7", confidence: 0.65) }
            return one
        }
        let reading = MICRReading(characters: characters)

        #expect(reading.candidates.count == 5)
        #expect(reading.candidates.contains { $0.micr == reading.micr })
    }
}
