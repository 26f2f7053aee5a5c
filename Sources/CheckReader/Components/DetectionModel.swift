public import Component
internal import Documents
internal import Failures
public import Inference
internal import Pictures

/// The first node of the graph: finds the MICR line of a check and cuts it out.
public struct DetectionModel: Model {
    /// Makes the model; it needs nothing but itself.
    public init() { GlyphTemplates.prepare() }

    /// Pictures keep a core busy, so one at a time.
    public var concurrency: Int? { 1 }

    /// Answers an image with the crop of its MICR line.
    ///
    /// The answer has the article's members (`image_id`, `image`, `image_shape`, `bbox`), the image as
    /// PNG in Base64, and `box`, `score`, `dpi`, `skew`; without a line `image` is empty and `reason`
    /// says why.
    ///
    /// - Throws: `ComponentError.badData` when the image is at fault.
    public func predict(_ message: SeldonMessage) async throws -> Reply {
        .json(try Self.answer(to: message))
    }

    static func answer(to message: SeldonMessage) throws -> JSON {
        let request: ImageMessage
        do throws(CheckReaderError) { request = try ImageMessage(message) } catch {
            throw ComponentError.badData(error.failure.description)
        }
        var answer: JSON = .object(["image_id": .string(request.id)])
        do throws(NoBand) {
            let band = try DetectedBand(in: request.image)
            guard let png = try? band.crop.encoded(as: .png) else { throw .noMatch }
            answer["image"] = .string(Base64.text(of: png))
            answer["image_shape"] = .shape(of: band.crop)
            answer["bbox"] = .array([.int(band.box.top), .int(band.box.bottom)])
            answer["box"] = .box(band.box)
            answer["score"] = .double(rounded(band.score))
            answer["dpi"] = .double(rounded(band.dpi, to: 10))
            answer["skew"] = .double(rounded(band.skew, to: 100))
        } catch {
            answer["image"] = .string("")
            answer["image_shape"] = .array([.int(0), .int(0), .int(1)])
            answer["bbox"] = .array([.int(0), .int(0)])
            answer["score"] = .int(0)
            answer["reason"] = .string(error.description)
        }
        return answer
    }
}

/// A number with few digits, as people read them.
func rounded(_ value: Double, to steps: Double = 10_000) -> Double {
    (value * steps).rounded() / steps
}

extension JSON {
    /// `[height, width, channels]`, as the article has it.
    static func shape(of image: GrayImage) -> JSON {
        .array([.int(image.height), .int(image.width), .int(1)])
    }

    /// `[x0, y0, x1, y1]`.
    static func box(_ box: PixelBox) -> JSON {
        .array([.int(box.left), .int(box.top), .int(box.right), .int(box.bottom)])
    }
}
