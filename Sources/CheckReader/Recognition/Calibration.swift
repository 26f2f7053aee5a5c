internal import Glibc

/// What the raw scores of a version are worth: how often readings with such a score were right.
///
/// Measured on drawn checks by `Training/train-calibration.sh`, for whole lines and for single
/// characters: characters of one line fail together, so a line's is no product of theirs.
struct Calibration: Sendable {
    /// Rising probabilities over rising scores.
    struct Curve: Sendable {
        /// A score, as the logarithm of its odds, and the share that is right there.
        struct Point: Sendable {
            let odds: Double
            let share: Double
        }

        let points: [Point]

        /// The share that is right at a raw score, between the points along a straight line.
        func share(at raw: Double) -> Double {
            guard let first = points.first, let last = points.last else { return raw }
            let odds = Self.odds(of: raw)
            if odds <= first.odds { return first.share }
            if odds >= last.odds { return last.share }
            guard let index = points.firstIndex(where: { $0.odds >= odds }), index > 0 else {
                return first.share
            }
            let (a, b) = (points[index - 1], points[index])
            let part = (odds - a.odds) / max(1e-9, b.odds - a.odds)
            return a.share + part * (b.share - a.share)
        }

        /// The logarithm of the odds, within what doubles tell apart.
        static func odds(of share: Double) -> Double {
            let inner = min(max(share, 1e-9), 1 - 1e-9)
            return log(inner / (1 - inner))
        }
    }

    let line: Curve
    let character: Curve

    /// The one of a version that ships with the program; without one scores stay as they are.
    static func shipped(for version: LineReader.Version) -> Calibration {
        all[version] ?? Calibration(line: Curve(points: []), character: Curve(points: []))
    }

    private static let all = curves(of: String(decoding: TrainedModels.calibration, as: UTF8.self))

    /// Reads rows of a version, `line` or `character`, a score's odds and a share.
    static func curves(of text: String) -> [LineReader.Version: Calibration] {
        var points: [LineReader.Version: [String: [Curve.Point]]] = [:]
        for row in text.split(whereSeparator: \.isNewline) where row.first != "#" {
            let cells = row.split(separator: " ")
            guard cells.count == 4, let version = LineReader.Version(rawValue: String(cells[0])),
                let odds = Double(cells[2]), let share = Double(cells[3]), (0...1).contains(share)
            else { continue }
            points[version, default: [:]][String(cells[1]), default: []]
                .append(Curve.Point(odds: odds, share: share))
        }
        return points.mapValues { curves in
            Calibration(
                line: Curve(points: (curves["line"] ?? []).sorted { $0.odds < $1.odds }),
                character: Curve(points: (curves["character"] ?? []).sorted { $0.odds < $1.odds })
            )
        }
    }
}

extension MICRReading {
    /// The reading with what its raw scores are worth.
    func calibrated(by calibration: Calibration) -> MICRReading {
        guard !characters.isEmpty else { return self }
        var copy = self
        copy.confidence = calibration.line.share(at: confidence)
        for index in characters.indices {
            let raw = characters[index].confidence
            let share = calibration.character.share(at: raw)
            copy.characters[index].confidence = share
            // How much less likely the other reading is stays as it was seen.
            copy.characters[index].rival?.confidence *= share / max(1e-9, raw)
        }
        return copy
    }
}
