public import Failures
public import Pictures

/// Why a request to the check reader, or a file for it, cannot be used.
public enum CheckReaderError: Error, Sendable, Hashable {
    /// The message carries no image.
    case noImage
    /// The text that should be an image is not Base64.
    case notBase64
    /// The lists of grey values are no picture: not rectangular, empty, or no numbers.
    case badGrayValues
    /// The bytes are no picture that can be used.
    case badPicture(PictureError)
}

extension CheckReaderError: ExplainedError {
    /// The error in words.
    public var failure: Failure {
        switch self {
        case .noImage:
            Failure(
                "the message carries no image",
                hint:
                    "expected names [\"image_id\", \"image\"] with the image as Base64, or binData"
            )
        case .notBase64: Failure("the image is not Base64")
        case .badGrayValues:
            Failure(
                "the lists of grey values are no picture",
                hint: "rows of equal length, 0 to 255"
            )
        case .badPicture(let error): error.failure
        }
    }
}
