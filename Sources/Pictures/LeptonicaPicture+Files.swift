internal import CLeptonica

extension LeptonicaPicture {
    /// A page of a file, decoded, and the file's format.
    struct Decoded: ~Copyable {
        let picture: LeptonicaPicture
        let format: PictureFormat
    }

    /// Decodes a page after its header was held against the limits.
    static func decoded(
        _ bytes: [UInt8],
        page: Int,
        limits: PictureLimits
    ) throws(PictureError) -> Decoded {
        let header = try PictureHeader(of: bytes, limits: limits)
        guard header.pages.indices.contains(page) else {
            throw .noSuchPage(index: page, count: header.pages.count)
        }
        silenced
        let decoded = bytes.withUnsafeBufferPointer { buffer in
            header.format == .tiff
                ? pixReadMemTiff(buffer.baseAddress, buffer.count, Int32(page))
                : pixReadMem(buffer.baseAddress, buffer.count)
        }
        guard let picture = LeptonicaPicture(adopting: decoded) else {
            throw .damaged(header.format)
        }
        return Decoded(picture: picture, format: header.format)
    }

    /// The picture as a file of the format; `quality`, 1 to 100, is for JPEG only.
    func encoded(as format: PictureFormat, quality: Int) throws(PictureError) -> [UInt8] {
        var data: UnsafeMutablePointer<UInt8>?
        var size = 0
        let status =
            switch format {
            case .png: pixWriteMemPng(&data, &size, pointer, 0)
            case .jpeg: pixWriteMemJpeg(&data, &size, pointer, Int32(quality), 0)
            case .tiff: pixWriteMemTiff(&data, &size, pointer, Int32(IFF_TIFF_LZW))
            }
        return try Self.taking(data, size, status: status, format: format)
    }

    /// Takes over what one of Leptonica's encoders has written.
    static func taking(
        _ data: UnsafeMutablePointer<UInt8>?,
        _ size: Int,
        status: Int32,
        format: PictureFormat
    ) throws(PictureError) -> [UInt8] {
        defer { radiant_lept_free(data) }
        guard status == 0, let data else { throw .cannotEncode(format) }
        return Array(UnsafeBufferPointer(start: data, count: size))
    }
}
