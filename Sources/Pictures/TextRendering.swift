internal import CLeptonica

extension GrayImage {
    /// One line of plain text, black on white, in the bitmap letters that Leptonica brings.
    ///
    /// - Parameters:
    ///   - text: ASCII; other characters are left out.
    ///   - points: 4 to 20, even numbers; the height of the letters at 300 pixels an inch.
    /// - Returns: a picture just large enough, or `nil` when the text has nothing to draw.
    public init?(text: String, points: Int) {
        LeptonicaPicture.silenced
        let size = Int32(min(20, max(4, points / 2 * 2)))
        let plain = String(text.unicodeScalars.filter { (32..<127).contains($0.value) })
        guard !plain.isEmpty, let font = bmfCreate(nil, size) else { return nil }
        var owned: UnsafeMutablePointer<L_Bmf>? = font
        defer { bmfDestroy(&owned) }
        var width: Int32 = 0
        guard bmfGetStringWidth(font, plain, &width) == 0, width > 0 else { return nil }
        let height = font.pointee.lineheight + 4
        guard let canvas = LeptonicaPicture(adopting: pixCreate(width + 8, height + 4, 8))
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
