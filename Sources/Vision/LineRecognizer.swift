internal import CTesseract
public import Pictures
internal import Synchronization

/// Reads a line of text with a network of Tesseract's LSTM engine.
///
/// One line at a time: calls from several tasks wait for each other.
public final class LineRecognizer: Sendable {
    /// A character that was read.
    public struct Character: Sendable, Hashable {
        /// The character.
        public let text: String
        /// How sure the network is, 0 to 1, not calibrated.
        public let confidence: Double
        /// The box around it in pixels of the line: left, top, right, bottom.
        public let box: PixelBox
    }

    /// The engine is used under the lock only.
    private let engine: Mutex<Engine>

    /// Loads a network.
    ///
    /// - Parameter model: a `.traineddata` file's bytes.
    /// - Throws: ``VisionError/unusableModel`` when they are none.
    public init(model: [UInt8]) throws(VisionError) {
        engine = Mutex(try Engine(model: model))
    }

    /// Reads one line.
    ///
    /// - Throws: ``VisionError/recognitionFailed`` when the engine gives up.
    public func characters(in line: GrayImage) throws(VisionError) -> [Character] {
        // Mutex.withLock has no typed throws that survives inference here.
        let result = engine.withLock { engine in
            Result { () throws(VisionError) in try engine.characters(in: line) }
        }
        return try result.get()
    }
}

/// One handle of Tesseract, freed with this value.
private struct Engine: ~Copyable, @unchecked Sendable {
    // Sent between threads under the lock of LineRecognizer only.
    private let handle: OpaquePointer

    init(model: [UInt8]) throws(VisionError) {
        radiant_single_threaded()
        guard let handle = TessBaseAPICreate() else { throw .unusableModel }
        let status = model.withUnsafeBytes { bytes in
            TessBaseAPIInit5(
                handle,
                bytes.baseAddress?.assumingMemoryBound(to: CChar.self),
                Int32(bytes.count),
                "e13b",
                OEM_LSTM_ONLY,
                nil,
                0,
                nil,
                nil,
                0,
                0
            )
        }
        guard status == 0 else {
            TessBaseAPIDelete(handle)
            throw .unusableModel
        }
        self.handle = handle
        TessBaseAPISetPageSegMode(handle, PSM_RAW_LINE)
        // Its messages would land on the terminal.
        TessBaseAPISetVariable(handle, "debug_file", "/dev/null")
    }

    deinit {
        TessBaseAPIEnd(handle)
        TessBaseAPIDelete(handle)
    }

    func characters(in line: GrayImage) throws(VisionError) -> [LineRecognizer.Character] {
        radiant_single_threaded()
        let width = Int32(line.width)
        let status = line.pixels.withUnsafeBufferPointer { pixels in
            TessBaseAPISetImage(handle, pixels.baseAddress, width, Int32(line.height), 1, width)
            TessBaseAPISetSourceResolution(handle, 300)
            return TessBaseAPIRecognize(handle, nil)
        }
        defer { TessBaseAPIClear(handle) }
        guard status == 0 else { throw .recognitionFailed }
        guard let results = TessBaseAPIGetIterator(handle) else { return [] }
        defer { TessResultIteratorDelete(results) }
        var characters: [LineRecognizer.Character] = []
        repeat {
            guard let text = TessResultIteratorGetUTF8Text(results, RIL_SYMBOL) else { continue }
            defer { TessDeleteText(text) }
            var (left, top, right, bottom) = (Int32(0), Int32(0), Int32(0), Int32(0))
            TessPageIteratorBoundingBox(
                TessResultIteratorGetPageIteratorConst(results),
                RIL_SYMBOL,
                &left,
                &top,
                &right,
                &bottom
            )
            characters.append(
                LineRecognizer.Character(
                    text: String(cString: text),
                    confidence: Double(TessResultIteratorConfidence(results, RIL_SYMBOL)) / 100,
                    box: PixelBox(
                        left: Int(left),
                        top: Int(top),
                        right: Int(right),
                        bottom: Int(bottom)
                    )
                )
            )
        } while TessResultIteratorNext(results, RIL_SYMBOL) != 0
        return characters
    }
}
