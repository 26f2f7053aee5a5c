/// A grey picture: one byte a pixel, 0 black to 255 white, row by row from the top.
public struct GrayImage: Sendable, Equatable {
    /// Pixels in a row.
    public let width: Int
    /// Rows.
    public let height: Int
    /// The grey values, `width` × `height` of them.
    public var pixels: [UInt8]

    /// A picture of one grey.
    public init(width: Int, height: Int, filledWith gray: UInt8 = 255) {
        precondition(width > 0 && height > 0, "a picture has at least one pixel")
        self.width = width
        self.height = height
        self.pixels = [UInt8](repeating: gray, count: width * height)
    }

    /// A picture of the given grey values; `nil` when their number does not match the size.
    public init?(width: Int, height: Int, pixels: [UInt8]) {
        guard width > 0, height > 0, pixels.count == width * height else { return nil }
        self.width = width
        self.height = height
        self.pixels = pixels
    }

    /// The grey value of the pixel in column `x` of row `y`.
    public subscript(x: Int, y: Int) -> UInt8 {
        get { pixels[y * width + x] }
        set { pixels[y * width + x] = newValue }
    }

    /// The part from column `x` and row `y` on; what lies outside the picture is left out.
    ///
    /// Returns `nil` when nothing is left.
    public func cropped(x: Int, y: Int, width: Int, height: Int) -> GrayImage? {
        let left = max(0, x)
        let top = max(0, y)
        let right = min(self.width, x + width)
        let bottom = min(self.height, y + height)
        guard right > left, bottom > top else { return nil }
        var part: [UInt8] = []
        part.reserveCapacity((right - left) * (bottom - top))
        for row in top..<bottom {
            part.append(contentsOf: pixels[(row * self.width + left)..<(row * self.width + right)])
        }
        return GrayImage(width: right - left, height: bottom - top, pixels: part)
    }

    /// The picture turned by half a circle.
    public var turnedRound: GrayImage {
        var copy = self
        copy.pixels.reverse()
        return copy
    }
}
