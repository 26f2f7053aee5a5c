import Pictures
import Testing

@testable import CheckReader

struct DetectionTests {
    /// The picture in the middle of a larger grey one.
    private func framed(_ image: GrayImage, by margin: Int) -> GrayImage {
        placed(
            [(image, margin, margin)],
            width: image.width + 2 * margin,
            height: image.height + 2 * margin
        )
    }

    private func placed(
        _ parts: [(image: GrayImage, x: Int, y: Int)],
        width: Int,
        height: Int
    ) -> GrayImage {
        var sheet = GrayImage(width: width, height: height, filledWith: 110)
        for part in parts {
            for y in 0..<part.image.height {
                for x in 0..<part.image.width {
                    sheet[x + part.x, y + part.y] = part.image[x, y]
                }
            }
        }
        return sheet
    }

    @Test(arguments: [-15.0, -9, 6, 12, 15])
    func `a check askew is read, and its line's fall is said`(degrees: Double) throws {
        let sample = CheckSample.bundled
        let image = framed(sample.image, by: 300).rotated(degrees: degrees)

        let result = CheckPipeline().read(image)

        #expect(result.reading.micr == sample.micr)
        #expect(abs(try #require(result.band).skew - degrees) < 1)
    }

    @Test func `a check with wide margins is read, and its box lies on the line`() throws {
        let sample = CheckSample.bundled
        let result = CheckPipeline().read(framed(sample.image, by: 500))

        #expect(result.reading.micr == sample.micr)
        let box = try #require(result.band).box
        #expect(abs(box.left - sample.box.left - 500) < 20)
        #expect(abs(box.bottom - sample.box.bottom - 500) < 10)
    }

    @Test(arguments: [Orientation.onItsLeft, .onItsRight])
    func `a check on its side is read, and its box lies where it lies`(
        orientation: Orientation
    ) throws {
        let sample = CheckSample.bundled
        let image = orientation.applied(to: sample.image)

        let result = CheckPipeline().read(image)

        #expect(result.reading.micr == sample.micr)
        let box = try #require(result.band).box
        #expect(box.height > image.height / 2)
        let (width, isLeft) = (image.width, orientation == .onItsLeft)
        #expect(isLeft ? box.right < width / 3 : box.left > width * 2 / 3)
    }

    @Test func `two checks in a picture are two lines, from the top`() {
        let first = CheckSample.bundled
        let second = CheckSample(seed: 99, index: 1)
        let width = max(first.image.width, second.image.width) + 80
        let image = placed(
            [(first.image, 40, 40), (second.image, 40, first.image.height + 80)],
            width: width,
            height: first.image.height + second.image.height + 120
        )

        let lines = CheckPipeline().readAll(image).map(\.reading.micr)

        #expect(lines == [first.micr, second.micr])
    }
}
