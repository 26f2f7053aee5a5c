import Kubernetes
import KubernetesClient
import Synchronization

/// The routes and the ready pods as the API has them now, for those who answer at once.
final class TrafficView: Sendable {
    private struct State {
        var services: [ObjectKey: Service] = [:]
        var pods: [ObjectKey: Pod] = [:]
        var virtualServices: [ObjectKey: VirtualService] = [:]
        var destinationRules: [ObjectKey: DestinationRule] = [:]
        var backends = Backends()
        var routes = RouteTable()
    }

    /// Says that something has changed; for one listener.
    let changes: AsyncStream<Void>

    private let state = Mutex(State())
    private let changed: AsyncStream<Void>.Continuation

    /// Makes an empty view.
    init() {
        (changes, changed) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Tells the listener to look again.
    func touch() { changed.yield() }

    /// The ready pods behind Services.
    var backends: Backends { state.withLock(\.backends) }

    /// Where requests go.
    var routes: RouteTable { state.withLock(\.routes) }

    /// Follows the stores until the task is cancelled.
    func follow(
        services: ObjectStore<Service>,
        pods: ObjectStore<Pod>,
        virtualServices: ObjectStore<VirtualService>,
        destinationRules: ObjectStore<DestinationRule>
    ) async {
        await withDiscardingTaskGroup { group in
            group.addTask {
                for await new in await services.snapshots() { self.take(services: new) }
            }
            group.addTask { for await new in await pods.snapshots() { self.take(pods: new) } }
            group.addTask {
                for await new in await virtualServices.snapshots() {
                    self.take(virtualServices: new)
                }
            }
            group.addTask {
                for await new in await destinationRules.snapshots() {
                    self.take(destinationRules: new)
                }
            }
        }
    }

    /// Takes newer objects of the kinds that are given.
    func take(
        services: [ObjectKey: Service]? = nil,
        pods: [ObjectKey: Pod]? = nil,
        virtualServices: [ObjectKey: VirtualService]? = nil,
        destinationRules: [ObjectKey: DestinationRule]? = nil
    ) {
        state.withLock { state in
            if let services { state.services = services }
            if let pods { state.pods = pods }
            if services != nil || pods != nil {
                state.backends = Backends(
                    services: state.services.values,
                    pods: state.pods.values
                )
            }
            if let virtualServices { state.virtualServices = virtualServices }
            if let destinationRules { state.destinationRules = destinationRules }
            if virtualServices != nil || destinationRules != nil {
                state.routes = RouteTable(
                    virtualServices: state.virtualServices.values,
                    destinationRules: state.destinationRules.values
                )
            }
        }
        touch()
    }
}
