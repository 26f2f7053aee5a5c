import Pictures
import Testing

@testable import CheckReader

struct SynthesisTests {
    @Test func `the same seed draws the same lines, another one others`() {
        let first = LineSample(seed: 7, index: 3)

        #expect(LineSample(seed: 7, index: 3) == first)
        #expect(LineSample(seed: 8, index: 3) != first)
        #expect(LineSample(seed: 7, index: 4) != first)
    }

    @Test func `the same seed draws the same check`() {
        #expect(CheckSample(seed: 2, index: 1) == CheckSample(seed: 2, index: 1))
    }

    @Test func `the generator's sequence is fixed`() {
        var generator = SeededGenerator(seed: 1)

        #expect(generator.next() == 0x910a_2dec_8902_5cc1)
        #expect((0..<1000).allSatisfy { _ in (3...5).contains(generator.integer(3...5)) })
    }

    @Test func `routing numbers of drawn checks have a right check digit`() {
        #expect(RoutingNumber.isValid("021000021"))
        #expect(!RoutingNumber.isValid("021000012"))
        #expect(!RoutingNumber.isValid("02100002"))
        #expect(RoutingNumber.isValid(RoutingNumber.completing("12100024")))
    }

    @Test func `the box of a check holds its line`() {
        let sample = CheckSample.bundled

        #expect(sample.micr == "⑈00000042⑈0⑆634007011⑆⑈0012345678901⑈")
        #expect(sample.box.width > sample.image.width / 2)
        #expect(sample.box.top > sample.image.height * 3 / 4)
    }

    @Test func `amounts are written in words`() {
        #expect(NumberWords.english(0) == "zero")
        #expect(NumberWords.english(8283) == "eight thousand two hundred eighty-three")
        #expect(NumberWords.english(100_000) == "one hundred thousand")
    }
}
