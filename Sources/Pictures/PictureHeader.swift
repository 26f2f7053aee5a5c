/// What the first bytes of a picture say about it, read without decoding any of it.
public struct PictureHeader: Sendable, Hashable {
    /// The size of a page in pixels.
    public struct Size: Sendable, Hashable {
        /// Pixels in a row.
        public let width: Int
        /// Rows.
        public let height: Int
    }

    /// The format, by its magic number.
    public let format: PictureFormat
    /// The sizes of the pages, at least one.
    public let pages: [Size]
    /// The orientation that EXIF or TIFF asks for, 1 to 8, where 1 is upright; never applied.
    public let orientation: Int

    /// Reads the header of a picture and holds it against the limits.
    ///
    /// - Throws: ``PictureError`` for anything but a sound header within the limits.
    public init(
        of bytes: [UInt8],
        limits: PictureLimits = .standard
    ) throws(PictureError) {
        guard !bytes.isEmpty else { throw .empty }
        guard bytes.count <= limits.bytes else {
            throw .tooManyBytes(count: bytes.count, limit: limits.bytes)
        }
        guard let format = PictureFormat(magicOf: bytes) else {
            throw .unknownFormat(looksLike: PictureFormat.foreignKind(of: bytes))
        }
        let found: (pages: [Size], orientation: Int)? =
            switch format {
            case .png: Self.png(bytes)
            case .jpeg: Self.jpeg(bytes)
            case .tiff: try Self.tiff(bytes, limits: limits)
            }
        guard let found, !found.pages.isEmpty else { throw .damagedHeader(format) }
        for page in found.pages {
            guard page.width > 0, page.height > 0 else { throw .damagedHeader(format) }
            guard page.width <= limits.pixels, page.height <= limits.pixels / page.width else {
                throw .tooManyPixels(
                    width: page.width,
                    height: page.height,
                    limit: limits.pixels
                )
            }
        }
        self.format = format
        self.pages = found.pages
        self.orientation = (1...8).contains(found.orientation) ? found.orientation : 1
    }
}

extension PictureHeader {
    /// The first chunk of a PNG is IHDR with width and height (PNG specification, 11.2.2).
    private static func png(_ bytes: [UInt8]) -> (pages: [Size], orientation: Int)? {
        let reader = ByteReader(bytes: bytes, isBigEndian: true)
        guard let name = reader.uint32(at: 12), name == 0x4948_4452,
            let width = reader.uint32(at: 16), let height = reader.uint32(at: 20)
        else { return nil }
        return ([Size(width: width, height: height)], 1)
    }

    /// Walks the segments up to the frame header SOFn (ITU T.81, B.2.2).
    private static func jpeg(_ bytes: [UInt8]) -> (pages: [Size], orientation: Int)? {
        let reader = ByteReader(bytes: bytes, isBigEndian: true)
        var orientation = 1
        var offset = 2
        while let lead = reader.uint8(at: offset), lead == 0xff {
            guard let marker = reader.uint8(at: offset + 1) else { return nil }
            if marker == 0xff {
                offset += 1  // fill bytes before a marker are allowed
                continue
            }
            if marker == 0x01 || (0xd0...0xd8).contains(marker) {
                offset += 2
                continue
            }
            guard marker != 0xd9, marker != 0xda, let length = reader.uint16(at: offset + 2),
                length >= 2
            else { return nil }
            let isFrame =
                (0xc0...0xcf).contains(marker) && marker != 0xc4 && marker != 0xc8 && marker != 0xcc
            if isFrame {
                guard let height = reader.uint16(at: offset + 5),
                    let width = reader.uint16(at: offset + 7)
                else { return nil }
                return ([Size(width: width, height: height)], orientation)
            }
            if marker == 0xe1, let found = exifOrientation(bytes, from: offset + 4) {
                orientation = found
            }
            offset += 2 + length
        }
        return nil
    }

    /// EXIF is a TIFF within the segment APP1, behind `Exif\0\0`.
    private static func exifOrientation(_ bytes: [UInt8], from offset: Int) -> Int? {
        let name: [UInt8] = [0x45, 0x78, 0x69, 0x66, 0, 0]
        let start = offset + name.count
        guard bytes.count > start + 8, Array(bytes[offset..<start]) == name else { return nil }
        let part = Array(bytes[start..<min(bytes.count, start + 65_536)])
        guard let directory = TIFFDirectory.first(of: part) else { return nil }
        return directory.value(of: .orientation)
    }

    private static func tiff(
        _ bytes: [UInt8],
        limits: PictureLimits
    ) throws(PictureError) -> (pages: [Size], orientation: Int)? {
        var pages: [Size] = []
        var orientation = 1
        var directory = TIFFDirectory.first(of: bytes)
        // Directories may point back at each other: the limit on pages ends such a ring.
        while let current = directory {
            guard let width = current.value(of: .width), let height = current.value(of: .height)
            else { return nil }
            if pages.isEmpty { orientation = current.value(of: .orientation) ?? 1 }
            pages.append(Size(width: width, height: height))
            guard pages.count <= limits.pages else {
                throw .tooManyPages(count: pages.count, limit: limits.pages)
            }
            directory = current.next(in: bytes)
        }
        return (pages, orientation)
    }
}
