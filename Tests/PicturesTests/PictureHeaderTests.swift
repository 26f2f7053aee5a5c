import Pictures
import Testing

struct PictureHeaderTests {
    private let image = GrayImage(width: 31, height: 17, filledWith: 200)

    @Test(arguments: PictureFormat.allCases)
    func `every format says its size before it is decoded`(format: PictureFormat) throws {
        let bytes = try image.encoded(as: format)

        let header = try PictureHeader(of: bytes)

        #expect(header.format == format)
        #expect(header.pages.map(\.width) == [31])
        #expect(header.pages.map(\.height) == [17])
    }

    @Test func `the pages of a TIFF are counted`() throws {
        let bytes = try GrayImage.encodedPages([image, image, image])

        #expect(try PictureHeader(of: bytes).pages.count == 3)
        #expect(try GrayImage(decoding: bytes, page: 2) == image)
        #expect(throws: PictureError.noSuchPage(index: 3, count: 3)) {
            try GrayImage(decoding: bytes, page: 3)
        }
    }

    @Test func `a TIFF with too many pages is refused`() throws {
        let bytes = try GrayImage.encodedPages([GrayImage](repeating: image, count: 21))

        #expect(throws: PictureError.tooManyPages(count: 21, limit: 20)) {
            try PictureHeader(of: bytes)
        }
    }

    @Test func `a TIFF whose directories form a ring ends at the limit`() {
        // One directory of one entry that names itself as the next.
        var bytes: [UInt8] = [0x49, 0x49, 0x2a, 0, 8, 0, 0, 0, 2, 0]
        bytes += [0, 1, 3, 0, 1, 0, 0, 0, 9, 0, 0, 0]
        bytes += [1, 1, 3, 0, 1, 0, 0, 0, 9, 0, 0, 0]
        bytes += [8, 0, 0, 0]

        #expect(throws: PictureError.tooManyPages(count: 21, limit: 20)) {
            try PictureHeader(of: bytes)
        }
    }

    @Test func `a PNG of 30,000 by 30,000 is refused by its header`() {
        var bytes: [UInt8] = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]
        bytes += Array("IHDR".utf8) + [0, 0, 0x75, 0x30, 0, 0, 0x75, 0x30, 8, 0, 0, 0, 0]

        #expect(
            throws: PictureError.tooManyPixels(width: 30_000, height: 30_000, limit: 64_000_000)
        ) { try PictureHeader(of: bytes) }
    }

    @Test func `no bytes, too many bytes and foreign bytes are told apart`() {
        #expect(throws: PictureError.empty) { try PictureHeader(of: []) }
        #expect(throws: PictureError.unknownFormat(looksLike: "a PDF document")) {
            try PictureHeader(of: Array("%PDF-1.7".utf8))
        }
        #expect(throws: PictureError.unknownFormat(looksLike: "plain text")) {
            try PictureHeader(of: Array("no picture".utf8))
        }
        #expect(throws: PictureError.tooManyBytes(count: 5, limit: 4)) {
            try PictureHeader(
                of: [1, 2, 3, 4, 5],
                limits: PictureLimits(pixels: 1, pages: 1, bytes: 4)
            )
        }
    }

    @Test(arguments: PictureFormat.allCases)
    func `a picture cut anywhere is an error and nothing worse`(format: PictureFormat) throws {
        let bytes = try image.encoded(as: format)

        for length in stride(from: 0, to: bytes.count, by: 7) {
            // Some formats can be decoded in part; what counts is that the decoder comes back.
            _ = try? GrayImage(decoding: Array(bytes[0..<length]))
        }
        #expect(throws: PictureError.self) { try GrayImage(decoding: Array(bytes.prefix(12))) }
    }
}
