/// The font CMC-7 (ISO 1004-2): seven bars a character, the intervals between them its code.
///
/// Its digits are read as digits. Its five symbols have no place in Unicode; they are given the
/// letters under which fonts of CMC-7 have them.
public enum CMC7 {
    /// The digits, then SI (internal), SII (amount), SIII (terminator), SIV (unused), SV (routing).
    public static let characters: [Character] = Array("0123456789ABCDE")
}
