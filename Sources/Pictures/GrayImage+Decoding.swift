internal import CLeptonica

extension GrayImage {
    /// Decodes one page of a PNG, JPEG or TIFF picture, as it is stored: an orientation that EXIF
    /// asks for is not applied.
    ///
    /// - Parameters:
    ///   - bytes: the whole file.
    ///   - page: the page, from 0.
    ///   - limits: what the header is held against before anything is decoded.
    /// - Throws: ``PictureError`` when there is no such picture.
    public init(
        decoding bytes: [UInt8],
        page: Int = 0,
        limits: PictureLimits = .standard
    ) throws(PictureError) {
        let header = try PictureHeader(of: bytes, limits: limits)
        guard header.pages.indices.contains(page) else {
            throw .noSuchPage(index: page, count: header.pages.count)
        }
        LeptonicaPicture.silenced
        let decoded = bytes.withUnsafeBufferPointer { buffer in
            header.format == .tiff
                ? pixReadMemTiff(buffer.baseAddress, buffer.count, Int32(page))
                : pixReadMem(buffer.baseAddress, buffer.count)
        }
        guard let picture = LeptonicaPicture(adopting: decoded), let gray = picture.gray else {
            throw .damaged(header.format)
        }
        self = gray
    }
}
