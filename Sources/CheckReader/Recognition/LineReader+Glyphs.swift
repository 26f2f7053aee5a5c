internal import Pictures

extension LineReader {
    /// The line within the crop: where detection puts it, or wherever it is found.
    func located(_ crop: GrayImage, dpi: Double?) -> MatchedLine? {
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
        if let found = BandFinder(image: crop).matched(.straight).lines.first,
            found.worth > best?.worth ?? 0
        {
            best = found
        }
        guard let best, best.isCredible else { return nil }
        return best
    }

    /// The line compared with fatter and thinner glyphs, and the reading that fits best.
    func reweighted(_ line: MatchedLine, dpi: Double?) -> MatchedLine {
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
}
