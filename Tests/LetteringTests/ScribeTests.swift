import Lettering
import Testing

struct ScribeTests {
    private let scribe = Scribe()
    private let sans = Typeface("DejaVu Sans")

    @Test func `a line of Latin leaves ink and is as high as asked for`() throws {
        let mask = try #require(scribe.line("Pay to the order of", in: sans, size: 60))

        #expect(mask.coverage.count == mask.width * mask.height)
        #expect(mask.coverage.contains(255))
        #expect((50...75).contains(mask.height))
        #expect(mask.width > 6 * mask.height)
        #expect(mask.baseline > 0.6 * Double(mask.height))
    }

    @Test func `Arabic letters join: a word is not as wide as its letters apart`() throws {
        let word = try #require(scribe.line("شيك", in: Typeface("Amiri"), size: 60))
        let letters = try #require(scribe.line("ش ي ك", in: Typeface("Amiri"), size: 60))

        #expect(word.width < letters.width)
    }

    @Test func `the same line is drawn the same again, also by another scribe`() {
        #expect(
            scribe.line("Two hundred only", in: sans.bold, size: 33)
                == Scribe().line("Two hundred only", in: sans.bold, size: 33)
        )
    }

    @Test func `blanks leave no ink`() {
        #expect(scribe.line("", in: sans, size: 20) == nil)
        #expect(scribe.line("   ", in: sans, size: 20) == nil)
    }

    @Test func `families are told by name`() {
        #expect(scribe.families.contains("DejaVu Sans"))
        #expect(!scribe.families.contains("No Such Face"))
    }
}
