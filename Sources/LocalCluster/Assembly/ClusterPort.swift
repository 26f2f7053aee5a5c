import HTTP

/// A port of a cluster, with what is said when it cannot be opened.
struct ClusterPort: Sendable {
    private let listener: any HTTPListener
    private let address: SocketAddress
    private let purpose: String
    private let option: String

    /// The port of the gateway.
    init(gateway configuration: ClusterConfiguration, _ doors: ClusterDoors) {
        address = SocketAddress(host: "127.0.0.1", port: configuration.gatewayPort)
        listener = doors.plainListener(address, Gateway.bodyLimit)
        purpose = "the gateway"
        option = "--gateway-port"
    }

    /// The port of the API server.
    init(api configuration: ClusterConfiguration, _ doors: ClusterDoors, _ parts: ClusterParts) {
        address = SocketAddress(host: "127.0.0.1", port: configuration.apiPort)
        listener = doors.secureListener(address, parts.server, parts.authority.certificate)
        purpose = "the API server"
        option = "--api-port"
    }

    /// Serves in a child of the group; returns when connections are accepted.
    ///
    /// - Throws: `LocalClusterError.portTaken`, `.cannotListen`.
    func open(
        _ handler: any Handler,
        in group: inout ThrowingTaskGroup<Void, any Error>
    ) async throws -> SocketAddress {
        let (answers, answer) = AsyncThrowingStream<SocketAddress, any Error>.makeStream()
        let listener = listener
        group.addTask {
            do {
                try await listener.serve(handler) { answer.yield($0) }
                answer.finish()
            } catch {
                answer.finish(throwing: error)
                throw error
            }
        }
        do {
            for try await address in answers { return address }
        } catch HTTPError.cannotListen(let address, let reason) {
            guard reason.contains("in use") else {
                throw LocalClusterError.cannotListen(address: address, reason: reason)
            }
            throw LocalClusterError.portTaken(
                address: address,
                purpose: purpose,
                option: option,
                holder: ListeningSockets().holder(ofPort: self.address.port)
            )
        }
        throw CancellationError()
    }
}
