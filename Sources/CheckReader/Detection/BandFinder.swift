internal import Pictures

/// Finds the MICR line of a check in a picture of any size.
struct BandFinder {
    /// Rows that are looked at closely.
    private static let candidates = 4

    let image: GrayImage

    /// The line, read once more with the geometry that its own glyphs gave.
    func line() throws(NoBand) -> MatchedLine {
        let longer = max(image.width, image.height)
        // Chains want digits of at least a dozen pixels, and no more pixels than are of use.
        let wanted = min(1700.0, Double(longer) * 2)
        var sawRow = false
        var best: MatchedLine?
        for size in [wanted, wanted * 0.62, min(wanted * 1.5, 2600)] {
            let factor = abs(size / Double(longer) - 1) < 0.1 ? 1 : size / Double(longer)
            let scaled = image.scaled(by: factor)
            for geometry in rows(of: scaled) {
                sawRow = true
                guard let line = read(geometry.scaled(by: 1 / factor)) else { continue }
                if line.worth > best?.worth ?? 0 { best = line }
                // Nothing but a MICR line is that long and that clear.
                if line.isCredible, line.matches.count >= 12, line.meanScore > 0.85 {
                    return line.withOffsetFields()
                }
            }
            if let best, best.isCredible, best.matches.count >= 12 { break }
        }
        guard let best, best.isCredible else { throw sawRow ? .noMatch : .noRow }
        return best.withOffsetFields()
    }

    private func rows(of scaled: GrayImage) -> [LineGeometry] {
        let radius = max(9, max(scaled.width, scaled.height) / 70)
        let map = InkMap(scaled, radius: radius, contrast: 0.4)
        let chains = DigitChains(map.blobs(), width: scaled.width)
        return chains.found(atMost: Self.candidates).map { chain in
            var geometry = chain.geometry
            geometry.left = max(0, geometry.left)
            geometry.right = min(Double(scaled.width), geometry.right)
            return geometry
        }
    }

    func read(_ geometry: LineGeometry) -> MatchedLine? {
        guard var line = MatchedLine(of: image, along: geometry) else { return nil }
        var best = line
        for pass in 0..<4 {
            guard line.matches.count >= 4,
                var better = line.refined(reach: 8, withWaves: pass > 0)
            else { break }
            better.left = max(-2 * better.scale, better.left)
            better.right = min(Double(image.width) + 2 * better.scale, better.right)
            guard let next = MatchedLine(of: image, along: better) else { break }
            let gain = next.worth - line.worth
            line = next
            if next.worth > best.worth { best = next }
            if pass > 0, gain < 0.3 { break }
        }
        return best
    }
}
