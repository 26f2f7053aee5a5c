/// What the check reader found on an image.
public struct CheckReading: Sendable, Equatable {
    /// A part of an image, in pixels of the image as it is stored.
    public struct Region: Sendable, Hashable {
        /// The left side.
        public var x0: Int
        /// The upper side.
        public var y0: Int
        /// The right side.
        public var x1: Int
        /// The lower side.
        public var y1: Int

        /// A part of an image.
        public init(x0: Int, y0: Int, x1: Int, y1: Int) {
            self.x0 = x0
            self.y0 = y0
            self.x1 = x1
            self.y1 = y1
        }
    }

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
        /// What kind of text it is, such as `printed` or `handwritten`, or `nil` when nobody says.
        public var kind: String?
        /// Where it stands on the image, or `nil` when nobody says.
        public var box: Region?

        /// A field with its value.
        public init(
            name: String,
            value: String,
            verdict: Verdict = .unchecked,
            kind: String? = nil,
            box: Region? = nil
        ) {
            self.name = name
            self.value = value
            self.verdict = verdict
            self.kind = kind
            self.box = box
        }
    }

    /// A field of the check that was found on the image, the MICR line among them.
    public struct FoundField: Sendable, Equatable {
        /// Its kind, by the article's names: `micr`, `en`, `ar`, `sig`.
        public var kind: String
        /// Where it stands on the image.
        public var box: Region
        /// What was read there; `nil` when its text was not asked for.
        public var text: String?
        /// How sure the reader is of the text, 0 to 1.
        public var confidence: Double?
        /// The date that the text says, as in ISO 8601.
        public var date: String?
        /// The amount that the text says, as a decimal number.
        public var amount: String?

        /// A field with what is known of it.
        public init(
            kind: String,
            box: Region,
            text: String? = nil,
            confidence: Double? = nil,
            date: String? = nil,
            amount: String? = nil
        ) {
            self.kind = kind
            self.box = box
            self.text = text
            self.confidence = confidence
            self.date = date
            self.amount = amount
        }

        /// Its kind in words.
        public var kindInWords: String {
            switch kind {
            case "micr": "MICR line"
            case "en": "English"
            case "ar": "Arabic"
            case "sig": "signature"
            default: kind
            }
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
    /// Where the line stands on the image, or `nil` when nobody says.
    public var box: Region?
    /// All fields that were found on the image, from top to bottom.
    public var found: [FoundField]
    /// Why the fields have no text although it was asked for, or `nil`.
    public var textReason: String?

    /// A reading of an image.
    public init(
        micr: String,
        transcription: String? = nil,
        confidence: Double,
        reason: String? = nil,
        fields: [Field] = [],
        box: Region? = nil,
        found: [FoundField] = [],
        textReason: String? = nil
    ) {
        self.micr = micr
        self.transcription = transcription
        self.confidence = confidence
        self.reason = reason
        self.fields = fields
        self.box = box
        self.found = found
        self.textReason = textReason
    }

    /// How many fields of each kind were found, such as `2 Arabic, 12 English, 1 MICR line`; empty
    /// without any.
    public var foundInWords: String {
        var counts: [String: Int] = [:]
        for field in found { counts[field.kindInWords, default: 0] += 1 }
        return counts.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
            .joined(separator: ", ")
    }
}
