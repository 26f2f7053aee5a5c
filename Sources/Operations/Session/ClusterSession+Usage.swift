import Documents
import Failures
import HTTP
import Kubernetes
import KubernetesClient

extension ClusterSession {
    /// How often CPU and memory are asked for: metrics-server measures them every 15 s.
    private static let usageInterval = Duration.seconds(15)

    /// How long it is left alone where there is no such server, or one may not ask it.
    private static let usagePause = Duration.seconds(300)

    /// Learns what pods use of CPU and memory until the task is cancelled.
    func learnUsage() async {
        while !Task.isCancelled {
            do {
                let found = try await measuredUsage()
                if found != usage { fleet.touchAll() }
                usage = found
                usageGap = nil
            } catch is CancellationError {
                return
            } catch {
                usage = [:]
                usageGap = ClusterSession.gap(for: error)
            }
            note()
            let wait =
                usageGap == nil ? ClusterSession.usageInterval : ClusterSession.usagePause
            do { try await ContinuousClock().sleep(for: wait) } catch { return }
        }
    }

    private func measuredUsage() async throws -> [ObjectKey: [String: ContainerUsage]] {
        let namespace: String? = if case .one(let name) = scope { name } else { nil }
        let query = ListQuery(
            namespace: namespace,
            labels: LabelSelector([.exists("seldon-deployment-id")])
        )
        var found: [ObjectKey: [String: ContainerUsage]] = [:]
        var continuation: String?
        repeat {
            let page = try await client.page(
                of: .podMetrics,
                query,
                continuation: continuation,
                keeping: [
                    "metadata": ["name": .all, "namespace": .all],
                    "containers": ["name": .all, "usage": .all],
                ]
            )
            for object in page.objects { found[object.key] = Self.usage(in: object) }
            continuation = page.continuation
        } while continuation != nil
        return found
    }

    /// What the containers of a PodMetrics use, by name.
    private static func usage(in object: DynamicObject) -> [String: ContainerUsage] {
        var found: [String: ContainerUsage] = [:]
        for container in object.json["containers"]?.elements ?? [] {
            guard let name = container["name"]?.string else { continue }
            found[name] = ContainerUsage(container["usage"])
        }
        return found
    }

    private static func gap(for error: any Error) -> SnapshotGap {
        let failure = Failure(describing: error)
        let isMissing = (error as? ClientError)?.isNotFound ?? false
        return SnapshotGap(
            "CPU and memory",
            reason: isMissing ? "the cluster does not serve metrics.k8s.io" : failure.message,
            remedy: isMissing ? "install metrics-server there" : failure.hint
        )
    }
}
