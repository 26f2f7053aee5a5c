internal import NIOCore
internal import Synchronization

/// The open connections of a listener, so that they can be ended when it ends.
final class ConnectionRegister: Sendable {
    private struct Contents {
        var channels: [ObjectIdentifier: any Channel] = [:]
        var busy: Set<ObjectIdentifier> = []
        var isDraining = false
    }

    private let contents = Mutex(Contents())

    /// Whether connections are to be closed after the answer in progress.
    var isDraining: Bool { contents.withLock(\.isDraining) }

    func add(_ channel: any Channel) {
        contents.withLock { $0.channels[ObjectIdentifier(channel)] = channel }
    }

    func remove(_ channel: any Channel) {
        contents.withLock {
            $0.channels[ObjectIdentifier(channel)] = nil
            $0.busy.remove(ObjectIdentifier(channel))
        }
    }

    func setBusy(_ channel: any Channel, _ isBusy: Bool) {
        contents.withLock {
            if isBusy {
                $0.busy.insert(ObjectIdentifier(channel))
            } else {
                $0.busy.remove(ObjectIdentifier(channel))
            }
        }
    }

    /// Closes idle connections and streams now, busy ones when they are done or `grace` is over.
    func drain(within grace: Duration) async {
        let (idle, busy) = contents.withLock { contents in
            contents.isDraining = true
            let busy = contents.channels.filter { contents.busy.contains($0.key) }
            let idle = contents.channels.filter { !contents.busy.contains($0.key) }
            return (Array(idle.values), Array(busy.values))
        }
        for channel in idle { channel.close(promise: nil) }
        for channel in busy {
            // The event loop ends what takes longer; the closing is awaited here.
            channel.eventLoop.scheduleTask(in: TimeAmount(grace)) { channel.close(promise: nil) }
            try? await channel.closeFuture.get()
        }
    }
}
