import Failures
import HTTP
import HTTPTypes

extension ClusterSession {
    /// How often the gateway is tried.
    private static let gatewayInterval = Duration.seconds(30)

    /// Learns where the gateway is and whether anything answers there, until the task is cancelled.
    func learnGateway() async {
        guard let locate = sources.gateway else { return }
        while !Task.isCancelled {
            let health: SourceHealth
            do {
                let url = try await locate()
                health = await tried(url)
            } catch is CancellationError {
                return
            } catch {
                let failure = Failure(describing: error)
                let isAbsent = (error as? OperationsError) == .noGateway
                health = SourceHealth(
                    .gateway,
                    isAbsent
                        ? .absent(reason: failure.message) : .failing(reason: failure.message),
                    hint: failure.hint
                )
            }
            gatewayHealth = health
            note()
            do { try await ContinuousClock().sleep(for: ClusterSession.gatewayInterval) } catch {
                return
            }
        }
    }

    /// Whether anything answers at a URL, whatever it says.
    private func tried(_ url: String) async -> SourceHealth {
        do {
            let options = RequestOptions(
                delivery: .collected(upTo: 1 << 20),
                timeout: .seconds(5)
            )
            _ = try await sources.web.send(try Request(.head, url: url + "/"), options)
            return SourceHealth(.gateway, .healthy, way: url, lastSuccess: time.now)
        } catch {
            let failure = Failure(describing: error)
            return SourceHealth(
                .gateway,
                .failing(reason: failure.message),
                isReachable: false,
                way: url,
                hint: failure.hint,
                lastSuccess: gatewayHealth?.lastSuccess,
                nextAttempt: time.now.advanced(by: ClusterSession.gatewayInterval)
            )
        }
    }
}
