extension JSON {
    /// One place where two documents differ.
    public struct Difference: Sendable, Hashable {
        /// Where.
        public var path: FieldPath
        /// The value before, `nil` when there was none.
        public var old: JSON?
        /// The value after, `nil` when there is none.
        public var new: JSON?
    }

    /// The places where another document differs from this one, in the order of this one.
    ///
    /// Lists are compared element by element.
    public func differences(to other: JSON) -> [Difference] {
        var found: [Difference] = []
        JSON.compare(self, other, FieldPath(), &found)
        return found
    }

    private static func compare(
        _ old: JSON?,
        _ new: JSON?,
        _ path: FieldPath,
        _ found: inout [Difference]
    ) {
        switch (old, new) {
        case (.object(let left)?, .object(let right)?):
            for (key, value) in left { compare(value, right[key], path.key(key), &found) }
            for (key, value) in right where left[key] == nil {
                found.append(Difference(path: path.key(key), old: nil, new: value))
            }
        case (.array(let left)?, .array(let right)?):
            for index in 0..<max(left.count, right.count) {
                compare(
                    index < left.count ? left[index] : nil,
                    index < right.count ? right[index] : nil,
                    path.index(index),
                    &found
                )
            }
        case (let left, let right) where left != right:
            found.append(Difference(path: path, old: left, new: right))
        default: break
        }
    }
}
