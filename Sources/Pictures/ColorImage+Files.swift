internal import CLeptonica

extension ColorImage {
    /// Decodes one page of a PNG, JPEG or TIFF picture in colour.
    ///
    /// It comes as it is stored: an orientation that EXIF asks for is not applied. Transparency is laid
    /// on white.
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
        guard let color = decoded.picture.color else { throw .damaged(decoded.format) }
        self = color
    }

    /// The picture as a file of the format; `quality`, 1 to 100, is for JPEG only.
    ///
    /// - Throws: ``PictureError/cannotEncode(_:)`` when there is no memory left for it.
    public func encoded(
        as format: PictureFormat,
        quality: Int = 90
    ) throws(PictureError) -> [UInt8] {
        guard let picture = LeptonicaPicture(self) else { throw .cannotEncode(format) }
        return try picture.encoded(as: format, quality: quality)
    }

    /// The picture stretched to a size: averaged when shrunk, interpolated when grown.
    public func scaled(width: Int, height: Int) -> ColorImage {
        guard width != self.width || height != self.height else { return self }
        let x = Float(width) / Float(self.width)
        let y = Float(height) / Float(self.height)
        guard let picture = LeptonicaPicture(self) else { return self }
        let result =
            max(x, y) < 1
            ? pixScaleAreaMapToSize(picture.pointer, Int32(width), Int32(height))
            : pixScaleColorLI(picture.pointer, x, y)
        return LeptonicaPicture(adopting: result)?.color ?? self
    }
}
