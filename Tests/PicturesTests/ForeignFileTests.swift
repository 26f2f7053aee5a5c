import Failures
import Foundation
import Pictures
import Testing

/// Files that other programs wrote: 32 by 20 pixels, the left half dark, the right one light.
struct ForeignFileTests {
    private func bytes(_ name: String) throws -> [UInt8] {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Files")
        return [UInt8](try Data(contentsOf: folder.appending(path: name)))
    }

    @Test(
        arguments: [
            "baseline.jpg", "progressive.jpg", "cmyk.jpg", "gray-16-bit.png", "color-16-bit.png",
            "transparent.png", "gray-transparent.png", "animated.png", "palette.png", "one-bit.png",
            "fax.tif", "lzw.tif", "gray-16-bit.tif", "pages.tif", "turned-by-exif.jpg",
        ]
    )
    func `any depth, colour and coding is read as it looks`(name: String) throws {
        let bytes = try bytes(name)

        let gray = try GrayImage(decoding: bytes)
        let color = try ColorImage(decoding: bytes)

        #expect(gray.width == 32 && gray.height == 20)
        #expect(gray[4, 10] < 90 && gray[28, 10] > 180, "\(gray[4, 10]) \(gray[28, 10])")
        #expect(color.width == 32 && color.gray[4, 10] < 90 && color.gray[28, 10] > 180)
    }

    @Test func `every page of a TIFF is a picture of its own`() throws {
        let bytes = try bytes("pages.tif")

        #expect(try PictureHeader(of: bytes).pages.count == 3)
        #expect(try GrayImage(decoding: bytes, page: 1)[4, 10] > 180)
        #expect(try GrayImage(decoding: bytes, page: 2)[4, 10] < 90)
    }

    @Test func `a phone's picture is turned as it was held, and its boxes turned back`() throws {
        let upright = try UprightPicture(decoding: bytes("turned-by-exif.jpg"))

        // Orientation 6: what is stored at the left is seen at the top.
        #expect(upright.image.width == 20 && upright.image.height == 32)
        #expect(upright.image[10, 4] < 90 && upright.image[10, 28] > 180)
        let top = PixelBox(left: 2, top: 0, right: 10, bottom: 16)
        #expect(upright.stored(top) == PixelBox(left: 0, top: 10, right: 16, bottom: 18))
    }

    @Test(arguments: 1...8)
    func `a box turned back holds the same pixels`(orientation: Int) {
        var stored = GrayImage(width: 9, height: 6)
        for index in stored.pixels.indices { stored.pixels[index] = UInt8(index) }
        let upright = UprightPicture(stored, orientation: orientation)
        let box = PixelBox(left: 1, top: 2, right: 4, bottom: 5)

        let back = upright.stored(box)

        func values(_ image: GrayImage, _ box: PixelBox) -> Set<UInt8> {
            Set((box.top..<box.bottom).flatMap { y in (box.left..<box.right).map { image[$0, y] } })
        }
        #expect(values(stored, back) == values(upright.image, box))
    }

    @Test(
        arguments: [
            ("empty.png", PictureError.empty),
            ("words.jpg", .unknownFormat(looksLike: "plain text")),
            ("document.pdf", .unknownFormat(looksLike: "a PDF document")),
            ("animated.gif", .unknownFormat(looksLike: "a GIF image")),
        ]
    )
    func `what is no picture says what it is`(name: String, error: PictureError) throws {
        let bytes = try bytes(name)

        #expect(throws: error) { try GrayImage(decoding: bytes) }
        #expect(error.failure.hint == "PNG, JPEG and TIFF pictures are accepted")
    }

    @Test(arguments: ["cut-short.jpg", "float.tif", "cmyk.tif"])
    func `a file that cannot be used whole is read in part or refused, and nothing worse`(
        name: String
    ) throws {
        let bytes = try bytes(name)

        do throws(PictureError) {
            let image = try GrayImage(decoding: bytes)
            #expect(image.width > 0)
        } catch {
            #expect(!error.failure.message.isEmpty)
        }
    }
}
