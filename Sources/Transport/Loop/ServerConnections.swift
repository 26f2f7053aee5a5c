internal import NIOCore
internal import Synchronization

/// The open connections of a listener, so that they can be ended when it ends.
final class ServerConnections: Sendable {
    private struct Contents {
        var open: [ObjectIdentifier: ServerConnection] = [:]
        var isDraining = false
    }

    private let contents = Mutex(Contents())

    /// Keeps a connection; false when all are being closed.
    func add(_ connection: ServerConnection) -> Bool {
        contents.withLock {
            $0.open[ObjectIdentifier(connection)] = connection
            return !$0.isDraining
        }
    }

    func remove(_ connection: ServerConnection) {
        contents.withLock { $0.open[ObjectIdentifier(connection)] = nil }
    }

    /// Closes idle connections and streams now, busy ones when they are done or `grace` is over.
    func drain(within grace: Duration) async {
        let open = contents.withLock { contents in
            contents.isDraining = true
            return Array(contents.open.values)
        }
        for connection in open { connection.drain(within: TimeAmount(grace)) }
        for connection in open { await connection.waitForEnd() }
    }
}
