public import HTTP
internal import NIOCore
internal import NIOPosix

/// Finds out whether somebody accepts connections at an address.
public enum TCPProbe {
    /// Whether a connection stands within `timeout`; it is closed again at once.
    public static func canConnect(
        to address: HTTP.SocketAddress,
        timeout: Duration = .seconds(1)
    ) async -> Bool {
        let channel = try? await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connectTimeout(TimeAmount(timeout))
            .connect(host: address.host, port: address.port)
            .get()
        try? await channel?.close()
        return channel != nil
    }
}
