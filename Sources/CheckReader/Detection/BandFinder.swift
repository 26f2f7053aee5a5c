internal import Pictures

/// Finds the MICR lines of checks in a picture of any size, as it stands and up to 15 degrees askew.
///
/// Rows of characters come from the pieces of ink in the picture. What a row is, the glyphs of E-13B
/// say where they are clear; where they are not, and for CMC-7, the network does.
struct BandFinder {
    /// A line that was found.
    struct Found: Sendable {
        /// Straight along the line, from a pitch and a half before its characters to as much behind.
        var geometry: LineGeometry
        /// How surely it is a MICR line, 0 to 1.
        var score: Double
        /// How much speaks for it: long and clear lines are worth most.
        var worth: Double
        /// Whether the characters leave no doubt.
        var isClear: Bool

        /// Whether the line is clearer as it stands than on its head.
        func isUpright(in image: GrayImage) -> Bool {
            guard let strip = Strip(of: image, along: geometry, scale: GlyphTemplates.standardScale)
            else { return false }
            let templates = GlyphTemplates.suited(to: geometry.scale)
            let turned = GlyphMatcher(strip.turnedRound, templates: templates).line()
            return turned.reduce(0) { $0 + $1.score - 0.68 } < worth
        }
    }

    /// Rows that are looked at closely for each way of looking.
    private static let most = 4
    /// Rows that the network is asked about at most.
    private static let asked = 8

    let image: GrayImage
    private let sheets: Sheets
    private let orientation: Orientation

    /// Looks at a picture set upright; `sheets` are those of the picture as it stands.
    init(image: GrayImage, sheets: Sheets? = nil, orientation: Orientation = .upright) {
        self.image = image
        self.sheets = sheets ?? Sheets(image)
        self.orientation = orientation
    }

    /// The pieces of ink at the sizes, each sought when it is asked for.
    private var sizes: some Sequence<Sheets.Sheet> {
        (0..<Sheets.count).lazy.map { sheets.sheet($0).turned(orientation) }
    }

    /// The lines whose glyphs are E-13B's, the clearest first, and whether there was any row at all.
    func printed(_ pass: Pass) -> (lines: [Found], hasRows: Bool) {
        let (lines, hasRows) = matched(pass)
        return (lines.compactMap { found($0) }, hasRows)
    }

    /// The lines whose glyphs are E-13B's, with these glyphs.
    func matched(_ pass: Pass) -> (lines: [MatchedLine], hasRows: Bool) {
        var lines: [MatchedLine] = []
        var hasRows = false
        for sheet in sizes {
            for row in rows(of: sheet, slant: pass.slants, atMost: Self.most) {
                hasRows = true
                guard let line = read(row), line.isCredible else { continue }
                lines.append(line)
                if line.isClear { break }
            }
            if lines.contains(where: { $0.matches.count >= 12 }) { break }
        }
        lines.sort { $0.worth > $1.worth }
        return (lines.map { $0.withOffsetFields() }, hasRows)
    }

    /// The lines of a picture that holds `first`, and more like it.
    func others(than first: Found) -> [Found] {
        var kept = [first]
        let sheet = sheets.sheet(0).turned(orientation)
        let slant = Angle.degrees(ofSlope: first.geometry.slope)
        let rows = rows(of: sheet, slant: [slant], atMost: 12)
        for row in rows
        where row.characters >= 6 && kept.allSatisfy({ !$0.geometry.isAlong(row.geometry) }) {
            guard looksPrinted(row) else { continue }
            guard let line = read(row), line.matches.count >= 10, line.meanScore > 0.84,
                line.isCredible, let other = found(line.withOffsetFields()),
                kept.allSatisfy({ !$0.geometry.isAlong(other.geometry) })
            else { continue }
            kept.append(other)
        }
        return kept
    }

    /// The line that the network finds among the rows, where the glyphs found none.
    func seen(by network: StripNetwork) -> Found? {
        var rows: [Row] = []
        for sheet in Array(sizes) + sheets.closed.map({ $0.turned(orientation) }) {
            for row in self.rows(of: sheet, slant: Pass.allCases.flatMap(\.slants), atMost: 3) {
                // Pieces of characters stand in rows of their own, which say nothing of the size.
                let same = rows.firstIndex {
                    $0.geometry.isAlong(row.geometry)
                        && abs($0.geometry.scale / row.geometry.scale - 1) < 0.1
                }
                guard let same else {
                    rows.append(row)
                    continue
                }
                if row.regularity > rows[same].regularity { rows[same] = row }
            }
        }
        rows.sort { $0.regularity > $1.regularity }
        var best: NetworkLine?
        for row in rows.prefix(Self.asked) {
            guard let line = NetworkLine(of: image, along: row.geometry, network: network),
                line.peaks.count >= 5, line.certainty > 0.6
            else { continue }
            let followed = line.followed(in: image, reach: 10, passes: 3, network: network)
            if followed.isCredible, followed.worth > best?.worth ?? 0 { best = followed }
        }
        return best.flatMap { found($0) }
    }

    /// Whether the network, too, sees a MICR line where the glyphs are in doubt about theirs.
    func confirmed(_ line: Found, by network: StripNetwork) -> Found? {
        if line.isClear { return line }
        var geometry = line.geometry
        geometry.left = max(0, geometry.left - 6 * geometry.scale * E13B.pitch)
        geometry.right = min(Double(image.width), geometry.right + 6 * geometry.scale * E13B.pitch)
        guard
            let seen = NetworkLine(of: image, along: geometry, network: network)?
                .followed(in: image, reach: 10, passes: 3, network: network),
            seen.isCredible
        else { return nil }
        return found(seen) ?? line
    }

    /// Rows of characters that may be a line, in pixels of the picture.
    func candidates() -> [LineGeometry] {
        sizes.flatMap { rows(of: $0, slant: [0], atMost: Self.most).map(\.geometry) }
    }

    private func found(_ line: MatchedLine) -> Found? {
        guard let geometry = line.refined(reach: 1.5, withWaves: true) else { return nil }
        return Found(
            geometry: geometry,
            score: min(1, max(0, (line.meanScore - 0.6) / 0.3)),
            worth: line.worth,
            isClear: line.isClear
        )
    }

    private func found(_ line: NetworkLine) -> Found? {
        guard let geometry = line.refined(reach: 1.5, withWaves: true) else { return nil }
        return Found(
            geometry: geometry,
            score: line.certainty,
            worth: line.worth,
            isClear: false
        )
    }

    // MARK: - Rows

    /// A row of characters, in pixels of the picture.
    private struct Row {
        var geometry: LineGeometry
        /// Characters that stand where the pitch expects them.
        var regularity: Double
        var characters: Int
    }

    /// How askew the picture may be.
    enum Pass: CaseIterable {
        case straight, askew

        /// Degrees by which rows may fall, each good for three and a half to both sides.
        var slants: [Double] { self == .straight ? [0] : [6.5, -6.5, 13, -13] }
    }

    private func rows(of sheet: Sheets.Sheet, slant slants: [Double], atMost limit: Int) -> [Row] {
        var rows: [Row] = []
        for slant in slants {
            let chains = DigitChains(sheet.blobs, width: sheet.width, slant: slant)
            for chain in chains.found(atMost: limit) {
                var geometry = chain.geometry
                geometry.left = max(0, geometry.left)
                geometry.right = min(Double(sheet.width), geometry.right)
                rows.append(
                    Row(
                        geometry: geometry.scaled(by: 1 / sheet.factor),
                        regularity: chain.score,
                        characters: chain.members.count
                    )
                )
            }
        }
        if slants.count > 1 { rows.sort { $0.regularity > $1.regularity } }
        return Array(rows.prefix(limit))
    }

    /// Whether the middle of a row is in E-13B: a dozen characters tell, and cost little.
    private func looksPrinted(_ row: Row) -> Bool {
        var part = row.geometry
        let reach = 16 * part.scale * E13B.pitch
        let middle = (part.left + part.right) / 2
        part.left = max(part.left + reach, middle - reach * 6 / 16)
        part.right = min(part.right - reach, middle + reach * 6 / 16)
        guard part.right > part.left, let line = MatchedLine(of: image, along: part) else {
            return true
        }
        return line.meanScore > 0.7
    }

    /// The line along a row, read once more with the geometry that its own glyphs gave.
    private func read(_ row: Row) -> MatchedLine? {
        guard var line = MatchedLine(of: image, along: row.geometry) else { return nil }
        var best = line
        for pass in 0..<4 {
            guard line.matches.count >= 4,
                var better = line.refined(reach: 12, withWaves: pass > 0)
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

extension MatchedLine {
    /// Nothing but a MICR line is that long and that clear.
    var isClear: Bool { isCredible && matches.count >= 12 && meanScore > 0.85 }
}

extension LineGeometry {
    /// Whether the other lies on this line, or so near that both cannot be lines.
    func isAlong(_ other: LineGeometry) -> Bool {
        let left = max(left, other.left)
        let right = min(right, other.right)
        guard right > left else { return false }
        let middle = (left + right) / 2
        return abs(footY(at: middle) - other.footY(at: middle)) < 6 * max(scale, other.scale)
    }
}
