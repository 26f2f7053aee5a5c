internal import Glibc
public import Pictures

/// Reads the crop of a MICR line.
///
/// There are two versions. ``Version/v1`` compares the line with the glyphs themselves. In
/// ``Version/v2`` a network reads it too, E-13B and CMC-7: where both agree the reading is sure,
/// where they differ the line is marked as doubtful.
public struct LineReader: Sendable {
    /// Which way of reading.
    public enum Version: String, Sendable, CaseIterable {
        /// The glyphs alone: small and fast.
        case v1
        /// The glyphs and a network.
        case v2
        /// The network alone, for comparison.
        case network
    }

    /// The version in use.
    public let version: Version
    let network: StripNetwork?
    private let calibration: Calibration?

    /// Prepares for reading; without calibration, confidences are raw scores.
    public init(_ version: Version = .v1, isCalibrated: Bool = true) {
        self.version = version
        calibration = isCalibrated ? .shipped(for: version) : nil
        GlyphTemplates.prepare()
        network = version == .v1 ? nil : StripNetwork.standard
    }

    /// Reads a crop.
    ///
    /// - Parameters:
    ///   - crop: as ``DetectedBand/crop``; any other crop of a line is straightened first.
    ///   - dpi: resolution of the picture that the crop was cut from, where known. Small letters are
    ///     blurred, and are compared with glyphs as blurred.
    /// - Returns: What was read, or why nothing was.
    public func read(_ crop: GrayImage, dpi: Double? = nil) -> MICRReading {
        let reading = raw(crop, dpi: dpi)
        return calibration.map(reading.calibrated) ?? reading
    }

    private func raw(_ crop: GrayImage, dpi: Double?) -> MICRReading {
        let none = MICRReading.nothing("the crop holds no line in the font E-13B or CMC-7")
        var matched = version == .network ? nil : located(crop, dpi: dpi)
        if let line = matched, line.meanScore < 0.91 { matched = reweighted(line, dpi: dpi) }
        guard let network else {
            return matched.map { MICRReading(characters: $0.characters).ranked } ?? none
        }
        let geometry = matched?.refined(reach: 8, withWaves: true)
        let line = line(in: crop, matched: geometry, network: network)
        guard let seen = line, seen.isCredible else {
            return matched.map {
                MICRReading(characters: Agreement.merged($0.characters, [])).ranked
            } ?? none
        }
        guard version == .v2 else { return MICRReading(characters: seen.characters).ranked }
        // Each font is compared with what it is made for: shapes, or where bars stand.
        let characters =
            switch seen.font {
            case .e13b: Agreement.merged(matched?.characters ?? [], seen.characters)
            case .cmc7: CMC7Line(seen).characters
            }
        return MICRReading(characters: characters).ranked
    }
}

extension MatchedLine {
    /// The characters with their confidences; columns are those of the picture.
    var characters: [MICRReading.Character] {
        let doubt = pow(0.5, Double(leftovers))
        return matches.map { match in
            let width = DistanceField.all[match.glyph.rawValue].glyphWidth * strip.scale
            let left = Int(sourceX(match.column - width))
            let confidence = Confidence.ofMatch(
                score: match.score,
                margin: match.score - match.rival
            )
            var character = MICRReading.Character(
                character: match.glyph.character,
                confidence: doubt * confidence,
                columns: left..<max(left + 1, Int(sourceX(match.column)))
            )
            character.rival = MICRReading.Rival(
                character: match.rivalGlyph.character,
                confidence: doubt * (1 - confidence)
            )
            return character
        }
    }
}
