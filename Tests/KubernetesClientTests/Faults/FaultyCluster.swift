import Documents
import HTTP
import Kubernetes
import KubernetesClient
import Synchronization
import Testing

/// An API server of pods on a real socket, which keeps the truth and can be told to garble the next
/// answers.
final class FaultyCluster: Sendable {
    /// What goes wrong with one request.
    enum Fault: String, Sendable, CaseIterable, CustomTestStringConvertible {
        case lineCutOff, lineCutOffByReset, unknownEvent, objectWithoutMetadata, tenMegabyteLine
        case watchResetAtOnce, watchWithoutEnd, watchStaysSilent, watchAnswersNothing
        case expiredByStatus, expiredByEvent, expiredAmidPages, versionTooLarge
        case watchIsForbidden, watchFails, watchIsBusyAsText, watchIsBusyAsStatus
        case listResetMidBody, listWithoutEnd, listAnswersNothing, listIsForbidden, listIsNotThere
        case listIsNoJSON, listHasObjectWithoutName

        var testDescription: String { rawValue }

        /// Whether it is the list that fails, which then must be asked for first.
        var concernsList: Bool {
            rawValue.hasPrefix("list") || self == .expiredAmidPages
        }
    }

    private struct State {
        var version = 10
        var oldest = 0
        var pods: [String: JSON] = [:]
        var history: [(version: Int, line: [UInt8])] = []
        var feeds: [Feed] = []
        var faults: [Fault] = []
        var storm = 0
        var lists = 0
        var watches = 0
    }

    private let state = Mutex(State())
    private let server = Mutex<FaultySocket?>(nil)
    let port: Int

    init() {
        let relay = Relay()
        let socket = FaultySocket { relay.answer($0) }
        port = socket.port
        server.withLock { $0 = socket }
        relay.set { [weak self] in self?.answer($0) ?? [.close] }
    }

    var url: String { "http://127.0.0.1:\(port)" }
    var counts: (lists: Int, watches: Int) { state.withLock { ($0.lists, $0.watches) } }
    var isHit: Bool { state.withLock { $0.faults.isEmpty && $0.storm == 0 } }

    /// Names and versions as a fresh list would give them.
    var truth: [String: String] {
        state.withLock { state in
            state.pods.mapValues { $0["metadata"]?["resourceVersion"]?.string ?? "" }
        }
    }

    // MARK: Changing the truth

    func put(_ name: String) {
        state.withLock { state in
            state.version += 1
            let isNew = state.pods[name] == nil
            let pod = Self.pod(name, state.version)
            state.pods[name] = pod
            Self.tell(&state, isNew ? "ADDED" : "MODIFIED", pod)
        }
    }

    func remove(_ name: String) {
        state.withLock { state in
            guard state.pods.removeValue(forKey: name) != nil else { return }
            state.version += 1
            Self.tell(&state, "DELETED", Self.pod(name, state.version))
        }
    }

    private static func pod(_ name: String, _ version: Int) -> JSON {
        [
            "metadata": [
                "name": .string(name), "namespace": "default",
                "resourceVersion": .string("\(version)"),
            ],
            "status": ["phase": "Running"],
        ]
    }

    private static func tell(_ state: inout State, _ type: String, _ pod: JSON) {
        let event: JSON = ["type": .string(type), "object": pod]
        let line = event.bytes() + [0x0A]
        state.history.append((state.version, line))
        for feed in state.feeds { feed.push(line) }
    }

    // MARK: Faults

    /// Garbles the next answer of the fault's kind; open watches end, so that it comes soon.
    func inject(_ fault: Fault) {
        state.withLock { state in
            state.faults.append(fault)
            if fault.concernsList { state.oldest = state.version + 1 }
            for feed in state.feeds { feed.end() }
            state.feeds = []
        }
    }

    /// Answers the next requests with 429.
    func storm(_ count: Int) {
        state.withLock { state in
            state.storm = count
            for feed in state.feeds { feed.end() }
            state.feeds = []
        }
    }

    /// Stops, and starts again on the same port; with `losingPast` as a server that was put back to
    /// an older state, whose versions begin anew.
    func restart(losingPast: Bool) {
        server.withLock { $0?.stop() }
        state.withLock { state in
            state.feeds = []
            if losingPast {
                state.version = 1
                state.history = []
                for name in state.pods.keys.sorted() {
                    state.version += 1
                    state.pods[name] = Self.pod(name, state.version)
                }
            }
        }
        let socket = FaultySocket(port: port) { [weak self] in self?.answer($0) ?? [.close] }
        server.withLock { $0 = socket }
    }

    func stop() { server.withLock { $0?.stop() } }

    // MARK: Answering

    private func answer(_ target: String) -> [FaultySocket.Step] {
        let query = Query(parsing: target.split(separator: "?").last ?? "")
        let isWatch = query["watch"] == "true"
        return state.withLock { state in
            if isWatch { state.watches += 1 } else { state.lists += 1 }
            if state.storm > 0 {
                state.storm -= 1
                return Self.busy(asStatus: state.storm % 2 == 0)
            }
            if let index = state.faults.firstIndex(where: { $0.concernsList != isWatch }) {
                let fault = state.faults[index]
                let isLast = fault != .expiredAmidPages || query["continue"] != nil
                if isLast { state.faults.remove(at: index) }
                return isWatch
                    ? Self.watch(fault) : Self.list(fault, state, isFirst: query["continue"] == nil)
            }
            return isWatch ? Self.watch(&state, query) : [Self.document(Self.list(state), 200)]
        }
    }

    private static func list(_ state: State) -> JSON {
        [
            "kind": "PodList", "apiVersion": "v1",
            "metadata": ["resourceVersion": .string("\(state.version)")],
            "items": .array(state.pods.sorted { $0.key < $1.key }.map(\.value)),
        ]
    }

    private static func watch(_ state: inout State, _ query: Query) -> [FaultySocket.Step] {
        let from = Int(query["resourceVersion"] ?? "") ?? 0
        if from < state.oldest { return watch(.expiredByEvent) }
        if from > state.version { return watch(.versionTooLarge) }
        let feed = Feed()
        for (version, line) in state.history where version > from { feed.push(line) }
        state.feeds.append(feed)
        return [.text(chunked), .follow(feed), .text("0\r\n\r\n")]
    }

    private static let chunked =
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"

    private static func document(
        _ json: JSON,
        _ code: Int,
        fields: String = ""
    ) -> FaultySocket.Step {
        let body = json.bytes()
        let head =
            "HTTP/1.1 \(code) X\r\nContent-Type: application/json\r\n\(fields)"
            + "Content-Length: \(body.count)\r\n\r\n"
        return .send(Array(head.utf8) + body)
    }

    private static func status(
        _ code: Int,
        _ reason: String,
        details: JSON? = nil
    ) -> FaultySocket.Step {
        document(APIStatus(code: code, reason: reason, message: "no", details: details).json, code)
    }

    private static func busy(asStatus: Bool) -> [FaultySocket.Step] {
        if asStatus {
            let status = APIStatus(code: 429, reason: "TooManyRequests", message: "no")
            return [document(status.json, 429, fields: "Retry-After: 0\r\n")]
        }
        let text = "Too many requests, please try again later."
        return [
            .text(
                "HTTP/1.1 429 X\r\nRetry-After: 0\r\nContent-Type: text/plain\r\n"
                    + "Content-Length: \(text.utf8.count)\r\n\r\n\(text)"
            )
        ]
    }

    private static func chunk(_ bytes: [UInt8]) -> FaultySocket.Step {
        .send(Array("\(String(bytes.count, radix: 16))\r\n".utf8) + bytes + [13, 10])
    }

    private static func line(_ text: String) -> FaultySocket.Step { chunk(Array("\(text)\n".utf8)) }

    private static func watch(_ fault: Fault) -> [FaultySocket.Step] {
        let half = Array(#"{"type":"ADDED","object":{"metadata":{"name":"half","resou"#.utf8)
        let end = FaultySocket.Step.text("0\r\n\r\n")
        switch fault {
        case .lineCutOff: return [.text(chunked), chunk(half), end]
        case .lineCutOffByReset: return [.text(chunked), chunk(half), .reset]
        case .unknownEvent: return [.text(chunked), line(#"{"type":"MOVED","object":{}}"#), .hang]
        case .objectWithoutMetadata:
            return [.text(chunked), line(#"{"type":"ADDED","object":{"kind":"Pod"}}"#), .hang]
        case .tenMegabyteLine:
            let start = Array(#"{"type":"ADDED","object":{"x":""#.utf8)
            return [
                .text(chunked), chunk(start + [UInt8](repeating: 0x78, count: 10 << 20)), .hang,
            ]
        case .watchResetAtOnce: return [.text(chunked), .reset]
        case .watchWithoutEnd:
            let spaces = [UInt8](repeating: 0x20, count: 64 << 10)
            let size = Array("\(String(spaces.count, radix: 16))\r\n".utf8)
            return [.text(chunked), .sendForEver(size + spaces + [13, 10])]
        case .watchStaysSilent: return [.text(chunked), .hang]
        case .watchAnswersNothing: return [.hang]
        case .expiredByStatus: return [status(410, "Expired")]
        case .expiredByEvent:
            let gone = APIStatus(code: 410, reason: "Expired", message: "too old").json
            let event: JSON = ["type": "ERROR", "object": gone]
            return [.text(chunked), chunk(event.bytes() + [0x0A]), end]
        case .versionTooLarge:
            let cause: JSON = [
                "causes": [["reason": "ResourceVersionTooLarge", "message": "Too large"]],
                "retryAfterSeconds": 0,
            ]
            return [status(504, "Timeout", details: cause)]
        case .watchIsForbidden: return [status(403, "Forbidden")]
        case .watchFails: return [status(500, "InternalError")]
        case .watchIsBusyAsText: return busy(asStatus: false)
        case .watchIsBusyAsStatus: return busy(asStatus: true)
        default: return [.close]
        }
    }

    private static func list(
        _ fault: Fault,
        _ state: State,
        isFirst: Bool
    ) -> [FaultySocket.Step] {
        let whole = list(state).bytes()
        switch fault {
        case .listResetMidBody:
            let head = "HTTP/1.1 200 OK\r\nContent-Length: \(whole.count)\r\n\r\n"
            return [.text(head), .send(Array(whole.prefix(whole.count / 2))), .reset]
        case .listWithoutEnd:
            return [
                .text("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{\"items\":["),
                .sendForEver([UInt8](repeating: 0x20, count: 256 << 10)),
            ]
        case .listAnswersNothing: return [.hang]
        case .listIsForbidden: return [status(403, "Forbidden")]
        case .listIsNotThere:
            let text = "404 page not found\n"
            return [
                .text(
                    "HTTP/1.1 404 X\r\nContent-Type: text/plain\r\n"
                        + "Content-Length: \(text.utf8.count)\r\n\r\n\(text)"
                )
            ]
        case .listIsNoJSON: return [.text("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n<html")]
        case .listHasObjectWithoutName:
            return [document(["metadata": ["resourceVersion": "1"], "items": [[:]]], 200)]
        case .expiredAmidPages:
            guard isFirst else { return [status(410, "Expired")] }
            var page = list(state)
            page["metadata"]?["continue"] = "more"
            page["items"] = []
            return [document(page, 200)]
        default: return [.close]
        }
    }
}

/// Hands requests on to what is known only later.
private final class Relay: Sendable {
    private let target = Mutex<(@Sendable (String) -> [FaultySocket.Step])?>(nil)

    func set(_ target: @escaping @Sendable (String) -> [FaultySocket.Step]) {
        self.target.withLock { $0 = target }
    }

    func answer(_ request: String) -> [FaultySocket.Step] {
        (target.withLock { $0 })?(request) ?? [.close]
    }
}
