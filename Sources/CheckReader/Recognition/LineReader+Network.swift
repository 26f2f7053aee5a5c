internal import Glibc
internal import Pictures

extension LineReader {
    /// The line within the crop as the network sees it: where detection puts it, or wherever it finds
    /// most; `nil` when the crop is too small for any.
    ///
    /// `matched` is where the glyphs have it.
    func line(
        in crop: GrayImage,
        matched: LineGeometry? = nil,
        network: StripNetwork
    ) -> NetworkLine? {
        let shares = [E13B.height + 2 * Strip.margin, 12.5, 10.5]
        var best = NetworkLine(
            of: crop,
            along: Self.middle(of: crop, share: shares[0]),
            network: network
        )
        if let best, best.isCredible, best.certainty > 0.95, !best.isOff,
            crop.height == Int(shares[0] * DetectedBand.cropScale)
        {
            return best
        }
        // Any other crop: wherever the row may lie, and of those where most is seen.
        let rows =
            [matched].compactMap { $0 } + BandFinder(image: crop).candidates()
            + shares.dropFirst().map { Self.middle(of: crop, share: $0) }
        for geometry in rows {
            guard let seen = NetworkLine(of: crop, along: geometry, network: network) else {
                continue
            }
            if seen.worth > best?.worth ?? -1 { best = seen }
        }
        guard let best, best.peaks.count >= 4 else { return best }
        return best.followed(in: crop, reach: 8, passes: 3, network: network)
    }

    /// A straight line through the middle of a crop whose height is `share` modules.
    private static func middle(of crop: GrayImage, share: Double) -> LineGeometry {
        let scale = Double(crop.height) / share
        return LineGeometry(
            scale: scale,
            origin: 0,
            foot: (share + E13B.height) / 2 * scale,
            slope: 0,
            left: 0,
            right: Double(crop.width)
        )
    }
}

extension NetworkLine {
    /// The characters with their confidences; columns are those of the picture.
    var characters: [MICRReading.Character] {
        // A character that may have been missed makes the whole line doubtful.
        let share = peaks.isEmpty ? 1 : pow(completeness, 1 / Double(peaks.count))
        let half = 3.5 * strip.scale
        return peaks.map { peak in
            let left = Int(strip.sourceX(peak.centre - half))
            var character = MICRReading.Character(
                character: StripNetwork.characters[peak.best],
                confidence: share * peak.certainty,
                columns: left..<max(left + 1, Int(strip.sourceX(peak.centre + half)))
            )
            character.rival = MICRReading.Rival(
                character: StripNetwork.characters[peak.second],
                confidence: peak.presence * peak.shares[peak.second]
            )
            return character
        }
    }
}
