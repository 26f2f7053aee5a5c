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
        let decoded = try LeptonicaPicture.decoded(bytes, page: page, limits: limits)
        guard let gray = decoded.picture.gray else { throw .damaged(decoded.format) }
        self = gray
    }
}
