internal import Glibc
internal import HTTP
internal import NIOCore
internal import NIOPosix

/// What every listener does with its address, whatever it speaks there.
enum Binding {
    /// Takes an address and accepts connections until the task is cancelled.
    ///
    /// - Parameters:
    ///   - bootstrap: What becomes of a connection.
    ///   - address: Where to listen; port 0 takes a free one.
    ///   - onReady: Told of the address that was taken.
    /// - Throws: `HTTPError.cannotListen`.
    static func serve(
        _ bootstrap: ServerBootstrap,
        at address: HTTP.SocketAddress,
        onReady: (HTTP.SocketAddress) -> Void
    ) async throws {
        let server = try await bind(bootstrap, to: address)
        let port = server.localAddress?.port ?? address.port
        onReady(HTTP.SocketAddress(host: address.host, port: port))
        await withTaskCancellationHandler {
            try? await server.closeFuture.get()
        } onCancel: {
            server.close(promise: nil)
        }
    }

    private static func bind(
        _ bootstrap: ServerBootstrap,
        to address: HTTP.SocketAddress
    ) async throws -> any Channel {
        do {
            return try await bootstrap.bind(host: address.host, port: address.port).get()
        } catch {
            let reason = (error as? IOError).map { String(cString: strerror($0.errnoCode)) }
            throw HTTPError.cannotListen(
                address: address.description,
                reason: (reason ?? "\(error)").lowercased()
            )
        }
    }
}
