internal import CLeptonica

extension GrayImage {
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

    /// Several pictures as the pages of one TIFF.
    ///
    /// - Throws: ``PictureError/cannotEncode(_:)`` when there is no memory left for it.
    public static func encodedPages(_ pages: [GrayImage]) throws(PictureError) -> [UInt8] {
        guard let list = pixaCreate(Int32(pages.count)) else { throw .cannotEncode(.tiff) }
        var owned: UnsafeMutablePointer<Pixa>? = list
        defer { pixaDestroy(&owned) }
        for page in pages {
            guard let picture = LeptonicaPicture(page) else { throw .cannotEncode(.tiff) }
            pixaAddPix(list, picture.pointer, Int32(L_COPY))
        }
        var data: UnsafeMutablePointer<UInt8>?
        var size = 0
        let status = pixaWriteMemMultipageTiff(&data, &size, list)
        return try LeptonicaPicture.taking(data, size, status: status, format: .tiff)
    }
}
