import Testing

@testable import CheckReader

struct E13BTests {
    @Test func `every glyph has the width of its cell in the standard`() {
        let widths = E13BGlyph.allCases.map { DistanceField.all[$0.rawValue].glyphWidth }

        #expect(widths == [7, 4, 4, 5, 6, 5, 6, 5, 7, 6, 7, 7, 7, 7])
    }

    @Test func `glyphs and characters are one to one`() {
        for glyph in E13BGlyph.allCases { #expect(E13BGlyph(glyph.character) == glyph) }
        #expect(E13BGlyph("x") == nil)
    }

    @Test func `ink is inside and paper outside, by the distance that is said`() {
        let one = DistanceField.all[E13BGlyph.one.rawValue]

        // The foot of the 1 is a block from 0 to 4 and 5 to 9 modules.
        #expect(abs(one.distance(x: 2, y: 7) - 2) < 0.1)
        #expect(abs(one.distance(x: 4.5, y: 7) + 0.5) < 0.1)
        #expect(one.distance(x: 3, y: 2) < 0)
    }

    @Test func `the hole of the zero stays open and its stroke is one module`() {
        let zero = DistanceField.all[E13BGlyph.zero.rawValue]

        #expect(zero.distance(x: 3.5, y: 4.5) < -1)
        #expect(abs(zero.distance(x: 0.5, y: 4.5) - 0.5) < 0.1)
    }

    @Test func `the three parts of transit do not touch`() {
        let transit = DistanceField.all[E13BGlyph.transit.rawValue]

        for y in stride(from: Float(0), to: 9, by: 0.25) {
            #expect(transit.distance(x: 3, y: y) < 0)
        }
    }
}
