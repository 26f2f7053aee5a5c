import Documents
import Kubernetes

/// What is known of one container of a pod, and how it stands in the pod's status.
struct ContainerRecord: Sendable, Hashable {
    /// What the container does.
    enum State: Sendable, Hashable {
        /// It will be started; why it is not yet, in one word and in a sentence.
        case waiting(reason: String, message: String)
        /// Its process runs.
        case running(pid: Int32, since: Timestamp)
        /// Its process has ended and will not be started again.
        case ended(Termination)
    }

    /// How a process of the container ended.
    struct Termination: Sendable, Hashable {
        var end: ProcessEnd
        var startedAt: Timestamp
        var finishedAt: Timestamp
        var pid: Int32
        /// What is said of it instead of `Error` or `Completed`.
        var reason: String?

        var json: JSON {
            var json: JSON = [
                "exitCode": .int(end.exitCode),
                "reason": .string(reason ?? (end == .exited(0) ? "Completed" : "Error")),
                "startedAt": .string(startedAt.description),
                "finishedAt": .string(finishedAt.description),
                "containerID": .string("radiant://\(pid)"),
            ]
            if case .signalled(let signal) = end { json["signal"] = .int(Int(signal)) }
            return json
        }
    }

    /// The container's name.
    let name: String
    /// Its image.
    let image: String
    /// What it does.
    var state: State = .waiting(reason: "ContainerCreating", message: "")
    /// How it last ended, when it did.
    var last: JSON?
    /// How often it was started again.
    var restarts = 0
    /// Whether it may get requests.
    var isReady = false
    /// Whether it was ready or alive since its last start.
    var isStarted = false

    /// Takes up a container where the pod's status, written by an earlier cluster, left it.
    init(_ container: Container, earlier: ContainerStatus?) {
        name = container.name
        image = container.image
        guard let earlier else { return }
        restarts = earlier.restartCount
        last = earlier.json["lastState"]?["terminated"]
        guard let running = earlier.json["state"]?["running"] else { return }
        restarts += 1
        last = [
            "exitCode": 137, "reason": "ContainerStatusUnknown",
            "message": "the cluster ended while the container ran",
            "startedAt": running["startedAt"] ?? .null,
            "finishedAt": .string(Timestamp.now.description),
        ]
    }

    /// The number of the process that runs; `nil` when none does.
    var pid: Int32? { if case .running(let pid, _) = state { pid } else { nil } }

    /// Notes that a process was started.
    mutating func started(pid: Int32, at time: Timestamp, isReady: Bool) {
        state = .running(pid: pid, since: time)
        self.isReady = isReady
        isStarted = isReady
    }

    /// Notes that the process has ended and what comes next: `nil` when nothing does.
    mutating func ended(_ termination: Termination, waiting: (reason: String, message: String)?) {
        isReady = false
        isStarted = false
        guard let waiting else {
            state = .ended(termination)
            return
        }
        last = termination.json
        restarts += 1
        state = .waiting(reason: waiting.reason, message: waiting.message)
    }

    /// How the container stands in the status of its pod.
    var json: JSON {
        var json: JSON = [
            "name": .string(name), "image": .string(image), "imageID": .string(image),
            "ready": .bool(isReady), "started": .bool(isStarted), "restartCount": .int(restarts),
            "lastState": last.map { ["terminated": $0] } ?? .object([:]),
        ]
        switch state {
        case .waiting(let reason, let message):
            var waiting: JSON = ["reason": .string(reason)]
            if !message.isEmpty { waiting["message"] = .string(message) }
            json["state"] = ["waiting": waiting]
        case .running(let pid, let since):
            json["containerID"] = .string("radiant://\(pid)")
            json["state"] = ["running": ["startedAt": .string(since.description)]]
        case .ended(let termination):
            json["containerID"] = .string("radiant://\(termination.pid)")
            json["state"] = ["terminated": termination.json]
        }
        return json
    }
}
