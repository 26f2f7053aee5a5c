public import Failures

/// Why a line could not be read.
public enum VisionError: Error, Sendable, Hashable {
    /// The engine gave up on the line.
    case recognitionFailed
    /// The model of a language is not installed.
    case missingLanguage(TextReader.Language)
}

extension VisionError: ExplainedError {
    /// The error in words.
    public var failure: Failure {
        switch self {
        case .recognitionFailed: Failure("the recogniser gave up on the line")
        case .missingLanguage(let language):
            Failure(
                "Tesseract's model of the language '\(language.rawValue)' is not installed",
                hint: "on Debian: apt-get install tesseract-ocr-\(language.rawValue)"
            )
        }
    }
}
