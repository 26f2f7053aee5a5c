import Failures
import HTTP
import Kubernetes
import KubernetesClient

extension ClusterSession {
    /// The longest that one orchestrator may take to tell its counters.
    private static let patience = Duration.seconds(5)
    /// How often it is looked whether somebody is due to be asked.
    private static let beat = Duration.milliseconds(100)

    /// Asks orchestrators for their counters until the task is cancelled.
    func pollMetrics() async {
        let clock = ContinuousClock()
        let start = clock.now
        await withDiscardingTaskGroup { group in
            while !Task.isCancelled {
                while let address = metrics.next(at: start.duration(to: clock.now)) {
                    group.addTask { await self.ask(address) }
                }
                do { try await clock.sleep(for: ClusterSession.beat) } catch { return }
            }
        }
    }

    private func ask(_ address: OrchestratorPod) async {
        do {
            var client = client
            client.retrying = .never
            let response = try await client.proxy(
                to: .pod(address.pod, port: address.port),
                address.path,
                options: RequestOptions(
                    delivery: .collected(upTo: 16 << 20),
                    timeout: ClusterSession.patience
                )
            )
            guard response.status == 200 else {
                metrics.fail(address, "HTTP \(response.status)")
                return note()
            }
            let page = try await response.body.collected(upTo: 16 << 20)
            metrics.succeed(address, OrchestratorCounters(parsing: page), at: time.now)
        } catch is CancellationError {
            return
        } catch {
            metrics.fail(address, Failure(describing: error).message)
        }
        note()
    }
}
