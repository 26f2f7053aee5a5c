import HTTP
import Serving
import Synchronization

/// What goes with one request on its way through the graph.
struct WalkContext: Sendable {
    /// The header fields that go to every node.
    var fields: FieldLines
    /// The identity of the request.
    var puid: String
    /// The model that the client named.
    var model: String?
    /// Whether the client asked that its payloads are not logged.
    var skipsLogging = false
    /// Where times are noted, when somebody asked for them.
    var trace: Trace?
    /// Where routes are noted, when replies are to tell them.
    var routes: RouteRecord?
}

/// The times of the calls of one request.
final class Trace: Sendable {
    private let noted = Mutex<[NodeTiming]>([])

    func note(_ node: Node, _ step: Step, _ duration: Duration) {
        let timing = NodeTiming(node: node.name, step: step.rawValue, duration: duration)
        noted.withLock { $0.append(timing) }
    }

    var timings: [NodeTiming] { noted.withLock { $0 } }
}

/// The routes that one request took, by the name of each node that it passed.
final class RouteRecord: Sendable {
    private let noted = Mutex<[String: Int]>([:])

    func note(_ node: Node, _ branch: Int) { noted.withLock { $0[node.name] = branch } }

    var routes: [String: Int] { noted.withLock { $0 } }
}
