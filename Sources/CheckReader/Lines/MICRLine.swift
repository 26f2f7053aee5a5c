/// The two alphabets in which a MICR line is written.
public enum MICRLine {
    /// A line of Unicode's OCR block in the alphabet of the article: digits, `<` for on-us, `:` for
    /// transit, `=` for amount, `-` for dash.
    public static func transcription(of micr: String) -> String {
        String(
            micr.map { character in
                switch character {
                case "⑈": "<"
                case "⑆": ":"
                case "⑇": "="
                case "⑉": "-"
                default: character
                }
            }
        )
    }
}
