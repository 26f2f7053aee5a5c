internal import Pictures

/// Finds the MICR line of a check in a picture of any size.
struct BandFinder {
    /// Why no line was found, in words for the answer.
    enum Absence: Error, Sendable, Equatable {
        /// Nothing stands in a row as the digits of E-13B do.
        case noRow
        /// Rows were found, none of which are E-13B.
        case noMatch
    }

    /// Rows that are looked at closely.
    private static let candidates = 4

    let image: GrayImage

    /// The line, read once more with the geometry that its own glyphs gave.
    func line() throws(Absence) -> MatchedLine {
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
            }
            if let best, best.isCredible, best.matches.count >= 12 { break }
        }
        guard let best, best.isCredible else { throw sawRow ? .noMatch : .noRow }
        return best
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

    private func read(_ geometry: LineGeometry) -> MatchedLine? {
        guard var line = MatchedLine(of: image, along: geometry) else { return nil }
        for _ in 0..<2 {
            guard line.matches.count >= 4, var better = line.refined(reach: 8) else { break }
            better.left = max(-2 * better.scale, better.left)
            better.right = min(Double(image.width) + 2 * better.scale, better.right)
            guard let next = MatchedLine(of: image, along: better), next.worth > line.worth * 0.9
            else { break }
            line = next
        }
        return line
    }
}
