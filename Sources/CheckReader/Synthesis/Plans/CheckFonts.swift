public import Lettering

/// The typefaces that checks are drawn with, and the packages of Debian that bring them.
enum CheckFonts {
    static let print = [
        Typeface("DejaVu Sans"), Typeface("DejaVu Serif"), Typeface("Liberation Sans"),
        Typeface("Liberation Serif"),
    ]
    static let typewriter = [Typeface("Liberation Mono"), Typeface("DejaVu Sans Mono")]
    static let hand = [
        Typeface("Breip"), Typeface("DkgHandwriting"), Typeface("Rufscript"), Typeface("Kristi"),
        Typeface("Dancing Script"), Typeface("Ecolier_court"),
    ]
    static let arabicPrint = [
        Typeface("Amiri"), Typeface("KacstBook"), Typeface("KacstOffice"), Typeface("KacstNaskh"),
    ]
    static let arabicHand = [
        Typeface("KacstPen"), Typeface("KacstLetter"), Typeface("KacstFarsi"),
    ]
    static let machine = Typeface("OCRA")

    /// Every family that is named above.
    static var families: [String] {
        (print + typewriter + hand + arabicPrint + arabicHand + [machine]).flatMap(\.families)
    }

    static let packages = [
        "fonts-dejavu-core", "fonts-liberation2", "fonts-breip", "fonts-dkg-handwriting",
        "fonts-rufscript", "fonts-kristi", "fonts-dancingscript", "fonts-ecolier-court",
        "fonts-hosny-amiri", "fonts-kacst", "fonts-ocr-a",
    ]

    /// Makes sure that all are installed: without one, another face would be drawn in its place, and
    /// the same seed would no longer give the same bytes.
    static func check(_ scribe: Scribe) throws(LetteringError) {
        let missing = Set(families).subtracting(scribe.families).sorted()
        guard missing.isEmpty else {
            throw .missingFonts(families: missing, packages: packages)
        }
    }
}
