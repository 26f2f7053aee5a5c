internal import HTTP
internal import NIOCore
internal import NIOHTTP2

/// How connections of HTTP/2 are set up, at either end.
enum RPCConnection {
    /// How many bytes may be under way in a stream, and in a connection.
    private static let streamWindow = 1 << 20
    private static let connectionWindow = 4 << 20
    /// How many calls a connection carries at a time.
    private static let streams = 1024
    /// Metadata may be as long as this, in bytes.
    private static let headerBytes = 64 << 10

    static var configuration: NIOHTTP2Handler.Configuration {
        var connection = NIOHTTP2Handler.ConnectionConfiguration()
        connection.initialSettings = [
            HTTP2Setting(parameter: .maxConcurrentStreams, value: streams),
            HTTP2Setting(parameter: .maxHeaderListSize, value: headerBytes),
            HTTP2Setting(parameter: .initialWindowSize, value: streamWindow),
        ]
        connection.targetWindowSize = connectionWindow
        // gRPC measures bandwidth by pings and gives calls up by resets: both come in hundreds.
        connection.controlFrameRateLimit.maximumCount = 20_000
        var stream = NIOHTTP2Handler.StreamConfiguration()
        stream.targetWindowSize = streamWindow
        stream.outboundBufferSizeHighWatermark = 64 << 10
        stream.outboundBufferSizeLowWatermark = 16 << 10
        stream.streamResetFrameRateLimit.maximumCount = 20_000
        stream.streamErrorRateLimit.maximumCount = 2_000
        return NIOHTTP2Handler.Configuration(connection: connection, stream: stream)
    }

    /// Makes a connection one that serves calls.
    ///
    /// To be called on its event loop.
    static func serve(
        _ channel: any Channel,
        _ handler: any Handler,
        messageLimit: Int,
        _ register: RPCRegister
    ) throws {
        register.add(channel)
        let peer = Peer(address: channel.remoteAddress?.ipAddress ?? "")
        let http2 = NIOHTTP2Handler(
            mode: .server,
            eventLoop: channel.eventLoop,
            connectionConfiguration: configuration.connection,
            streamConfiguration: configuration.stream
        ) { stream in
            stream.eventLoop.makeCompletedFuture {
                try stream.pipeline.syncOperations.addHandler(
                    RPCServerStream(
                        handler,
                        messageLimit: messageLimit,
                        peer: peer,
                        connection: channel,
                        register: register
                    )
                )
            }
        }
        try channel.pipeline.syncOperations.addHandlers(http2, ConnectionEnd())
    }
}

/// Closes a connection on which something went wrong: what speaks no HTTP/2 gets no answer.
final class ConnectionEnd: ChannelInboundHandler {
    typealias InboundIn = HTTP2Frame

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // What is wrong with one stream is that stream's.
        if error is NIOHTTP2Errors.StreamError { return }
        context.close(promise: nil)
    }
}
