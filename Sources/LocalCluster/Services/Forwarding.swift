public import HTTP

/// Listens at an address and passes each connection on to where `choose` says; `nil` closes it.
///
/// It returns when its task is cancelled, and throws `HTTPError.cannotListen`. `onReady` is called
/// when connections are accepted.
public typealias Forwarding =
    @Sendable (
        _ address: SocketAddress,
        _ choose: @escaping @Sendable () -> SocketAddress?,
        _ onReady: @escaping @Sendable (SocketAddress) -> Void
    ) async throws -> Void
