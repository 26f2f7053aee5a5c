/// What a field of a check holds: the classes of the article's detector, by its names.
public enum FieldKind: String, Sendable, Hashable, CaseIterable, Codable {
    /// The MICR line.
    case micr
    /// English text, printed or written.
    case english = "en"
    /// Arabic text, printed or written.
    case arabic = "ar"
    /// A signature.
    case signature = "sig"
}
