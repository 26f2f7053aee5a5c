public import Pictures

/// The MICR line of a picture, found and cut out.
public struct DetectedBand: Sendable {
    /// Pixels of ``crop`` in a module of the font: what recognition works with.
    static let cropScale = 3.0

    /// The line made straight, at 45 rows whatever the picture's resolution: the digits are 27 rows
    /// high with 9 rows above and below them.
    public let crop: GrayImage
    /// The box around the characters, in pixels of the picture as stored.
    public private(set) var box: PixelBox
    /// How surely this is a MICR line, 0 to 1.
    public let score: Double
    /// Pixels an inch of the check in the picture.
    public let dpi: Double
    /// Degrees by which the line falls to the right; about 180 for a picture on its head.
    public private(set) var skew: Double

    /// Finds the line; a picture that stands on its head is turned round.
    ///
    /// - Throws: ``NoBand`` when the picture has none.
    public init(in image: GrayImage) throws(NoBand) {
        var reason = NoBand.noRow
        var upright: MatchedLine?
        do throws(NoBand) { upright = try BandFinder(image: image).line() } catch { reason = error }
        if let upright, upright.meanScore > 0.86 {
            try self.init(upright, in: image)
            return
        }
        let turned = image.turnedRound
        let worth = upright?.worth ?? 0
        if let other = try? BandFinder(image: turned).line(), other.worth > worth {
            try self.init(other, in: turned)
            box = PixelBox(
                left: image.width - box.right,
                top: image.height - box.bottom,
                right: image.width - box.left,
                bottom: image.height - box.top
            )
            skew += skew > 0 ? -180 : 180
            return
        }
        guard let upright else { throw reason }
        try self.init(upright, in: image)
    }

    init(_ line: MatchedLine, in image: GrayImage) throws(NoBand) {
        guard let geometry = line.refined(reach: 1.5, withWaves: true),
            let strip = Strip(of: image, along: geometry, scale: Self.cropScale)
        else { throw .noMatch }
        crop = strip.image
        let pitch = geometry.scale * E13B.pitch
        // The reach beyond the first and the last glyph is not part of the box.
        let left = geometry.left + 1.5 * pitch
        let right = geometry.right - 1.4 * pitch
        let feet = [geometry.footY(at: left), geometry.footY(at: right)]
        let high = E13B.height * geometry.scale
        box = PixelBox(
            left: max(0, Int(left)),
            top: max(0, Int((feet.min() ?? 0) - high - geometry.scale / 2)),
            right: min(image.width, Int(right) + 1),
            bottom: min(image.height, Int((feet.max() ?? 0) + geometry.scale / 2) + 1)
        )
        score = min(1, max(0, (line.meanScore - 0.6) / 0.3))
        dpi = geometry.scale / E13B.inchesPerModule
        skew = Angle.degrees(ofSlope: geometry.slope)
    }
}

/// Why a picture has no MICR line, in words for the answer.
public enum NoBand: Error, Sendable, Hashable, CustomStringConvertible {
    /// Nothing stands in a row as the digits of E-13B do.
    case noRow
    /// Rows were found, none of which are E-13B.
    case noMatch

    /// The reason as a sentence without a full stop.
    public var description: String {
        switch self {
        case .noRow: "no row of characters of the size and spacing of a MICR line was found"
        case .noMatch: "rows of characters were found, but none of them is in the font E-13B"
        }
    }
}
