internal import Glibc
public import Pictures

/// Reads the crop of a MICR line.
///
/// There are two versions. ``Version/v1`` compares the line with the glyphs themselves. In
/// ``Version/v2`` a network reads it too: where both agree the reading is sure, where they differ
/// the line is marked as doubtful.
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
    private let network: StripNetwork?

    /// Prepares for reading.
    ///
    /// - Throws: `VisionError.unusableModel` when the network that ships with the program is broken.
    public init(_ version: Version = .v1) throws {
        self.version = version
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
    /// - Throws: `VisionError` when the network cannot work.
    public func read(_ crop: GrayImage, dpi: Double? = nil) throws -> MICRReading {
        guard var line = located(crop, dpi: dpi) else {
            return .nothing("the crop holds no line in the font E-13B")
        }
        if line.meanScore < 0.91 { line = reweighted(line, dpi: dpi) }
        let matched = line.characters
        guard let network else { return MICRReading(characters: matched) }
        let read = networkCharacters(network, line)
        guard version == .v2 else {
            return read.isEmpty
                ? .nothing("the network read nothing") : MICRReading(characters: read)
        }
        return MICRReading(characters: Agreement.merged(matched, read))
    }

    /// The line within the crop: where detection puts it, or wherever it is found.
    private func located(_ crop: GrayImage, dpi: Double?) -> MatchedLine? {
        var best: MatchedLine?
        if crop.width > 4 * crop.height {
            let scale = Double(crop.height) / (E13B.height + 2 * Strip.margin)
            let geometry = LineGeometry(
                scale: scale,
                origin: 0,
                foot: (Strip.margin + E13B.height) * scale,
                slope: 0,
                left: 0,
                right: Double(crop.width)
            )
            let source = dpi.map { min(scale, $0 * E13B.inchesPerModule) } ?? scale
            best = MatchedLine(of: crop, along: geometry, sourceScale: source)
            if let better = best?.refined(reach: 4, withWaves: true),
                let again = MatchedLine(of: crop, along: better, sourceScale: source),
                again.worth > best?.worth ?? 0
            {
                best = again
            }
            // A crop that detection made is at this scale; any other only looks like one.
            let found = best?.strip.geometry.scale ?? 0
            if let best, best.isCredible, best.meanScore > 0.8, abs(found / scale - 1) < 0.04,
                best.leftovers == 0
            {
                return best.withOffsetFields()
            }
        }
        if let found = try? BandFinder(image: crop).line(), found.worth > best?.worth ?? 0 {
            best = found
        }
        guard let best, best.isCredible else { return nil }
        return best
    }

    /// The line compared with fatter and thinner glyphs, and the reading that fits best.
    private func reweighted(_ line: MatchedLine, dpi: Double?) -> MatchedLine {
        var best = line
        let source = dpi.map { min(line.strip.geometry.scale, $0 * E13B.inchesPerModule) }
        for weight in [GlyphTemplates.Weight.fat, .thin] {
            let other = MatchedLine(
                of: line.source,
                along: line.strip.geometry,
                sourceScale: source,
                weight: weight
            )
            if let other, other.worth > best.worth { best = other }
        }
        return best
    }

    /// What the network reads along the line that the glyphs gave.
    private func networkCharacters(
        _ network: StripNetwork,
        _ line: MatchedLine
    ) -> [MICRReading.Character] {
        guard let geometry = line.refined(reach: 4, withWaves: true),
            let straight = Strip(of: line.source, along: geometry, scale: DetectedBand.cropScale)
        else { return [] }
        let columns = straight.sourceX
        return network.probabilities(of: straight.image).peaks().map { peak in
            let right = peak.centre + 3.5 * straight.scale
            let left = right - 7 * straight.scale
            let from = Int(columns[min(max(0, Int(left)), columns.count - 1)])
            let to = Int(columns[min(max(0, Int(right)), columns.count - 1)])
            return MICRReading.Character(
                character: StripNetwork.characters[peak.best],
                confidence: peak.presence * peak.shares[peak.best],
                columns: from..<max(from + 1, to)
            )
        }
    }
}

extension MatchedLine {
    /// The characters with their confidences; columns are those of the picture.
    var characters: [MICRReading.Character] {
        let doubt = pow(0.5, Double(leftovers))
        return matches.map { match in
            let width = DistanceField.all[match.glyph.rawValue].glyphWidth * strip.scale
            let left = Int(sourceX(match.column - width))
            return MICRReading.Character(
                character: match.glyph.character,
                confidence: doubt
                    * Confidence.ofMatch(score: match.score, margin: match.score - match.rival),
                columns: left..<max(left + 1, Int(sourceX(match.column)))
            )
        }
    }
}
