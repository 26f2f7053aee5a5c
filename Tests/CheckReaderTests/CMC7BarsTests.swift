import Pictures
import Testing

@testable import CheckReader

/// CMC-7 read by where its bars stand.
struct CMC7BarsTests {
    /// A strip with glyphs from 10 modules on, all of them at the font's pitch; `nil` leaves one out.
    private func strip(_ glyphs: [CMC7Glyph?], print: CMC7Print = CMC7Print()) throws -> Strip {
        let pitch = CMC7Glyph.pitch * CMC7Glyph.modulesPerMillimetre
        let right = 10 + Double(glyphs.count) * pitch
        var canvas = Canvas(width: right + 10, height: 20, scale: 6)
        var generator = SeededGenerator(seed: 3, index: 0)
        let foot = 5 + CMC7Glyph.height * CMC7Glyph.modulesPerMillimetre
        _ = print.apply(glyphs, right: right, top: 5, on: &canvas, using: &generator)
        let image = try #require(
            GrayImage(
                width: canvas.width,
                height: canvas.height,
                pixels: canvas.reflectance.map { UInt8($0 * 255) }
            )
        )
        let line = LineGeometry(
            scale: 6,
            origin: 0,
            foot: foot * 6,
            slope: 0,
            left: 0,
            right: Double(image.width)
        )
        return try #require(Strip(of: image, along: line, scale: 3))
    }

    /// The middle of the bars of a glyph, in pixels of the strip.
    private func centre(_ index: Int) -> Double {
        let millimetres = CMC7Glyph.pitch * Double(index) + 1.175
        return (10 + millimetres * CMC7Glyph.modulesPerMillimetre) * 3
    }

    @Test(arguments: [-0.05, 0, 0.1])
    func `glyphs are told by their bars, printed thin or fat`(growth: Double) throws {
        var print = CMC7Print()
        print.growth = growth
        let bars = CMC7Bars(try strip(CMC7Glyph.allCases, print: print), blur: 0.45)

        for (index, glyph) in CMC7Glyph.allCases.enumerated() {
            let match = bars.match(near: centre(index) + 2, within: 5)
            #expect(match.glyph == glyph)
            #expect(match.confidence > 0.95, "\(match)")
            #expect(abs(match.centre - centre(index)) < 1.5)
        }
    }

    @Test func `a place that was left blank has no contrast`() throws {
        let bars = CMC7Bars(try strip([.one, .two, nil, nil, .three, .four]), blur: 0.45)

        let blank = bars.match(near: centre(2) + 14, within: 5)
        let inked = bars.match(near: centre(1), within: 5)

        #expect(blank.contrast < inked.contrast / 2, "\(blank) \(inked)")
    }

    @Test func `what the network passed over in a line is found by its bars`() throws {
        let glyphs: [CMC7Glyph] = [.symbol3, .six, .six, .eight, .one, .seven, .nine, .zero]
        let strip = try strip(glyphs)
        let network = try #require(StripNetwork.standard)
        let seen = NetworkLine(strip, network: network)
        let all = String(glyphs.map(\.character))
        #expect(seen.font == .cmc7 && String(seen.characters.map(\.character)) == all)

        let line = CMC7Line(seen.without(2))

        #expect(String(line.characters.map(\.character)) == all)
        #expect(line.characters.allSatisfy { $0.confidence > 0.9 })
    }
}

extension NetworkLine {
    /// The line with one character not seen.
    fileprivate func without(_ index: Int) -> NetworkLine {
        var copy = self
        copy.peaks.remove(at: index)
        return copy
    }
}
