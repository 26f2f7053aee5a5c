internal import CLeptonica

extension GrayImage {
    /// One line of plain text, black on white, in the bitmap letters that Leptonica brings.
    ///
    /// The picture is just large enough. It is `nil` when the text has nothing to draw: characters
    /// other than ASCII are left out. The size is that of the letters at 300 pixels an inch, an even
    /// number of points from 4 to 20.
    public init?(text: String, points: Int) {
        LeptonicaPicture.silenced
        let size = Int32(min(20, max(4, points / 2 * 2)))
        let plain = String(text.unicodeScalars.filter { (32..<127).contains($0.value) })
        guard !plain.isEmpty, let font = bmfCreate(nil, size) else { return nil }
        var owned: UnsafeMutablePointer<L_Bmf>? = font
        defer { bmfDestroy(&owned) }
        var width: Int32 = 0
        guard bmfGetStringWidth(font, plain, &width) == 0, width > 0 else { return nil }
        // Leptonica counts a line down to its foot; letters such as g reach below.
        let height = font.pointee.lineheight * 4 / 3
        guard let canvas = LeptonicaPicture(adopting: pixCreate(width + 8, height, 8))
        else { return nil }
        pixSetAll(canvas.pointer)
        var drawn: Int32 = 0
        var overflow: Int32 = 0
        pixSetTextline(
            canvas.pointer,
            font,
            plain,
            0,
            4,
            font.pointee.lineheight - 1,
            &drawn,
            &overflow
        )
        guard let image = canvas.gray else { return nil }
        self = image
    }
}
