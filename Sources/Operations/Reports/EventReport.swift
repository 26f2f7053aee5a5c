/// Events as a table.
public struct EventReport: Sendable {
    private let events: [EventLine]
    private let now: Moment

    /// A report of events in the order that they are given in.
    public init(_ events: some Sequence<EventLine>, now: Moment) {
        self.events = Array(events)
        self.now = now
    }

    /// The table; empty when there is no event.
    public var text: String {
        guard !events.isEmpty else { return "" }
        var table = TextTable(["LAST SEEN", "TYPE", "REASON", "OBJECT", "MESSAGE"])
        for event in events {
            let count = event.count > 1 ? " (x\(event.count))" : ""
            table.add([
                FigureWords.age(event.at, now), event.isWarning ? "Warning" : "Normal",
                event.reason, event.object, event.message.shortened(to: 1000) + count,
            ])
        }
        return table.text
    }
}
