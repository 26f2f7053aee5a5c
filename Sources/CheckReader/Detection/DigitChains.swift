internal import Glibc

/// Finds pieces of ink that stand in a row as the digits of E-13B do: equally high, on one foot
/// line, their right edges whole pitches apart.
struct DigitChains {
    let blobs: [Blob]
    /// Radians by which rows fall to the right; the blobs are turned back by them.
    private let slant: Double

    /// Keeps what may be a digit, in rows that fall by `slant` degrees to the right.
    init(_ all: [Blob], width: Int, slant: Double = 0) {
        let angle = abs(slant) < 3.5 ? 0 : slant * .pi / 180
        self.slant = angle
        let turned = angle == 0 ? all : all.map { $0.turned(back: angle) }
        blobs = turned.filter { blob in
            let wide = Double(blob.width) / Double(blob.height)
            return blob.height >= 6 && blob.height <= max(24, width / 12) && wide > 0.3 && wide < 1
                && blob.area * 6 > blob.width * blob.height
        }.sorted { $0.right < $1.right }
    }

    /// A chain: digits from left to right.
    struct Chain {
        var members: [Blob]
        var height: Double
        var geometry: LineGeometry
        /// Digits that stand where the pitch expects them.
        var score: Double
    }

    /// The chains, best first.
    func found(atMost limit: Int) -> [Chain] {
        let groups = linked()
        var chains: [Chain] = []
        for group in groups where group.count >= 3 {
            if let chain = grown(from: group) { chains.append(chain) }
        }
        chains.sort { $0.score > $1.score }
        var kept: [Chain] = []
        for chain in chains where kept.count < limit {
            let isKnown = kept.contains { other in
                let middle = (chain.geometry.left + chain.geometry.right) / 2
                let away = abs(other.geometry.footY(at: middle) - chain.geometry.footY(at: middle))
                let ratio = other.height / chain.height
                return away < 0.3 * chain.height && ratio > 0.9 && ratio < 1.1
            }
            if !isKnown { kept.append(chain) }
        }
        return kept
    }

    private func linked() -> [[Int]] {
        var parents = Array(blobs.indices)
        func root(_ index: Int) -> Int {
            var index = index
            while parents[index] != index { index = parents[index] }
            return index
        }
        for (i, a) in blobs.enumerated() {
            let height = Double(a.height)
            let pitch = height * E13B.pitch / E13B.height
            var j = i + 1
            while j < blobs.count, Double(blobs[j].right - a.right) < 3.3 * pitch {
                defer { j += 1 }
                let b = blobs[j]
                let distance = Double(b.right - a.right)
                guard distance > 0.8 * pitch,
                    abs(Double(b.height) - height) <= max(1.5, 0.14 * height),
                    abs(Double(b.bottom - a.bottom)) <= max(1.5, 0.06 * distance + 0.08 * height)
                else { continue }
                let steps = (distance / pitch).rounded()
                guard abs(distance / pitch - steps) < 0.07 * steps + 0.09 else { continue }
                let first = root(i)
                let second = root(j)
                if first != second { parents[second] = first }
            }
        }
        var groups: [Int: [Int]] = [:]
        for index in blobs.indices { groups[root(index), default: []].append(index) }
        return groups.keys.sorted().compactMap { groups[$0] }
    }

    /// Takes in what else stands on the line of a group, however far away.
    private func grown(from group: [Int]) -> Chain? {
        var members = group.map { blobs[$0] }
        for _ in 0..<3 {
            let height = Self.median(members.map { Double($0.height) })
            guard let line = Self.footLine(members) else { return nil }
            let inner = blobs.filter { blob in
                abs(Double(blob.height) - height) <= max(1.5, 0.13 * height)
                    && abs(Double(blob.bottom) - line.foot - line.slope * Self.middle(blob))
                        <= max(1.2, 0.12 * height)
            }
            guard inner.count >= 3 else { return nil }
            if inner == members { break }
            members = inner
        }
        let height = Self.median(members.map { Double($0.height) })
        guard let line = Self.footLine(members), abs(line.slope) < 0.15,
            let first = members.first, let last = members.last
        else { return nil }
        // The pitch, from gaps that are whole multiples of what the height says.
        let expected = height * E13B.pitch / E13B.height
        var pitches: [Double] = []
        var regular = 0.0
        for (a, b) in zip(members, members.dropFirst()) {
            let steps = (Double(b.right - a.right) / expected).rounded()
            guard steps >= 1, steps <= 4 else { continue }
            let pitch = Double(b.right - a.right) / steps
            if abs(pitch / expected - 1) < 0.12 {
                pitches.append(pitch)
                regular += 1
            } else {
                regular -= 0.5
            }
        }
        guard pitches.count >= 2 else { return nil }
        let pitch = Self.median(pitches)
        let reach = 16 * pitch
        return Chain(
            members: members,
            height: height,
            geometry: geometry(
                scale: pitch / E13B.pitch,
                foot: line.foot,
                slope: line.slope,
                from: Double(first.left) - reach,
                to: Double(last.right) + reach
            ),
            score: regular
        )
    }

    /// The line from one x to the other, with the slant that was taken out.
    private func geometry(
        scale: Double,
        foot: Double,
        slope: Double,
        from left: Double,
        to right: Double
    ) -> LineGeometry {
        let ends = [left, right].map { x in
            let y = foot + slope * x
            return (x: x * cos(slant) - y * sin(slant), y: x * sin(slant) + y * cos(slant))
        }
        let fall = (ends[1].y - ends[0].y) / max(1, ends[1].x - ends[0].x)
        return LineGeometry(
            scale: scale,
            origin: 0,
            foot: ends[0].y - fall * ends[0].x,
            slope: fall,
            left: ends[0].x,
            right: ends[1].x
        )
    }

    private static func middle(_ blob: Blob) -> Double { Double(blob.left + blob.right) / 2 }

    /// The straight line through the feet, without the quarter of them that fits it worst.
    private static func footLine(_ blobs: [Blob]) -> (foot: Double, slope: Double)? {
        var points = blobs.map { (x: middle($0), y: Double($0.bottom)) }
        guard points.count >= 2 else { return nil }
        var line = fit(points)
        if points.count >= 5 {
            points.sort {
                abs($0.y - line.foot - line.slope * $0.x)
                    < abs($1.y - line.foot - line.slope * $1.x)
            }
            line = fit(Array(points.prefix(points.count * 3 / 4)))
        }
        return line
    }

    static func fit(_ points: [(x: Double, y: Double)]) -> (foot: Double, slope: Double) {
        let n = Double(points.count)
        let mx = points.reduce(0) { $0 + $1.x } / n
        let my = points.reduce(0) { $0 + $1.y } / n
        let sxx = points.reduce(0) { $0 + ($1.x - mx) * ($1.x - mx) }
        let sxy = points.reduce(0) { $0 + ($1.x - mx) * ($1.y - my) }
        let slope = sxx > 0 ? sxy / sxx : 0
        return (my - slope * mx, slope)
    }

    static func median(_ values: [Double]) -> Double {
        guard !values.isEmpty else { return 0 }
        return values.sorted()[values.count / 2]
    }
}

extension Blob {
    /// The box as it is where the picture is turned back by an angle in radians about its corner.
    fileprivate func turned(back angle: Double) -> Blob {
        let (sine, cosine) = (sin(angle), cos(angle))
        let x = Double(left + right) / 2
        let y = Double(top + bottom) / 2
        // The box around a turned rectangle, solved for the rectangle.
        let (wide, high) = (Double(width), Double(height))
        let lean = abs(sine)
        let share = cosine * cosine - lean * lean
        let w = max(1, (wide * cosine - high * lean) / share)
        let h = max(1, (high * cosine - wide * lean) / share)
        let cx = x * cosine + y * sine
        let cy = y * cosine - x * sine
        return Blob(
            left: Int((cx - w / 2).rounded()),
            top: Int((cy - h / 2).rounded()),
            right: Int((cx + w / 2).rounded()),
            bottom: Int((cy + h / 2).rounded()),
            area: area
        )
    }
}
