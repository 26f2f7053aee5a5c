internal import Glibc

/// What the network says of every column of a strip.
struct ColumnProbabilities: Sendable {
    let columns: Int
    /// By column and class, and behind the classes the place of the character.
    private let values: [Float]
    private static let width = StripNetwork.classes + 1

    init(scores: Planes) {
        columns = scores.width
        var values = scores.values
        let classes = StripNetwork.classes
        for column in 0..<scores.width {
            let base = column * Self.width
            var top = -Float.infinity
            for index in 0..<classes { top = max(top, values[base + index]) }
            var sum: Float = 0
            for index in 0..<classes {
                values[base + index] = expf(values[base + index] - top)
                sum += values[base + index]
            }
            for index in 0..<classes { values[base + index] /= sum }
        }
        self.values = values
    }

    subscript(column: Int, kind: Int) -> Float { values[column * Self.width + kind] }

    /// A place where a character stands.
    struct Peak: Sendable {
        /// The middle of the character's cell, in pixels of the strip.
        var centre: Double
        /// How likely there is a character at all.
        var presence: Double
        /// Modules by which it lies lower than the strip has it.
        var lower: Double
        /// How likely it is each class, given that there is one; by class, 0 for "nothing".
        var shares: [Double]

        /// The likeliest class.
        var best: Int { shares.indices.max { shares[$0] < shares[$1] } ?? 0 }
        /// The likeliest class but one.
        var second: Int {
            let first = best
            return shares.indices.filter { $0 != first }.max { shares[$0] < shares[$1] } ?? 0
        }
    }

    /// The characters from left to right: runs of columns that are more likely one than not.
    ///
    /// A character counts when it is as likely as `least` at its likeliest column.
    func peaks(least: Float = 0.5) -> [Peak] {
        var found: [Peak] = []
        var start: Int?
        for column in 0...columns {
            let isOn = column < columns && 1 - self[column, 0] > min(0.5, least)
            if isOn {
                start = start ?? column
            } else if let first = start {
                start = nil
                if let peak = peak(first..<column, least: least) { found.append(peak) }
            }
        }
        return found
    }

    private func peak(_ range: Range<Int>, least: Float) -> Peak? {
        var shares = [Double](repeating: 0, count: StripNetwork.classes)
        var mass = 0.0
        var moment = 0.0
        var presence: Float = 0
        var lower = 0.0
        for column in range {
            let here = Double(1 - self[column, 0])
            presence = max(presence, 1 - self[column, 0])
            mass += here
            moment += here * Double(column)
            lower += here * Double(self[column, StripNetwork.classes])
            // The surest columns say what it is.
            for kind in 1..<StripNetwork.classes {
                shares[kind] += here * Double(self[column, kind])
            }
        }
        guard presence >= least else { return nil }
        let total = max(1e-9, shares.reduce(0, +))
        return Peak(
            centre: moment / mass * Double(StripNetwork.stride) + 0.5,
            presence: Double(presence),
            lower: lower / mass,
            shares: shares.map { $0 / total }
        )
    }
}
