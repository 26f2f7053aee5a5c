/// A colour picture: three bytes a pixel, red, green and blue, row by row from the top.
public struct ColorImage: Sendable, Equatable {
    /// Pixels in a row.
    public let width: Int
    /// Rows.
    public let height: Int
    /// The values, 3 × `width` × `height` of them.
    public var pixels: [UInt8]

    /// A picture of the given values; `nil` when their number does not match the size.
    public init?(width: Int, height: Int, pixels: [UInt8]) {
        guard width > 0, height > 0, pixels.count == 3 * width * height else { return nil }
        self.width = width
        self.height = height
        self.pixels = pixels
    }

    /// A picture of three grey ones of the same size, one a colour; `nil` when the sizes differ.
    public init?(red: GrayImage, green: GrayImage, blue: GrayImage) {
        guard red.width == green.width, red.height == green.height,
            red.width == blue.width, red.height == blue.height
        else { return nil }
        width = red.width
        height = red.height
        pixels = [UInt8](repeating: 0, count: 3 * width * height)
        for index in 0..<(width * height) {
            pixels[3 * index] = red.pixels[index]
            pixels[3 * index + 1] = green.pixels[index]
            pixels[3 * index + 2] = blue.pixels[index]
        }
    }

    /// The picture without its colours, by the weights of the eye (ITU-R BT.601).
    public var gray: GrayImage {
        var gray = GrayImage(width: width, height: height)
        for index in 0..<(width * height) {
            let red = 299 * Int(pixels[3 * index])
            let green = 587 * Int(pixels[3 * index + 1])
            let blue = 114 * Int(pixels[3 * index + 2])
            gray.pixels[index] = UInt8((red + green + blue + 500) / 1000)
        }
        return gray
    }
}
