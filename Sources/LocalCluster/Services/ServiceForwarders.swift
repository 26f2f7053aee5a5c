import Documents
import Failures
import HTTP
import Kubernetes
import KubernetesClient
import Logging
import Synchronization

/// Keeps a forwarder on each port of each Service's address, which leads to its ready pods in turn.
struct ServiceForwarders: Sendable {
    private struct Place: Hashable, Sendable {
        var service: ObjectKey
        var address: SocketAddress
    }

    private let services: ObjectStore<Service>
    private let view: TrafficView
    private let forward: Forwarding
    private let clock: any Clock<Duration>
    private let logger: Logger

    /// Makes forwarders for the Services of a store.
    init(
        services: ObjectStore<Service>,
        view: TrafficView,
        forward: @escaping Forwarding,
        clock: any Clock<Duration>,
        logger: Logger
    ) {
        self.services = services
        self.view = view
        self.forward = forward
        self.clock = clock
        self.logger = logger
    }

    /// Runs until the task is cancelled.
    func run() async {
        await withDiscardingTaskGroup { group in
            var tasks = KeyedTasks<Place>()
            for await snapshot in await services.snapshots() {
                if Task.isCancelled { break }
                let wanted = Set(snapshot.values.flatMap(ServiceForwarders.places))
                for place in tasks.keys.subtracting(wanted) { tasks.stop(place) }
                for place in wanted.subtracting(tasks.keys) {
                    tasks.start(place, in: &group) { await run(place) }
                }
            }
            group.cancelAll()
        }
    }

    private static func places(of service: Service) -> [Place] {
        guard let host = service.clusterIP, host.hasPrefix("127.78.") else { return [] }
        return service.ports.filter { ($0.json["protocol"]?.string ?? "TCP") == "TCP" }.map {
            Place(service: service.key, address: SocketAddress(host: host, port: $0.port))
        }
    }

    private func run(_ place: Place) async {
        let turn = Turn()
        let view = view
        var backoff = Backoff()
        var isReported = false
        while !Task.isCancelled {
            do {
                try await forward(
                    place.address,
                    {
                        turn.next(
                            view.backends.backends(of: place.service, port: place.address.port)
                        )
                    },
                    { _ in }
                )
            } catch {
                if Task.isCancelled { return }
                let words = (error as? any ExplainedError)?.failure.message ?? "\(error)"
                logger.log(
                    level: isReported ? .debug : .warning,
                    "a Service has no forwarder",
                    metadata: ["service": "\(place.service)", "error": "\(words)"]
                )
                isReported = true
            }
            try? await clock.sleep(for: backoff.next())
        }
    }
}

/// Takes ready pods in turn.
private final class Turn: Sendable {
    private let count = Mutex(0)

    func next(_ backends: [Backends.Backend]) -> SocketAddress? {
        guard !backends.isEmpty else { return nil }
        let number = count.withLock { count in
            count &+= 1
            return count
        }
        return backends[number % backends.count].address
    }
}
