public import Component
internal import Documents
internal import Failures
public import Inference
internal import Pictures
internal import Vision

/// The first node of the graph: finds the MICR line of a check and cuts it out.
public struct DetectionModel: Model {
    /// Makes the model; it needs nothing but itself.
    public init() {
        GlyphTemplates.prepare()
        StripNetwork.prepare()
    }

    /// Pictures keep a core busy, so one at a time.
    public var concurrency: Int? { 1 }

    /// Answers an image with the crop of its MICR line.
    ///
    /// The answer has the article's members (`image_id`, `image`, `image_shape`, `bbox`), the image as
    /// PNG in Base64, and `box`, `score`, `dpi`, `skew`, `page` (from 1) and `index` (from 0, from the
    /// top of the page). Lines of further checks, on the same page or on others, stand in `more`, each
    /// an object of the same members. Without a line `image` is empty and `reason` says why. `regions`
    /// has every field of the picture with its kind (`en`, `ar`, `sig`, `micr`), `box`, `score` and `page`.
    ///
    /// With the tag `read` set to `all` the English and Arabic fields are read too: `fields` has what
    /// `regions` has, and `language`, `text`, `confidence`, and where the text says one, `date` and
    /// `amount`. Where a language is not installed `fields_reason` says so.
    ///
    /// - Throws: `ComponentError.badData` when the image is at fault.
    public func predict(_ message: SeldonMessage) async throws -> Reply {
        .json(try Self.answer(to: message))
    }

    static func answer(
        to message: SeldonMessage,
        reader: FieldReader = .shared
    ) throws -> JSON {
        let request: ImageMessage
        do throws(CheckReaderError) { request = try ImageMessage(message) } catch {
            throw ComponentError.badData(error.failure.description)
        }
        var answer: JSON = .object(["image_id": .string(request.id)])
        var lines: [JSON] = []
        var fields: [FoundField] = []
        var reason: NoBand?
        for (number, page) in request.pages.enumerated() {
            var bands: [DetectedBand] = []
            do throws(NoBand) { bands = try DetectedBand.all(in: page.image) } catch {
                reason = reason ?? error
            }
            for (index, band) in bands.enumerated() {
                let box = page.stored(band.box)
                guard let line = JSON.line(band, box, page: number + 1, index: index) else {
                    continue
                }
                lines.append(line)
            }
            fields += FoundField.all(on: page, number: number + 1, bands)
        }
        answer["regions"] = .array(fields.map(\.json))
        if request.wantsAllText {
            let (read, missing) = CheckFields.read(fields, by: reader)
            answer["fields"] = read
            if let missing { answer["fields_reason"] = .string(missing.description) }
        }
        guard let first = lines.first else {
            answer["image"] = .string("")
            answer["image_shape"] = .array([.int(0), .int(0), .int(1)])
            answer["bbox"] = .array([.int(0), .int(0)])
            answer["score"] = .int(0)
            answer["reason"] = .string((reason ?? .noMatch).description)
            return answer
        }
        let names = [
            "image", "image_shape", "bbox", "box", "score", "dpi", "skew", "page", "index",
        ]
        for name in names { answer[name] = first[name] }
        if lines.count > 1 { answer["more"] = .array(Array(lines.dropFirst())) }
        return answer
    }
}

/// A number with few digits, as people read them.
func rounded(_ value: Double, to steps: Double = 10_000) -> Double {
    (value * steps).rounded() / steps
}

extension JSON {
    /// A line as detection answers it; `nil` when its crop cannot be encoded.
    static func line(
        _ band: DetectedBand,
        _ box: PixelBox,
        page: Int,
        index: Int
    ) -> JSON? {
        guard let png = try? band.crop.encoded(as: .png) else { return nil }
        return .object([
            "image": .string(Base64.text(of: png)),
            "image_shape": .shape(of: band.crop),
            "bbox": .array([.int(box.top), .int(box.bottom)]),
            "box": .box(box),
            "score": .double(rounded(band.score)),
            "dpi": .double(rounded(band.dpi, to: 10)),
            "skew": .double(rounded(band.skew, to: 100)),
            "page": .int(page),
            "index": .int(index),
        ])
    }

    /// `[height, width, channels]`, as the article has it.
    static func shape(of image: GrayImage) -> JSON {
        .array([.int(image.height), .int(image.width), .int(1)])
    }

    /// `[x0, y0, x1, y1]`.
    static func box(_ box: PixelBox) -> JSON {
        .array([.int(box.left), .int(box.top), .int(box.right), .int(box.bottom)])
    }
}
