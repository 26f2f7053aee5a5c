import Testing

@testable import CheckReader

struct CalibrationTests {
    private let calibration = Calibration(
        line: .init(points: [.init(odds: -2, share: 0.1), .init(odds: 2, share: 0.8)]),
        character: .init(points: [.init(odds: 0, share: 0.5), .init(odds: 4, share: 0.999)])
    )

    @Test func `both versions ship with rising shares for lines and characters`() {
        for version in [LineReader.Version.v1, .v2] {
            let shipped = Calibration.shipped(for: version)
            for curve in [shipped.line, shipped.character] {
                #expect(curve.points.count >= 3)
                for (a, b) in zip(curve.points, curve.points.dropFirst()) {
                    #expect(a.odds < b.odds && a.share <= b.share)
                }
                #expect((curve.points.last?.share ?? 0) > 0.9)
            }
        }
    }

    @Test func `a score between two points is worth what lies between them`() {
        #expect(abs(calibration.line.share(at: 0.5) - 0.45) < 1e-9)
        #expect(calibration.line.share(at: 0) == 0.1)
        #expect(calibration.line.share(at: 1) == 0.8)
    }

    @Test func `a line has its own confidence, and other readings share what it leaves`() {
        var characters = "⑈309069⑈500211012⑆31".map {
            MICRReading.Character(character: $0, confidence: 0.99, columns: 0..<1)
        }
        characters[3].rival = MICRReading.Rival(character: "8", confidence: 0.9)
        characters[4].rival = MICRReading.Rival(character: "3", confidence: 0.8)

        let reading = MICRReading(characters: characters).calibrated(by: calibration)

        #expect(reading.confidence < 0.8 && reading.confidence > 0.6)
        #expect(reading.isUnsure)
        let candidates = reading.candidates
        #expect(candidates.count == 4)
        #expect(candidates[0].micr == reading.micr)
        #expect(candidates.reduce(0) { $0 + $1.confidence } < 1.0001)
    }

    @Test func `rows that are none are passed over`() {
        let curves = Calibration.curves(
            of: "# a\nv1 line 1 0.5\nv1 line x 0.5\nv9 line 1 1\nv1 line 2 7\n"
        )

        #expect(curves[.v1]?.line.points.count == 1)
        #expect(curves.count == 1)
    }

    @Test func `characters are right where they stand as they should`() {
        let characters = "12⑈4".map {
            MICRReading.Character(character: $0, confidence: 1, columns: 0..<1)
        }

        #expect(MICRReading(characters: characters).matches("12⑈34") == [true, true, true, true])
        #expect(MICRReading(characters: characters).matches("13⑈4") == [true, false, true, true])
    }
}
