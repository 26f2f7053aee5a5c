public import Documents
public import Failures
public import Pictures
internal import Vision

/// A field of a page, as the answer tells it.
struct FoundField {
    let region: FieldRegion
    let page: UprightPicture
    /// From 1.
    let number: Int
    /// Degrees by which the check lies turned on the page.
    let skew: Double

    /// Every field of a page: the MICR lines that were found, and all else.
    static func all(
        on page: UprightPicture,
        number: Int,
        _ bands: [DetectedBand]
    ) -> [FoundField] {
        let skew = bands.first?.skew ?? 0
        return CheckFields.regions(in: page.image, lines: bands).map {
            FoundField(region: $0, page: page, number: number, skew: skew)
        }
    }

    /// The field's kind and place.
    var json: JSON {
        .object([
            "kind": .string(region.kind.rawValue),
            "box": .box(page.stored(region.box)),
            "score": .double(rounded(region.score)),
            "page": .int(number),
        ])
    }

    /// The field with its text.
    func json(read reader: FieldReader) throws(VisionError) -> JSON {
        var json = json
        let field = try reader.read(region, in: page.image, skew: skew)
        json["text"] = .string(field.text)
        json["confidence"] = .double(rounded(field.confidence))
        if let language = field.language { json["language"] = .string(language.code) }
        if let date = field.values.date { json["date"] = .string(date) }
        if let amount = field.values.amount { json["amount"] = .string(amount) }
        return json
    }
}

extension TextReader.Language {
    /// The language's code of ISO 639-1.
    var code: String {
        switch self {
        case .english: "en"
        case .arabic: "ar"
        }
    }
}

/// All fields of a page with their text, as the answer tells them.
public enum CheckFields {
    /// The fields of a picture: the lines that were found in it, and all else.
    public static func regions(in image: GrayImage, lines bands: [DetectedBand]) -> [FieldRegion] {
        let lines = bands.map { FieldRegion(kind: .micr, box: $0.box, score: $0.score) }
        let others = FieldFinder().regions(in: image, besides: bands.first)
            .filter { region in !bands.dropFirst().contains { $0.box.overlap(with: region.box) > 0 }
            }
        return lines + others
    }

    /// The fields of a page as `fields` of an answer.
    ///
    /// - Parameters:
    ///   - picture: the page.
    ///   - page: its number, from 1.
    ///   - lines: the MICR lines that were found on it.
    /// - Returns: An array of objects: `kind`, `box`, `score`, `page`, `text`, `confidence`, and where known
    ///   `language`, `date` and `amount`; and, where a language is not installed, what to do about it:
    ///   the fields then have no text.
    public static func json(
        of picture: UprightPicture,
        page: Int,
        lines: [DetectedBand]
    ) -> (fields: JSON, missing: Failure?) {
        read(FoundField.all(on: picture, number: page, lines), by: .shared)
    }

    /// Fields with their text, or without it where a language is missing.
    static func read(
        _ fields: [FoundField],
        by reader: FieldReader
    ) -> (fields: JSON, missing: Failure?) {
        do throws(VisionError) {
            var read: [JSON] = []
            for field in fields { read.append(try field.json(read: reader)) }
            return (.array(read), nil)
        } catch {
            return (.array(fields.map(\.json)), error.failure)
        }
    }
}
