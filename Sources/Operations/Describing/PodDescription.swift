import Documents
import Kubernetes

extension Description {
    /// A pod with its containers, each with its last exit.
    mutating func add(_ pod: Pod, now: Moment, level: Int) {
        let snapshot = PodSnapshot(pod)
        var level = level
        if level > 0 {
            add(pod.name, snapshot.status, level: level)
            level += 1
        } else {
            add("Status", snapshot.status)
        }
        if let why = snapshot.why { add("Why", why, level: level) }
        add("Age", FigureWords.age(snapshot.createdAt, now), level: level)
        let address = pod.status["podIP"]?.string ?? "none yet"
        add("Address", "\(address) on \(snapshot.host ?? "no machine yet")", level: level)
        for container in pod.containers {
            let status = pod.status["containerStatuses"]?.elements.first {
                $0["name"]?.string == container.name
            }
            add("Container \(container.name)", Self.state(status?["state"], now), level: level)
            add("Image", container.image, level: level + 1)
            let restarts = status?["restartCount"]?.int ?? 0
            if restarts > 0 { add("Restarts", "\(restarts)", level: level + 1) }
            if let last = status?["lastState"], last.object?.isEmpty == false {
                add("Before that", Self.state(last, now), level: level + 1)
            }
            let resources = container.json["resources"]
            for kind in ["requests", "limits"] {
                add(kind.capitalizedFirst, resources?[kind]?.strings ?? [:], level: level + 1)
            }
        }
    }

    /// The state of a container in words, such as `terminated: OOMKilled, exit status 137, 3m ago`.
    private static func state(_ state: JSON?, _ now: Moment) -> String {
        if let running = state?["running"] {
            let since = running["startedAt"]?.string.flatMap { Timestamp($0) }.map(Moment.init)
            return since.map { "running for \(FigureWords.age($0, now))" } ?? "running"
        }
        if let waiting = state?["waiting"] {
            let words = [waiting["reason"]?.string, waiting["message"]?.string].compactMap(\.self)
            return "waiting: " + words.joined(separator: ", ")
        }
        if let ended = state?["terminated"] {
            var words = [ended["reason"]?.string ?? "ended"]
            if let code = ended["exitCode"]?.int { words.append("exit status \(code)") }
            if let signal = ended["signal"]?.int, signal > 0 { words.append("signal \(signal)") }
            if let message = ended["message"]?.string, !message.isEmpty { words.append(message) }
            let end = ended["finishedAt"]?.string.flatMap { Timestamp($0) }.map(Moment.init)
            if let end { words.append("\(FigureWords.age(end, now)) ago") }
            return "terminated: " + words.joined(separator: ", ")
        }
        return "not started"
    }
}

extension String {
    /// The text with its first letter in upper case.
    fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
