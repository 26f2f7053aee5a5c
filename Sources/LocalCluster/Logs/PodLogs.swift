import APIServer
import HTTP
import Kubernetes

/// The logs of all containers, of their run now and the one before.
actor PodLogs {
    private let directory: String
    private var open: [String: LogFile] = [:]

    /// Makes logs that are kept in a directory.
    init(directory: String) { self.directory = directory }

    /// Begins the log of a new run of a container; the one before the last is removed.
    func begin(pod: ObjectKey, uid: String, container: String) -> LogFile {
        let folder = folder(pod, uid)
        try? PrivateFile.makeDirectory(folder)
        let current = path(pod, uid, container)
        let previous = previousPath(pod, uid, container)
        if PrivateFile.kind(of: current) != nil {
            // What the run before left becomes the previous log, which keeps one file.
            let content = LogFile.content(of: current).suffix(LogFile.limit)
            try? PrivateFile.write(Array(content), to: previous)
        }
        let file = LogFile(path: current)
        open[current] = file
        return file
    }

    /// Removes the logs of a pod that is gone.
    func remove(pod: ObjectKey, uid: String) {
        let folder = folder(pod, uid)
        open = open.filter { !$0.key.hasPrefix(folder + "/") }
        PrivateFile.remove(folder)
    }

    /// Removes the logs of pods that are not among those that there are.
    func keep(only uids: Set<String>) {
        for name in PrivateFile.names(in: directory) {
            let uid = name.split(separator: "_").last.map(String.init) ?? ""
            if !uids.contains(uid) { PrivateFile.remove("\(directory)/\(name)") }
        }
    }

    /// Answers a request for a log.
    ///
    /// - Throws: `APIStatus` with code 400 when the container has not run yet.
    func body(for request: LogRequest) async throws(APIStatus) -> Body {
        let pod = ObjectKey(namespace: request.namespace, name: request.pod)
        let selection = LogSelection(
            tailLines: request.tailLines,
            since: request.since,
            timestamps: request.timestamps
        )
        let current = path(pod, request.uid, request.container)
        let wanted = request.previous ? previousPath(pod, request.uid, request.container) : current
        guard PrivateFile.kind(of: wanted) != nil else {
            let what = request.previous ? "previous terminated container" : "container"
            let state = request.previous ? "not found" : "is waiting to start"
            throw APIStatus(
                code: 400,
                reason: "BadRequest",
                message: "\(what) \"\(request.container)\" in pod \"\(request.pod)\" \(state)"
            )
        }
        guard request.follow, !request.previous, let file = open[current] else {
            return .bytes(selection.apply(to: LogFile.content(of: wanted)))
        }
        let (content, lines) = await file.follow()
        let (stream, continuation) = ByteStream.makeStream()
        let first = selection.apply(to: content)
        if !first.isEmpty { continuation.yield(first) }
        let relay = Task {
            for await line in lines { continuation.yield(Array(selection.shown(line[...]))) }
            continuation.finish()
        }
        continuation.onTermination = { _ in relay.cancel() }
        return .stream(stream)
    }

    private func folder(_ pod: ObjectKey, _ uid: String) -> String {
        // Names of the API hold no slash and begin with no dot; what does is kept out all the same.
        let name = "\(pod.namespace)_\(pod.name)_\(uid)".map { $0 == "/" ? "_" : $0 }
        return "\(directory)/\(String(name))"
    }

    private func path(_ pod: ObjectKey, _ uid: String, _ container: String) -> String {
        "\(folder(pod, uid))/\(String(container.map { $0 == "/" ? "_" : $0 })).log"
    }

    private func previousPath(_ pod: ObjectKey, _ uid: String, _ container: String) -> String {
        path(pod, uid, container).dropLast(4) + ".previous.log"
    }
}
