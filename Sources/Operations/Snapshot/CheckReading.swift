/// What the check reader found on an image.
public struct CheckReading: Sendable, Equatable {
    /// One field of the MICR line.
    public struct Field: Sendable, Equatable {
        /// What a check digit says of the field.
        public enum Verdict: Sendable, Hashable {
            /// The check digit is right.
            case verified
            /// The check digit is wrong.
            case refuted
            /// The field has no check digit.
            case unchecked
        }

        /// Its name, such as `transit` or `account`.
        public var name: String
        /// Its characters.
        public var value: String
        /// What its check digit says.
        public var verdict: Verdict

        /// A field with its value.
        public init(name: String, value: String, verdict: Verdict = .unchecked) {
            self.name = name
            self.value = value
            self.verdict = verdict
        }
    }

    /// The line in Unicode's OCR block (U+2446 to U+2449); empty when there is none on the image.
    public var micr: String
    /// The line in the article's alphabet, or `nil` when the answer had none.
    public var transcription: String?
    /// How sure the reader is of the line, 0 to 1.
    public var confidence: Double
    /// Why there is no line, or `nil` when there is one.
    public var reason: String?
    /// The fields that were found in the line, in reading order.
    public var fields: [Field]

    /// A reading of an image.
    public init(
        micr: String,
        transcription: String? = nil,
        confidence: Double,
        reason: String? = nil,
        fields: [Field] = []
    ) {
        self.micr = micr
        self.transcription = transcription
        self.confidence = confidence
        self.reason = reason
        self.fields = fields
    }
}
