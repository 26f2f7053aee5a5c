import Pictures
import Testing

struct ColorImageTests {
    /// Red to the left, blue to the right, brighter downwards.
    private let sample: ColorImage

    init() throws {
        var pixels: [UInt8] = []
        for y in 0..<20 {
            for x in 0..<30 {
                let level = UInt8(100 + 5 * y)
                pixels += x < 15 ? [level, 10, 20] : [20, 10, level]
            }
        }
        sample = try #require(ColorImage(width: 30, height: 20, pixels: pixels))
    }

    @Test(arguments: [PictureFormat.png, .tiff])
    func `lossless formats give back every colour`(format: PictureFormat) throws {
        #expect(try ColorImage(decoding: sample.encoded(as: format)) == sample)
    }

    @Test func `grey is what the eye weighs, and what decoding as grey gives`() throws {
        let gray = try GrayImage(decoding: sample.encoded(as: .png))

        #expect(abs(Int(sample.gray[3, 3]) - Int(gray[3, 3])) <= 12)
        #expect(sample.gray[3, 3] > sample.gray[20, 3])
    }

    @Test func `planes of one size make a picture, others do not`() {
        let small = GrayImage(width: 3, height: 2, filledWith: 9)
        let other = GrayImage(width: 2, height: 3)

        #expect(ColorImage(red: small, green: small, blue: small)?.pixels.count == 18)
        #expect(ColorImage(red: small, green: other, blue: small) == nil)
        #expect(ColorImage(width: 2, height: 2, pixels: [1]) == nil)
    }

    @Test func `a grey file decodes as colour too`() throws {
        let bytes = try GrayImage(width: 4, height: 4, filledWith: 77).encoded(as: .png)

        #expect(try ColorImage(decoding: bytes).pixels.allSatisfy { $0 == 77 })
    }
}
