import Lettering
import Pictures
import Testing

@testable import CheckReader

struct DrawnCheckTests {
    private let synthesizer: CheckSynthesizer

    init() throws { synthesizer = try CheckSynthesizer() }

    @Test func `the same seed gives the same bytes, another one others`() {
        let check = synthesizer.check(seed: 5, index: 2)

        #expect(synthesizer.check(seed: 5, index: 2) == check)
        #expect(synthesizer.check(seed: 6, index: 2).bytes != check.bytes)
        #expect(!check.bytes.isEmpty)
    }

    @Test(arguments: CheckSynthesizer.conventions)
    func `every convention has its line, its fields and a signature within the picture`(
        convention: String
    ) throws {
        let check = synthesizer.check(
            seed: 11,
            index: 1,
            wish: .init(convention: convention, source: "scan")
        )

        let header = try PictureHeader(of: check.bytes)
        #expect(header.format == check.format)
        #expect(header.pages[0].width == check.width && header.pages[0].height == check.height)
        #expect(check.font == (convention == "cmc7" ? "cmc7" : "e13b"))
        #expect(check.fields.filter { $0.kind == .micr }.map(\.text) == [check.micr])
        #expect(check.fields.contains { $0.kind == .signature })
        #expect(check.fields.contains { $0.kind == .english && !$0.text.isEmpty })
        #expect(check.fields.contains { $0.kind == .arabic } == (convention == "gulf"))
        for field in check.fields {
            #expect(field.box.width > 0 && field.box.right <= check.width)
            #expect(field.box.height > 0 && field.box.bottom <= check.height)
        }
    }

    @Test func `colours come out as colours, and black and white as two levels`() throws {
        var forms: Set<String> = []
        for index in 0..<40 where forms.count < 3 {
            let check = synthesizer.check(seed: 21, index: index, wish: .init(source: "scan"))
            guard forms.insert(check.form).inserted else { continue }
            let image = try ColorImage(decoding: check.bytes)
            let levels = Set(image.pixels)
            let pixels = image.pixels
            let isGray = (0..<(pixels.count / 3)).allSatisfy { index in
                let red = pixels[3 * index]
                return red == pixels[3 * index + 1] && red == pixels[3 * index + 2]
            }
            #expect(isGray == (check.form != "color"))
            #expect((levels.count == 2) == (check.form == "bitonal"))
        }
        #expect(forms.count == 3)
    }

    @Test func `a point of a sheet is found in the picture however it is turned`() {
        var camera = Camera()
        camera.perspective = (0.05, -0.04)
        camera.bend = (1.5, 300, 1)
        for turn in [0.0, 15, 90, 180, 187, -12] {
            camera.turn = turn
            let size = (width: 900, height: 500)
            let seen = camera.picturePoint((30, 40), size: size, centre: (150, 80))
            let back = camera.canvasPoint(seen.x, seen.y, size: size, centre: (150, 80))
            #expect(abs(back.x - 30) < 0.05 && abs(back.y - 40) < 0.05, "\(turn)")
        }
    }

    @Test func `Arabic numbers and digits are written as in Arabic`() {
        #expect(NumberWords.arabic(25) == "خمسة وعشرون")
        #expect(NumberWords.arabic(8283) == "ثمانية آلاف ومائتان وثلاثة وثمانون")
        #expect(Vocabulary.arabicDigits("12/2026") == "١٢/٢٠٢٦")
    }
}

struct CMC7GlyphTests {
    @Test func `every glyph has seven bars, two wide intervals and a code of its own`() {
        let codes = CMC7Glyph.allCases.map(\.intervals)

        #expect(Set(codes).count == 15)
        for glyph in CMC7Glyph.allCases {
            #expect(glyph.intervals.filter { $0 }.count == 2)
            #expect(glyph.bars.count == 7)
            #expect(CMC7Glyph(glyph.character) == glyph)
        }
    }

    @Test func `every bar of every glyph leaves ink, in twelve rows`() {
        for glyph in CMC7Glyph.allCases {
            let rows = CMC7Outline.rows(of: glyph).map(Array.init)
            #expect(rows.count == 12)
            for bar in 0..<7 { #expect(rows.contains { $0[bar] == "#" }, "\(glyph) \(bar)") }
        }
    }
}

struct DrawnCheckReadingTests {
    @Test func `of sixteen drawn checks at least fourteen are read, none wrong and sure`() throws {
        let synthesizer = try CheckSynthesizer()
        let pipeline = CheckPipeline(.v2)
        var exact = 0

        for index in 0..<16 {
            let check = synthesizer.check(seed: 777, index: index)
            let reading = pipeline.read(try GrayImage(decoding: check.bytes)).reading
            if reading.micr == check.micr { exact += 1 } else { #expect(reading.isUnsure) }
        }

        #expect(exact >= 14)
    }
}
