public import Pictures

/// The MICR line of a picture, found and cut out.
public struct DetectedBand: Sendable {
    /// Pixels of ``crop`` in a module of the font: what recognition works with.
    static let cropScale = 3.0

    /// The line made straight, at 45 rows whatever the picture's resolution: the digits are 27 rows
    /// high with 9 rows above and below them.
    public let crop: GrayImage
    /// The box around the characters, in pixels of the picture as stored.
    public let box: PixelBox
    /// How surely this is a MICR line, 0 to 1.
    public let score: Double
    /// Pixels an inch of the check in the picture.
    public let dpi: Double
    /// Degrees by which the line falls to the right; about 180 for a picture on its head.
    public let skew: Double

    /// Finds the clearest line; a picture on its head or on its side is turned.
    ///
    /// - Throws: ``NoBand`` when the picture has none.
    public init(in image: GrayImage) throws(NoBand) {
        let search = try BandSearch(image)
        guard let band = DetectedBand(search.best, in: search) else { throw .noMatch }
        self = band
    }

    /// Finds the lines of all checks in a picture, from top to bottom.
    ///
    /// - Throws: ``NoBand`` when the picture has none.
    public static func all(in image: GrayImage) throws(NoBand) -> [DetectedBand] {
        let search = try BandSearch(image)
        let bands = search.lines().compactMap { DetectedBand($0, in: search) }
        guard !bands.isEmpty else { throw .noMatch }
        return bands.sorted { ($0.box.top, $0.box.left) < ($1.box.top, $1.box.left) }
    }

    private init?(_ line: BandFinder.Found, in search: BandSearch) {
        let geometry = line.geometry
        let picture = search.finder.image
        guard let strip = Strip(of: picture, along: geometry, scale: Self.cropScale) else {
            return nil
        }
        crop = strip.image
        let pitch = geometry.scale * E13B.pitch
        // The reach beyond the first and the last glyph is not part of the box.
        let left = geometry.left + 1.5 * pitch
        let right = geometry.right - 1.4 * pitch
        let feet = [left, (left + right) / 2, right].map { geometry.footY(at: $0) }
        let high = E13B.height * geometry.scale
        let seen = PixelBox(
            left: max(0, Int(left)),
            top: max(0, Int((feet.min() ?? 0) - high - geometry.scale / 2)),
            right: min(picture.width, Int(right) + 1),
            bottom: min(picture.height, Int((feet.max() ?? 0) + geometry.scale / 2) + 1)
        )
        box = search.orientation.original(of: seen, in: picture).scaled(by: 1 / search.factor)
        score = line.score
        dpi = geometry.scale / E13B.inchesPerModule / search.factor
        skew = search.orientation.original(of: Angle.degrees(ofSlope: geometry.slope))
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
        case .noMatch:
            "rows of characters were found, but none of them is in the font E-13B or CMC-7"
        }
    }
}

extension PixelBox {
    /// The box with all lengths multiplied, no pixel of it lost.
    fileprivate func scaled(by factor: Double) -> PixelBox {
        guard factor != 1 else { return self }
        return PixelBox(
            left: Int(Double(left) * factor),
            top: Int(Double(top) * factor),
            right: Int((Double(right) * factor).rounded(.up)),
            bottom: Int((Double(bottom) * factor).rounded(.up))
        )
    }
}
