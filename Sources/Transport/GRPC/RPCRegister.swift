internal import NIOCore
internal import NIOHTTP2
internal import Synchronization

/// The connections of a gRPC listener and the calls on each, so that they can be ended in order.
final class RPCRegister: Sendable {
    private struct Contents {
        var calls: [ObjectIdentifier: (channel: any Channel, count: Int)] = [:]
        var isDraining = false
    }

    private let contents = Mutex(Contents())

    func add(_ channel: any Channel) {
        let id = ObjectIdentifier(channel)
        contents.withLock { $0.calls[id] = (channel, 0) }
        channel.closeFuture.whenComplete { [self] _ in
            contents.withLock { _ = $0.calls.removeValue(forKey: id) }
        }
    }

    func began(on channel: any Channel) {
        contents.withLock { $0.calls[ObjectIdentifier(channel)]?.count += 1 }
    }

    func ended(on channel: any Channel) {
        let isDone = contents.withLock { contents in
            contents.calls[ObjectIdentifier(channel)]?.count -= 1
            return contents.isDraining && contents.calls[ObjectIdentifier(channel)]?.count == 0
        }
        if isDone { Self.close(channel) }
    }

    /// Closes a connection when what was written has left; clients are told first.
    private static func close(_ channel: any Channel) {
        channel.writeAndFlush(goAway).whenComplete { _ in channel.close(promise: nil) }
    }

    private static var goAway: HTTP2Frame {
        HTTP2Frame(
            streamID: .rootStream,
            payload: .goAway(lastStreamID: .maxID, errorCode: .noError, opaqueData: nil)
        )
    }

    /// Tells clients to open no more streams, and closes each connection when its calls are done or
    /// `grace` is over.
    func drain(within grace: Duration) async {
        let open = contents.withLock { contents in
            contents.isDraining = true
            return Array(contents.calls.values)
        }
        for (channel, count) in open {
            channel.writeAndFlush(Self.goAway, promise: nil)
            if count == 0 {
                Self.close(channel)
            } else {
                channel.eventLoop.scheduleTask(in: TimeAmount(grace)) {
                    channel.close(promise: nil)
                }
            }
        }
        for (channel, _) in open { try? await channel.closeFuture.get() }
    }
}
