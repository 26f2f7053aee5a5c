internal import Glibc

/// How likely a reading is right, from how it came about.
///
/// The curves are set by hand and checked on drawn lines of seeds that are not used in training.
enum Confidence {
    /// Of a glyph that correlates so well, and the next likely one so much less.
    static func ofMatch(score: Double, margin: Double) -> Double {
        logistic(-9.5 + 11 * score + 38 * min(margin, 0.25))
    }

    /// Of a character that the network is so sure of.
    static func ofNetwork(_ confidence: Double) -> Double {
        logistic(-4 + 10.5 * confidence)
    }

    static func logistic(_ value: Double) -> Double { 1 / (1 + exp(-value)) }
}
