import Documents
import Kubernetes
import KubernetesClient

/// Writes events about pods; the same one again is counted, and not more often than once a second.
actor EventReporter {
    /// Which objects' events are the same one.
    private struct Subject: Hashable {
        var uid: String
        var reason: String
        var message: String
    }

    private struct Written {
        var key: ObjectKey
        var count: Int
        var time: Timestamp
    }

    private let client: APIClient
    private let component: String
    private let host: String
    private var written: [Subject: Written] = [:]

    /// Makes a reporter that signs as a component on a node.
    init(_ client: APIClient, component: String, host: String) {
        self.client = client
        self.component = component
        self.host = host
    }

    /// Reports something about an object.
    ///
    /// - Parameters:
    ///   - reason: What happened, in one word.
    ///   - message: What happened, in words.
    ///   - object: What it happened to.
    ///   - isWarning: Whether somebody should look.
    ///   - container: The container of the pod that it happened to.
    func report(
        _ reason: String,
        _ message: String,
        about object: some KubernetesObject,
        isWarning: Bool = false,
        container: String? = nil
    ) async {
        let now = Timestamp.now
        let subject = Subject(uid: object.metadata.uid, reason: reason, message: message)
        if written.count > 2_000 { written = [:] }
        if let earlier = written[subject] {
            written[subject]?.count += 1
            guard now - earlier.time >= .seconds(1) else { return }
            written[subject]?.time = now
            let change: JSON = [
                "count": .int(earlier.count + 1), "lastTimestamp": .string(now.description),
            ]
            if (try? await client.patch(Event.self, earlier.key, .merge(change))) != nil { return }
        }
        let namespace = object.namespace.isEmpty ? "default" : object.namespace
        let suffix = String(UInt64.random(in: 0...UInt64.max), radix: 16)
        var event = Event(name: "\(object.name).\(suffix)", namespace: namespace)
        var involved: JSON = [
            "kind": object.json["kind"] ?? "Pod", "apiVersion": object.json["apiVersion"] ?? "v1",
            "name": .string(object.name), "uid": .string(object.metadata.uid),
        ]
        if !object.namespace.isEmpty { involved["namespace"] = .string(object.namespace) }
        if let container { involved["fieldPath"] = .string("spec.containers{\(container)}") }
        event.json["involvedObject"] = involved
        event.json["reason"] = .string(reason)
        event.json["message"] = .string(message)
        event.json["type"] = isWarning ? "Warning" : "Normal"
        event.json["source"] = ["component": .string(component), "host": .string(host)]
        event.json["reportingComponent"] = .string(component)
        event.json["reportingInstance"] = .string(host)
        event.json["firstTimestamp"] = .string(now.description)
        event.json["lastTimestamp"] = .string(now.description)
        event.json["count"] = 1
        written[subject] = Written(key: event.key, count: 1, time: now)
        // An event that cannot be written is not worth failing for: the status says the same.
        _ = try? await client.create(event)
    }
}
