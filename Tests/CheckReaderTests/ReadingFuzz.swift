import Foundation
import Pictures
import Testing

@testable import CheckReader

/// Strange and damaged pictures, thrown at both models; `make fuzz` runs it longer.
struct ReadingFuzz {
    @Test func `strange pictures give a line or a reason, never a crash`() throws {
        let environment = ProcessInfo.processInfo.environment
        let seconds = environment["RADIANT_FUZZ_SECONDS"].flatMap(Int.init) ?? 1
        let seed =
            environment["RADIANT_FUZZ_SEED"].flatMap(UInt64.init) ?? UInt64.random(in: 1...1 << 40)
        var g = SeededGenerator(seed: seed)
        let samples = [CheckSample.bundled.image, CheckSample(seed: 3, index: 1).image]
        let pipelines = [CheckPipeline(.v1), CheckPipeline(.v2)]
        let readers = [LineReader(.v1), LineReader(.v2)]
        let end = ContinuousClock().now + .seconds(seconds)
        var tried = 0
        var read = 0

        print("fuzz: ReadingFuzz RADIANT_FUZZ_SEED=\(seed)")
        while ContinuousClock().now < end {
            let picture = Self.picture(from: samples, using: &g)
            let version = g.integer(0...1)
            tried += 1
            for result in pipelines[version].readAll(picture) {
                try check(result.reading)
                if !result.reading.micr.isEmpty { read += 1 }
                if let box = result.band?.box {
                    #expect(box.left >= 0 && box.right <= picture.width)
                    #expect(box.top >= 0 && box.bottom <= picture.height)
                }
            }
            let dpi = g.chance(0.5) ? g.uniform(-10, 2000) : nil
            try check(readers[version].read(picture, dpi: dpi))
            for region in FieldFinder().regions(in: picture, besides: nil) {
                #expect(region.box.right <= picture.width && region.box.bottom <= picture.height)
            }
        }
        print("fuzz: \(tried) strange pictures, \(read) lines read")
        #expect(tried > 0)
    }

    private func check(_ reading: MICRReading) throws {
        #expect((0...1).contains(reading.confidence))
        #expect(reading.characters.allSatisfy { (0...1).contains($0.confidence) })
        #expect(reading.micr.isEmpty == (reading.reason != nil))
        #expect(reading.micr.isEmpty || reading.candidates.contains { $0.micr == reading.micr })
    }

    /// A check that was cut, squeezed, turned and scratched, or no check at all.
    private static func picture(
        from samples: [GrayImage],
        using g: inout SeededGenerator
    ) -> GrayImage {
        guard g.chance(0.7) else { return nothing(using: &g) }
        var image = g.pick(samples)
        if g.chance(0.5) {
            let (x, y) = (g.integer(0...image.width - 1), g.integer(0...image.height - 1))
            image =
                image.cropped(
                    x: x / 2,
                    y: y,
                    width: g.integer(1...image.width),
                    height: g.integer(1...image.height)
                ) ?? image
        }
        if g.chance(0.4) {
            image = image.scaled(
                width: g.integer(1...1600),
                height: g.integer(1...900)
            )
        }
        if g.chance(0.4) { image = image.rotated(degrees: g.uniform(-180, 180)) }
        if g.chance(0.3) { image.pixels = image.pixels.map { 255 - $0 } }
        for _ in 0..<g.integer(0...40) {
            let (x, y) = (g.integer(0...image.width - 1), g.integer(0...image.height - 1))
            let (wide, high) = (g.integer(1...60), g.integer(1...60))
            let gray = UInt8(g.integer(0...255))
            for row in y..<min(image.height, y + high) {
                for column in x..<min(image.width, x + wide) { image[column, row] = gray }
            }
        }
        return image
    }

    /// Noise, stripes, or rows of bars of a digit's size.
    private static func nothing(using g: inout SeededGenerator) -> GrayImage {
        let width = g.chance(0.2) ? g.integer(1...9) : g.integer(1...1400)
        let height = g.chance(0.2) ? g.integer(1...9) : g.integer(1...800)
        var image = GrayImage(width: width, height: height, filledWith: UInt8(g.integer(0...255)))
        switch g.integer(0...2) {
        case 0:
            for index in image.pixels.indices { image.pixels[index] = UInt8(g.integer(0...255)) }
        case 1:
            let period = g.integer(2...40)
            for y in 0..<height {
                for x in 0..<width where (x + y * g.integer(0...1)) % period < period / 2 {
                    image[x, y] = 20
                }
            }
        default:
            let pitch = g.integer(3...60)
            for row in stride(from: 5, to: height, by: pitch * 2) {
                for left in stride(from: 3, to: width - pitch, by: pitch) {
                    for y in row..<min(height, row + pitch) where !g.chance(0.2) {
                        for x in left..<(left + max(1, pitch * 2 / 3)) where !g.chance(0.3) {
                            image[x, y] = 30
                        }
                    }
                }
            }
        }
        return image
    }
}
