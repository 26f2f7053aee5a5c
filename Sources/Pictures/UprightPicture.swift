/// A picture turned as EXIF or TIFF asks for, that still knows where its pixels are stored.
///
/// Phones store what the sensor saw and say how they were held (EXIF 2.3, tag 274). Boxes that are told
/// to others are always those of the stored picture.
public struct UprightPicture: Sendable {
    /// The picture as a viewer shows it.
    public let image: GrayImage
    private let orientation: Int
    private let storedWidth: Int
    private let storedHeight: Int

    /// Decodes a page and turns it.
    ///
    /// - Throws: ``PictureError`` when there is no such picture.
    public init(
        decoding bytes: [UInt8],
        page: Int = 0,
        limits: PictureLimits = .standard
    ) throws(PictureError) {
        let orientation = try PictureHeader(of: bytes, limits: limits).orientation
        let stored = try GrayImage(decoding: bytes, page: page, limits: limits)
        self.init(stored, orientation: orientation)
    }

    /// Turns a stored picture; `orientation` is 1 to 8, where 1 is upright.
    public init(_ stored: GrayImage, orientation: Int) {
        self.orientation = orientation
        storedWidth = stored.width
        storedHeight = stored.height
        guard orientation > 1 else {
            image = stored
            return
        }
        let isOnItsSide = orientation >= 5
        var turned = GrayImage(
            width: isOnItsSide ? stored.height : stored.width,
            height: isOnItsSide ? stored.width : stored.height
        )
        for y in 0..<turned.height {
            for x in 0..<turned.width {
                let (column, row) = Self.stored(
                    x,
                    y,
                    orientation,
                    stored.width - 1,
                    stored.height - 1
                )
                turned[x, y] = stored[column, row]
            }
        }
        image = turned
    }

    /// Where a box of the upright picture lies in the stored one.
    public func stored(_ box: PixelBox) -> PixelBox {
        guard orientation > 1 else { return box }
        // The corners' pixels, so that the edges need no rule of their own.
        let first = Self.stored(
            box.left,
            box.top,
            orientation,
            storedWidth - 1,
            storedHeight - 1
        )
        let last = Self.stored(
            box.right - 1,
            box.bottom - 1,
            orientation,
            storedWidth - 1,
            storedHeight - 1
        )
        return PixelBox(
            left: min(first.0, last.0),
            top: min(first.1, last.1),
            right: max(first.0, last.0) + 1,
            bottom: max(first.1, last.1) + 1
        )
    }

    /// The stored pixel that is seen at a place of the upright picture.
    private static func stored(
        _ x: Int,
        _ y: Int,
        _ orientation: Int,
        _ right: Int,
        _ bottom: Int
    ) -> (Int, Int) {
        switch orientation {
        case 2: (right - x, y)
        case 3: (right - x, bottom - y)
        case 4: (x, bottom - y)
        case 5: (y, x)
        case 6: (y, bottom - x)
        case 7: (right - y, bottom - x)
        case 8: (right - y, x)
        default: (x, y)
        }
    }
}
