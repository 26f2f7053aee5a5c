package import Documents
package import Kubernetes

/// Why a pod does not answer, as far as its status and its events tell.
package struct PodTrouble: Sendable, Equatable {
    /// The reason in one line.
    package var line: String
    /// Whether it passes by itself, or somebody has to do something.
    package var isPermanent: Bool

    init(_ line: String, isPermanent: Bool) {
        self.line = line
        self.isPermanent = isPermanent
    }

    /// Finds the trouble of a pod, or `nil` when every container of it is ready.
    ///
    /// - Parameters:
    ///   - pod: The pod.
    ///   - events: The events about it, in any order.
    ///   - containers: The containers to look at; with `nil` all of them.
    package init?(_ pod: Pod, events: [Event] = [], only containers: Set<String>? = nil) {
        if pod.metadata.deletionTimestamp != nil {
            self.init("\(pod.name) is ending", isPermanent: false)
            return
        }
        if let found = PodTrouble.scheduling(pod, events) ?? PodTrouble.eviction(pod) {
            self = found
            return
        }
        let statuses = pod.containerStatuses.filter { containers?.contains($0.name) ?? true }
        // What waits for a person is told before what only takes its time.
        let found = statuses.compactMap { PodTrouble.of($0, in: pod, events) }
        if let worst = found.first(where: \.isPermanent) ?? found.first {
            self = worst
            return
        }
        guard containers == nil, !pod.isReady else { return nil }
        self.init(
            pod.containerStatuses.isEmpty ? "the pod is being started" : "the pod is not ready yet",
            isPermanent: false
        )
    }

    private static func scheduling(_ pod: Pod, _ events: [Event]) -> PodTrouble? {
        let condition = pod.conditions.first { $0.type == "PodScheduled" && $0.status == "False" }
        guard let condition else { return nil }
        var message = condition.message
        if message.isEmpty { message = last("FailedScheduling", of: events)?.message ?? "" }
        // What follows is about preemption, which nobody asked about.
        if let end = message.firstRange(of: " preemption:") {
            message = String(message[..<end.lowerBound])
        }
        let line = message.isEmpty ? "no machine has room for the pod" : "no room: \(message)"
        return PodTrouble(line.shortened(), isPermanent: condition.reason == "Unschedulable")
    }

    private static func eviction(_ pod: Pod) -> PodTrouble? {
        guard pod.phase == "Failed" else { return nil }
        let reason = pod.status["reason"]?.string ?? "the pod failed"
        let message = pod.status["message"]?.string.map { ": \($0)" } ?? ""
        return PodTrouble((reason + message).shortened(), isPermanent: false)
    }

    private static func of(
        _ status: ContainerStatus,
        in pod: Pod,
        _ events: [Event]
    )
        -> PodTrouble?
    {
        guard !status.isReady else { return nil }
        let image = pod.containers.first { $0.name == status.name }?.image ?? ""
        if let reason = status.waitingReason {
            return waiting(status, reason: reason, image: image, events)
        }
        if let ended = status.json["state"]?["terminated"] {
            let line = "\(status.name) ended: \(PodTrouble.ending(ended))"
            return PodTrouble(line, isPermanent: false)
        }
        if let event = last("Unhealthy", of: events, container: status.name) {
            return PodTrouble("\(status.name): \(event.message)".shortened(), isPermanent: false)
        }
        return PodTrouble("\(status.name) is not ready yet", isPermanent: false)
    }

    private static func waiting(
        _ status: ContainerStatus,
        reason: String,
        image: String,
        _ events: [Event]
    ) -> PodTrouble {
        let name = status.name
        switch reason {
        case "ContainerCreating", "PodInitializing":
            return PodTrouble("\(name) is being started", isPermanent: false)
        case "CrashLoopBackOff":
            let ending = status.lastTermination.map { ", last \(PodTrouble.ending($0))" } ?? ""
            let restarts =
                status.restartCount == 1 ? "1 restart" : "\(status.restartCount) restarts"
            return PodTrouble(
                "\(name) crashes again and again: \(restarts)\(ending)",
                isPermanent: true
            )
        case "ErrImagePull", "ImagePullBackOff", "InvalidImageName", "ErrImageNeverPull":
            // While it backs off, the status says only that it does; the event knows why.
            let pull = events.filter { $0.reason == "Failed" && $0.message.contains(image) }
                .max { ($0.lastTimestamp ?? .distantPast) < ($1.lastTimestamp ?? .distantPast) }
            var why = pull?.message ?? status.waitingMessage ?? ""
            for prefix in [
                "Failed to pull image \"\(image)\": ", "Back-off pulling image \"\(image)\"",
            ]
            where why.hasPrefix(prefix) { why.removeFirst(prefix.count) }
            let line = "\(name): cannot pull \(image)" + (why.isEmpty ? "" : ": \(why)")
            return PodTrouble(line.shortened(), isPermanent: true)
        default:
            let message = status.waitingMessage.map { ": \($0)" } ?? ""
            return PodTrouble("\(name): \(reason)\(message)".shortened(), isPermanent: true)
        }
    }

    /// How a container ended, such as `OOMKilled, exit 137` or `signal 9`.
    package static func ending(_ terminated: JSON) -> String {
        let code = terminated["exitCode"]?.int
        let signal = terminated["signal"]?.int.flatMap { $0 == 0 ? nil : $0 }
        let end = signal.map { "signal \($0)" } ?? code.map { "exit \($0)" }
        let reason = terminated["reason"]?.string ?? ""
        let words = [["Error", "Completed"].contains(reason) ? nil : reason, end]
        return words.compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: ", ")
    }

    private static func last(
        _ reason: String,
        of events: [Event],
        container: String? = nil
    )
        -> Event?
    {
        events.filter { event in
            let field = event.involvedObject["fieldPath"]?.string
            return event.reason == reason
                && (container == nil || field == nil
                    || field == "spec.containers{\(container ?? "")}")
        }
        .max { ($0.lastTimestamp ?? .distantPast) < ($1.lastTimestamp ?? .distantPast) }
    }
}

extension Timestamp {
    static let distantPast = Timestamp(seconds: -62_135_596_800)
}

extension String {
    /// The text on one line, cut where it would push everything else off the screen.
    func shortened(to limit: Int = 200) -> String {
        let line = split(whereSeparator: \.isNewline).joined(separator: " ")
        return line.count > limit ? line.prefix(limit - 1) + "…" : line
    }
}
