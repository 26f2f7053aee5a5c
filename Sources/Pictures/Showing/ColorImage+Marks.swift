import Terminal

extension ColorImage {
    /// The picture with its marks drawn into it: frames, and what was read on a strip below each.
    ///
    /// - Parameter marks: What is framed, in pixels of this picture.
    /// - Returns: Another picture of the same size.
    func marked(_ marks: [PictureMark]) -> ColorImage {
        var image = self
        let thickness = max(2, height / 160)
        for mark in marks {
            let color = mark.style.foreground.components
            let margin = thickness + 1
            let (left, right) = (mark.x0 - margin, mark.x1 + margin)
            let (top, bottom) = (mark.y0 - margin, mark.y1 + margin)
            image.fill(left, top, right, top + thickness, color)
            image.fill(left, bottom - thickness, right, bottom, color)
            image.fill(left, top, left + thickness, bottom, color)
            image.fill(right - thickness, top, right, bottom, color)
            image.write(mark.text, below: (left, bottom), above: top, color)
        }
        return image
    }

    private typealias Components = (UInt8, UInt8, UInt8)

    private mutating func fill(_ x0: Int, _ y0: Int, _ x1: Int, _ y1: Int, _ color: Components) {
        let (left, top) = (max(0, x0), max(0, y0))
        let (right, bottom) = (min(width, x1), min(height, y1))
        guard left < right, top < bottom else { return }
        for y in top..<bottom {
            for x in left..<right {
                let place = 3 * (y * width + x)
                (pixels[place], pixels[place + 1], pixels[place + 2]) = color
            }
        }
    }

    /// Writes a line of text, dark or light as the strip asks for it; the OCR signs are written as the
    /// check reader's transcription spells them, since the bitmap letters are those of ASCII.
    private mutating func write(
        _ text: String,
        below corner: (Int, Int),
        above top: Int,
        _ color: Components
    ) {
        let plain = String(
            String.UnicodeScalarView(text.unicodeScalars.map(\.asciiFallback))
        )
        let points = max(4, min(20, height / 60))
        guard let line = GrayImage(text: plain, points: points) else { return }
        let x0 = max(0, min(corner.0, width - line.width))
        let isBelow = corner.1 + line.height <= height
        let y0 = max(0, isBelow ? corner.1 : top - line.height)
        let isLight =
            299 * Int(color.0) + 587 * Int(color.1) + 114 * Int(color.2) > 128_000
        let ink: Components = isLight ? (0, 0, 0) : (255, 255, 255)
        for y in 0..<line.height where y0 + y < height {
            for x in 0..<line.width where x0 + x < width {
                let share = Int(line[x, y])
                let place = 3 * ((y0 + y) * width + x0 + x)
                pixels[place] = Self.mixed(ink.0, color.0, share)
                pixels[place + 1] = Self.mixed(ink.1, color.1, share)
                pixels[place + 2] = Self.mixed(ink.2, color.2, share)
            }
        }
    }

    private static func mixed(_ ink: UInt8, _ ground: UInt8, _ share: Int) -> UInt8 {
        UInt8((Int(ink) * (255 - share) + Int(ground) * share) / 255)
    }
}

extension Color {
    /// Red, green and blue; of the sixteen colours as xterm has them by default.
    fileprivate var components: (UInt8, UInt8, UInt8) {
        switch self {
        case .standard: (230, 60, 60)
        case .rgb(let red, let green, let blue): (red, green, blue)
        case .ansi(let number):
            [
                (0, 0, 0), (205, 0, 0), (0, 205, 0), (205, 205, 0), (0, 0, 238), (205, 0, 205),
                (0, 205, 205), (229, 229, 229), (127, 127, 127), (255, 0, 0), (0, 255, 0),
                (255, 255, 0), (92, 92, 255), (255, 0, 255), (0, 255, 255), (255, 255, 255),
            ][Int(number & 15)]
        }
    }
}
