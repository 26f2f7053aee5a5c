public import Documents

/// A group of containers on one node.
public struct Pod: KubernetesObject {
    /// `pods` of the core group.
    public static let resource = ResourceKind.pod
    /// The whole object.
    public var json: JSON

    /// Makes a view on an object.
    public init(json: JSON) { self.json = json }

    /// The containers, as the specification asks for them.
    public var containers: [Container] {
        (spec["containers"]?.elements ?? []).map(Container.init)
    }

    /// The node it is bound to; `nil` while it is not.
    public var nodeName: String? { spec["nodeName"]?.string }

    /// `Pending`, `Running`, `Succeeded`, `Failed` or `Unknown`; empty before the first status.
    public var phase: String { status["phase"]?.string ?? "" }

    /// Its address; `nil` until it has one.
    public var podIP: String? { status["podIP"]?.string }

    /// The conditions of its status.
    public var conditions: [Condition] {
        (status["conditions"]?.elements ?? []).map(Condition.init)
    }

    /// Whether it may get requests: its condition `Ready` is true and it is not being deleted.
    public var isReady: Bool {
        metadata.deletionTimestamp == nil
            && conditions.contains { $0.type == "Ready" && $0.status == "True" }
    }

    /// How its containers are.
    public var containerStatuses: [ContainerStatus] {
        (status["containerStatuses"]?.elements ?? []).map(ContainerStatus.init)
    }

    /// How often its containers were started again, in all.
    public var restarts: Int { containerStatuses.reduce(0) { $0 + $1.restartCount } }
}

/// A container as a pod asks for it.
public struct Container: Sendable, Hashable {
    /// The container as it stands in the pod.
    public var json: JSON

    /// Makes a view on a container.
    public init(json: JSON) { self.json = json }

    /// The name.
    public var name: String { json["name"]?.string ?? "" }

    /// The image.
    public var image: String { json["image"]?.string ?? "" }

    /// Arguments.
    public var args: [String] { (json["args"]?.elements ?? []).compactMap(\.string) }

    /// The environment; of a name given twice the last value counts.
    ///
    /// Values taken from elsewhere (`valueFrom`) are left out.
    public var environment: [(name: String, value: String)] {
        (json["env"]?.elements ?? []).compactMap { entry in
            guard let name = entry["name"]?.string, entry["valueFrom"] == nil else { return nil }
            return (name, entry["value"]?.string ?? "")
        }
    }

    /// The number of the port with a name; `nil` when there is none.
    public func port(named name: String) -> Int? {
        (json["ports"]?.elements ?? []).first { $0["name"]?.string == name }?["containerPort"]?.int
    }
}

/// How a container of a pod is.
public struct ContainerStatus: Sendable, Hashable {
    /// The status as it stands in the pod.
    public var json: JSON

    /// Makes a view on a status.
    public init(json: JSON) { self.json = json }

    /// The container's name.
    public var name: String { json["name"]?.string ?? "" }

    /// Whether it may get requests.
    public var isReady: Bool { json["ready"]?.bool ?? false }

    /// How often it was started again.
    public var restartCount: Int { json["restartCount"]?.int ?? 0 }

    /// Why it waits, such as `CrashLoopBackOff`; `nil` when it does not.
    public var waitingReason: String? { json["state"]?["waiting"]?["reason"]?.string }

    /// What it waits for, in words.
    public var waitingMessage: String? { json["state"]?["waiting"]?["message"]?.string }

    /// How it last ended (`exitCode`, `reason`, …); `nil` when it never did.
    public var lastTermination: JSON? {
        json["lastState"]?["terminated"] ?? json["state"]?["terminated"]
    }
}

/// One statement of a status, such as `Ready` being true since a time.
public struct Condition: Sendable, Hashable {
    /// The condition as it stands in a status.
    public var json: JSON

    /// Makes a view on a condition.
    public init(json: JSON) { self.json = json }

    /// What it is about, such as `Available`.
    public var type: String { json["type"]?.string ?? "" }

    /// `True`, `False` or `Unknown`.
    public var status: String { json["status"]?.string ?? "Unknown" }

    /// The reason in one word.
    public var reason: String { json["reason"]?.string ?? "" }

    /// The reason in words.
    public var message: String { json["message"]?.string ?? "" }
}
