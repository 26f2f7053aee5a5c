import Documents

/// Whether two states of an object differ in what matters.
enum StateComparison {
    /// Whether nothing was changed, but who manages what since when.
    static func isSame(_ old: JSON, _ new: JSON) -> Bool { stripped(old) == stripped(new) }

    /// All but metadata and status: what `metadata.generation` counts the changes of.
    static func desired(_ object: JSON) -> JSON {
        var object = object
        object["metadata"] = nil
        object["status"] = nil
        return object
    }

    private static func stripped(_ object: JSON) -> JSON {
        var object = object
        object["metadata"]?["resourceVersion"] = nil
        guard let entries = object["metadata"]?["managedFields"]?.array else { return object }
        object["metadata"]?["managedFields"] = .array(
            entries.map { entry in
                var entry = entry
                entry["time"] = nil
                return entry
            }
        )
        return object
    }
}
