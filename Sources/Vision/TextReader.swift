internal import CTesseract
public import Pictures
internal import Synchronization

/// Reads printed text with one of the language models that Debian packages for Tesseract.
///
/// One piece at a time: calls from several tasks wait for each other.
public final class TextReader: Sendable {
    /// A language that is read, by Tesseract's name.
    public enum Language: String, Sendable, Hashable, CaseIterable {
        case english = "eng"
        case arabic = "ara"
    }

    /// What was read.
    public struct Text: Sendable, Hashable {
        /// The text, blanks at its ends left out; empty when nothing was read.
        public let text: String
        /// The mean of the engine's own confidence in the words, 0 to 1, not calibrated.
        public let confidence: Double
    }

    /// The engine is used under the lock only.
    private let engine: Mutex<Engine>

    /// Loads the model of a language from where Tesseract keeps its models (`TESSDATA_PREFIX`, or
    /// Debian's folder).
    ///
    /// - Throws: ``VisionError/missingLanguage(_:)`` when it is not installed.
    public init(_ language: Language) throws(VisionError) {
        engine = Mutex(try Engine(language))
    }

    /// Reads a crop that holds one line of text.
    ///
    /// - Throws: ``VisionError/recognitionFailed`` when the engine gives up.
    public func line(in crop: GrayImage) throws(VisionError) -> Text {
        let result = engine.withLock { engine in
            Result { () throws(VisionError) in try engine.line(in: crop) }
        }
        return try result.get()
    }
}

/// One handle of Tesseract, freed with this value.
private struct Engine: ~Copyable, @unchecked Sendable {
    // Sent between threads under the lock of TextReader only.
    private let handle: OpaquePointer

    init(_ language: TextReader.Language) throws(VisionError) {
        radiant_single_threaded()
        guard let handle = TessBaseAPICreate() else { throw .missingLanguage(language) }
        guard TessBaseAPIInit2(handle, nil, language.rawValue, OEM_LSTM_ONLY) == 0 else {
            TessBaseAPIDelete(handle)
            throw .missingLanguage(language)
        }
        self.handle = handle
        TessBaseAPISetPageSegMode(handle, PSM_SINGLE_LINE)
        // Its messages would land on the terminal.
        TessBaseAPISetVariable(handle, "debug_file", "/dev/null")
    }

    deinit {
        TessBaseAPIEnd(handle)
        TessBaseAPIDelete(handle)
    }

    func line(in crop: GrayImage) throws(VisionError) -> TextReader.Text {
        radiant_single_threaded()
        let width = Int32(crop.width)
        let status = crop.pixels.withUnsafeBufferPointer { pixels in
            TessBaseAPISetImage(handle, pixels.baseAddress, width, Int32(crop.height), 1, width)
            TessBaseAPISetSourceResolution(handle, 300)
            return TessBaseAPIRecognize(handle, nil)
        }
        defer { TessBaseAPIClear(handle) }
        guard status == 0 else { throw .recognitionFailed }
        guard let text = TessBaseAPIGetUTF8Text(handle) else {
            return TextReader.Text(text: "", confidence: 0)
        }
        defer { TessDeleteText(text) }
        let words = String(cString: text).split(whereSeparator: \.isWhitespace)
        return TextReader.Text(
            text: words.joined(separator: " "),
            confidence: words.isEmpty ? 0 : Double(TessBaseAPIMeanTextConf(handle)) / 100
        )
    }
}
