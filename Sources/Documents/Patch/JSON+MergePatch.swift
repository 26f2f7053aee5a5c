extension JSON {
    /// The value after a merge patch (RFC 7386).
    ///
    /// Members of objects are replaced one by one, `null` removes, everything else replaces whole.
    public func merging(_ patch: JSON) -> JSON {
        guard case .object(let changes) = patch else { return patch }
        var result = object ?? [:]
        for (key, change) in changes {
            // A conditional expression would take `nil` for the literal of JSON's `null`.
            if change.isNull {
                result[key] = nil
            } else {
                result[key] = (result[key] ?? .null).merging(change)
            }
        }
        return .object(result)
    }

    /// The merge patch that makes this value into another; an empty object when they are equal.
    public func mergePatch(to other: JSON) -> JSON {
        guard case .object(let old) = self, case .object(let new) = other else { return other }
        var patch = JSONObject()
        for (key, value) in new where old[key] != value {
            patch[key] = old[key].map { $0.mergePatch(to: value) } ?? value
        }
        for key in old.keys where new[key] == nil { patch[key] = .null }
        return .object(patch)
    }
}
