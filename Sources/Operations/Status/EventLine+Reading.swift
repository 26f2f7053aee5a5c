import Documents
package import Kubernetes

extension EventLine {
    /// Reads an event.
    package init(_ event: Event) {
        let object = event.involvedObject
        let kind = (object["kind"]?.string ?? "").lowercased()
        let series = event.json["series"]?["count"]?.int
        self.init(
            id: event.metadata.uid,
            at: event.lastTimestamp.map(Moment.init),
            count: series ?? event.count,
            isWarning: event.type == "Warning",
            reason: event.reason,
            object: "\(kind)/\(object["name"]?.string ?? "")",
            message: event.message
        )
    }
}
