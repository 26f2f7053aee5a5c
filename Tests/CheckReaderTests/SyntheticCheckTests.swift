import Pictures
import Testing

@testable import CheckReader

struct SyntheticCheckTests {
    @Test func `the check that comes with the program is read`() throws {
        let sample = CheckSample.bundled

        let result = CheckPipeline().read(sample.image)

        #expect(result.reading.micr == sample.micr)
        #expect(result.reading.confidence > 0.9)
        let box = try #require(result.band?.box)
        #expect(abs(box.left - sample.box.left) < 20 && abs(box.right - sample.box.right) < 20)
        #expect(abs(box.top - sample.box.top) < 8 && abs(box.bottom - sample.box.bottom) < 8)
    }

    @Test func `a check on its head is read, and its box lies where it lies`() throws {
        let sample = CheckSample.bundled

        let result = CheckPipeline().read(sample.image.turnedRound)

        #expect(result.reading.micr == sample.micr)
        let band = try #require(result.band)
        #expect(band.box.bottom < sample.image.height / 4)
        #expect(abs(band.skew) > 170)
    }

    @Test func `of thirty drawn checks at least twenty-eight are read`() throws {
        let pipeline = CheckPipeline()

        let right = (0..<30).filter { index in
            let sample = CheckSample(seed: 99, index: index)
            return pipeline.read(sample.image).reading.micr == sample.micr
        }

        #expect(right.count >= 28)
    }

    @Test func `a picture without a line gives none and says why`() throws {
        let pipeline = CheckPipeline()
        var pictures = [
            GrayImage(width: 800, height: 400), GrayImage(width: 1, height: 1, filledWith: 0),
            GrayImage(width: 3000, height: 2, filledWith: 90),
        ]
        var generator = SeededGenerator(seed: 4)
        var noise = GrayImage(width: 700, height: 300)
        for index in noise.pixels.indices {
            noise.pixels[index] = UInt8(generator.integer(0...255))
        }
        pictures.append(noise)
        var print = Canvas(width: 400, height: 200, scale: 2)
        for line in 0..<8 {
            print.print(generator.digits(24), x: 10, y: Double(line * 22), size: 12, ink: 0.9)
        }
        pictures.append(
            Camera().picture(
                of: print,
                width: 900,
                height: 500,
                centre: (200, 100),
                background: 1,
                using: &generator
            )
        )

        for picture in pictures {
            let reading = pipeline.read(picture).reading
            #expect(reading.micr.isEmpty)
            #expect(reading.confidence == 0)
            #expect(reading.reason != nil)
        }
    }

    private func characters(_ text: String, _ confidence: Double) -> [MICRReading.Character] {
        text.map { MICRReading.Character(character: $0, confidence: confidence, columns: 0..<1) }
    }

    @Test func `where two readings agree they are surer, where they differ in doubt`() {
        let merged = Agreement.merged(characters("1234", 0.9), characters("1284", 0.9))

        #expect(String(merged.map(\.character)) == "1284")
        #expect(merged[0].confidence > 0.98)
        #expect(merged[2].confidence < 0.8)
        #expect(merged[2].rival?.character == "3")
    }

    @Test func `what only the network sees beyond the line is left out`() {
        let merged = Agreement.merged(characters("1234", 0.9), characters("712⑈34", 0.9))

        #expect(String(merged.map(\.character)) == "12⑈34")
    }
}
