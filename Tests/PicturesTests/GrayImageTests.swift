import Pictures
import Testing

struct GrayImageTests {
    /// Dark to the left, light to the right.
    private var ramp: GrayImage {
        var image = GrayImage(width: 64, height: 32)
        for y in 0..<32 { for x in 0..<64 { image[x, y] = UInt8(x * 4) } }
        return image
    }

    @Test(arguments: [PictureFormat.png, .tiff])
    func `lossless formats give back what was written`(format: PictureFormat) throws {
        let bytes = try ramp.encoded(as: format)

        #expect(try GrayImage(decoding: bytes) == ramp)
    }

    @Test func `JPEG gives back about what was written`() throws {
        let decoded = try GrayImage(decoding: ramp.encoded(as: .jpeg, quality: 90))

        let worst = zip(decoded.pixels, ramp.pixels).map { abs(Int($0) - Int($1)) }.max()
        #expect(decoded.width == 64 && decoded.height == 32)
        #expect((worst ?? 255) < 12)
    }

    @Test func `shrinking averages`() {
        let half = ramp.scaled(by: 0.5)

        #expect(half.width == 32 && half.height == 16)
        #expect(abs(Int(half[10, 8]) - 82) <= 3)
    }

    @Test func `a crop keeps to the picture`() {
        #expect(ramp.cropped(x: 60, y: -5, width: 10, height: 10)?.width == 4)
        #expect(ramp.cropped(x: 60, y: -5, width: 10, height: 10)?.height == 5)
        #expect(ramp.cropped(x: 64, y: 0, width: 5, height: 5) == nil)
    }

    @Test func `pixels that do not fill the size are no picture`() {
        #expect(GrayImage(width: 2, height: 2, pixels: [1, 2, 3]) == nil)
        #expect(GrayImage(width: 0, height: 2, pixels: []) == nil)
    }

    @Test func `text has nothing to draw when nothing of it is plain`() {
        #expect(GrayImage(text: "", points: 10) == nil)
        #expect(GrayImage(text: "شيك", points: 10) == nil)
        #expect(GrayImage(text: "Pay", points: 10)?.pixels.contains { $0 < 100 } == true)
    }
}
