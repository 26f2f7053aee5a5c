import Documents

extension Conversion {
    /// Events of the group `events.k8s.io`, which are those of the core group under other names.
    static let events = Conversion(
        schema: "EventsEvent",
        fromStored: { renamed($0, names.map { ($0.core, $0.event) }) },
        toStored: { renamed($0, names.map { ($0.event, $0.core) }) }
    )

    private static let names = [
        (core: "involvedObject", event: "regarding"), (core: "message", event: "note"),
        (core: "source", event: "deprecatedSource"), (core: "count", event: "deprecatedCount"),
        (core: "firstTimestamp", event: "deprecatedFirstTimestamp"),
        (core: "lastTimestamp", event: "deprecatedLastTimestamp"),
        (core: "reportingComponent", event: "reportingController"),
    ]

    private static func renamed(_ object: JSON, _ names: [(String, String)]) -> JSON {
        var result = object
        for (old, new) in names {
            guard let value = object[old] else { continue }
            result[old] = nil
            result[new] = value
        }
        return result
    }
}
