import Documents
public import Kubernetes

/// What writes down what happened to objects, for those who ask `kubectl describe`.
///
/// The same event again is counted, not written anew.
public actor EventRecorder {
    /// How many events are remembered for counting.
    static let memory = 512

    private let client: APIClient
    private let component: String
    private var written: [Happening: (name: String, count: Int)] = [:]
    private var order: [Happening] = []
    private var serial: UInt64 = 0

    private struct Happening: Hashable {
        var uid: String
        var type: String
        var reason: String
        var message: String
    }

    /// Makes a recorder.
    ///
    /// - Parameters:
    ///   - client: The API server's client.
    ///   - component: Who reports, such as `deployment-controller`.
    public init(_ client: APIClient, component: String) {
        self.client = client
        self.component = component
    }

    /// Writes down what happened to an object.
    ///
    /// It never fails its caller: an event that cannot be written is lost.
    ///
    /// - Parameters:
    ///   - object: The object it happened to.
    ///   - isWarning: Whether somebody should look.
    ///   - reason: The reason in one word.
    ///   - message: What happened, in words.
    public func record(
        _ object: some KubernetesObject,
        isWarning: Bool = false,
        _ reason: String,
        _ message: String
    ) async {
        let happening = Happening(
            uid: object.metadata.uid,
            type: isWarning ? "Warning" : "Normal",
            reason: reason,
            message: message
        )
        let namespace = object.namespace.isEmpty ? "default" : object.namespace
        let now = JSON.string(Timestamp.now.description)
        if let (name, count) = written[happening] {
            written[happening] = (name, count + 1)
            let patch: JSON = ["count": .int(count + 1), "lastTimestamp": now]
            let key = ObjectKey(namespace: namespace, name: name)
            // A server that has forgotten the event gets it anew below.
            if (try? await client.patch(Event.self, key, .merge(patch))) != nil { return }
        }
        serial += 1
        let stamp = UInt64(bitPattern: Timestamp.now.microseconds) &* 1000 &+ serial % 1000
        let name = "\(object.name).\(String(stamp, radix: 16))"
        remember(happening, name)
        var event = Event(name: name, namespace: namespace)
        event.json["involvedObject"] = [
            "apiVersion": object.json["apiVersion"] ?? "", "kind": object.json["kind"] ?? "",
            "name": .string(object.name), "namespace": .string(object.namespace),
            "uid": .string(object.metadata.uid),
            "resourceVersion": .string(object.metadata.resourceVersion),
        ]
        event.json["type"] = .string(happening.type)
        event.json["reason"] = .string(reason)
        event.json["message"] = .string(message)
        event.json["source"] = ["component": .string(component)]
        event.json["reportingComponent"] = .string(component)
        event.json["reportingInstance"] = ""
        event.json["firstTimestamp"] = now
        event.json["lastTimestamp"] = now
        event.json["count"] = 1
        _ = try? await client.create(event)
    }

    private func remember(_ happening: Happening, _ name: String) {
        if written.updateValue((name, 1), forKey: happening) == nil { order.append(happening) }
        if order.count > Self.memory { written[order.removeFirst()] = nil }
    }
}
