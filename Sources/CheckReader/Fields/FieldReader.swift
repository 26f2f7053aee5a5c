internal import Failures
public import Pictures
internal import Synchronization
public import Vision

/// Reads the text of the fields of a check, English and Arabic.
public final class FieldReader: Sendable {
    /// A field and what was read in it.
    public struct ReadField: Sendable, Hashable {
        /// Where it is and of what kind.
        public let region: FieldRegion
        /// The language it was read in; `nil` for a signature.
        public let language: TextReader.Language?
        /// The text; empty when nothing was read.
        public let text: String
        /// How sure the reader is of the text, 0 to 1, not calibrated; 0 without text.
        public let confidence: Double
        /// Dates and amounts in the text.
        public let values: FieldValues
    }

    private let readers: Mutex<[TextReader.Language: TextReader]> = Mutex([:])

    private let load: @Sendable (TextReader.Language) throws(VisionError) -> TextReader

    /// Makes a reader; models are loaded when first needed.
    public convenience init() {
        self.init { (language) throws(VisionError) in try TextReader(language) }
    }

    /// Makes a reader that gets its models from elsewhere.
    init(load: @escaping @Sendable (TextReader.Language) throws(VisionError) -> TextReader) {
        self.load = load
    }

    /// One for everybody in this process: a model takes some megabytes.
    public static let shared = FieldReader()

    /// Reads a field of a picture.
    ///
    /// - Parameters:
    ///   - region: what ``FieldFinder`` found in it.
    ///   - image: the picture, upright.
    ///   - skew: degrees by which the check lies turned in it, clockwise.
    /// - Returns: The field; a signature and the MICR line have no text here.
    /// - Throws: `VisionError.missingLanguage` when the language is not installed.
    public func read(
        _ region: FieldRegion,
        in image: GrayImage,
        skew: Double
    ) throws(VisionError) -> ReadField {
        let languages: [TextReader.Language] =
            switch region.kind {
            case .english: region.score > 0.8 ? [.english] : [.english, .arabic]
            case .arabic: region.score > 0.8 ? [.arabic] : [.arabic, .english]
            case .signature, .micr: []
            }
        guard !languages.isEmpty, let crop = Self.crop(region.box, of: image, skew: skew) else {
            return ReadField(
                region: region,
                language: nil,
                text: "",
                confidence: 0,
                values: .init(of: "")
            )
        }
        var best: (language: TextReader.Language, text: TextReader.Text)?
        for language in languages {
            let text = try reader(language).line(in: crop)
            if text.confidence > best?.text.confidence ?? -1 { best = (language, text) }
        }
        let text = best?.text.text ?? ""
        return ReadField(
            region: region,
            language: best?.language,
            text: text,
            confidence: best?.text.confidence ?? 0,
            values: FieldValues(of: text)
        )
    }

    /// The region with a margin, upright, its letters about 40 pixels high.
    private static func crop(_ box: PixelBox, of image: GrayImage, skew: Double) -> GrayImage? {
        let margin = max(3, box.height / 4)
        let part = image.cropped(
            x: box.left - margin,
            y: box.top - margin,
            width: box.width + 2 * margin,
            height: box.height + 2 * margin
        )
        guard var crop = part else { return nil }
        let isOnItsHead = abs(skew) > 90
        if isOnItsHead { crop = crop.turnedRound }
        let rest = isOnItsHead ? skew - (skew > 0 ? 180 : -180) : skew
        if abs(rest) > 0.5, abs(rest) < 45 { crop = crop.rotated(degrees: -rest) }
        let factor = min(4, max(0.2, 44 / Double(max(8, box.height))))
        return crop.scaled(by: factor)
    }

    private func reader(_ language: TextReader.Language) throws(VisionError) -> TextReader {
        let result = readers.withLock { readers in
            Result { () throws(VisionError) in
                if let reader = readers[language] { return reader }
                let reader = try load(language)
                readers[language] = reader
                return reader
            }
        }
        return try result.get()
    }
}
