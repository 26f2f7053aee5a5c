public import Failures

/// Why bytes are no picture that can be used.
public enum PictureError: Error, Sendable, Hashable {
    /// There are no bytes at all.
    case empty
    /// The bytes begin like no format that is read; `looksLike` names what they are, where known.
    case unknownFormat(looksLike: String?)
    /// The header is cut off or contradicts itself.
    case damagedHeader(PictureFormat)
    /// The header is sound, the picture behind it is not.
    case damaged(PictureFormat)
    /// The file is longer than `limit` bytes.
    case tooManyBytes(count: Int, limit: Int)
    /// A page has more pixels than `limit`.
    case tooManyPixels(width: Int, height: Int, limit: Int)
    /// The file has more pages than `limit`.
    case tooManyPages(count: Int, limit: Int)
    /// The file has `count` pages, and another one was asked for.
    case noSuchPage(index: Int, count: Int)
    /// The picture could not be written in the format.
    case cannotEncode(PictureFormat)
}

extension PictureError: ExplainedError {
    /// The error in words.
    public var failure: Failure {
        let accepted = "PNG, JPEG and TIFF pictures are accepted"
        return switch self {
        case .empty: Failure("the image is empty", hint: accepted)
        case .unknownFormat(let kind?): Failure("the image is \(kind)", hint: accepted)
        case .unknownFormat(nil):
            Failure("the image is in no format that can be read", hint: accepted)
        case .damagedHeader(let format):
            Failure("the header of the \(format) image is damaged", hint: "was it cut short?")
        case .damaged(let format):
            Failure("the \(format) image cannot be decoded", hint: "was it cut short?")
        case .tooManyBytes(let count, let limit):
            Failure(
                "the image has \(count) bytes",
                hint: "at most \(limit >> 20) MiB are accepted"
            )
        case .tooManyPixels(let width, let height, let limit):
            Failure(
                "the image is \(width) by \(height) pixels large",
                hint: "at most \(limit / 1_000_000) megapixels are accepted"
            )
        case .tooManyPages(let count, let limit):
            Failure("the image has \(count) pages", hint: "at most \(limit) are accepted")
        case .noSuchPage(let index, let count):
            Failure("the image has no page \(index + 1)", hint: "its pages are 1 to \(count)")
        case .cannotEncode(let format): Failure("the image cannot be written as \(format)")
        }
    }
}
