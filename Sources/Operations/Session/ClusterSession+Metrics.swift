import Documents
import Failures
import HTTP
import Kubernetes
import KubernetesClient

extension ClusterSession {
    /// The longest that one orchestrator may take to tell its counters.
    private static let patience = Duration.seconds(5)
    /// How often it is looked whether somebody is due to be asked.
    private static let beat = Duration.milliseconds(100)
    /// The shortest time between two snapshots that only figures make.
    private static let figuresPause = Duration.milliseconds(500)
    /// How often a Prometheus is looked for where orchestrators cannot be asked.
    private static let searchInterval = Duration.seconds(300)
    /// The longest page of counters that is read, in bytes.
    private static let pageLimit = 16 << 20

    /// Learns the orchestrators' counters until the task is cancelled: from a Prometheus that was
    /// named, else from themselves, and where all of them refuse that, from a Prometheus that is found.
    func pollMetrics() async {
        if let place = sources.prometheus {
            return await follow(PrometheusSource(place: place, client: client, web: sources.web))
        }
        await withDiscardingTaskGroup { group in
            group.addTask { await self.askOrchestrators() }
            let clock = ContinuousClock()
            var found: PrometheusPlace?
            while found == nil, !Task.isCancelled {
                let wait = metrics.areAllRefused ? ClusterSession.searchInterval : .seconds(1)
                if metrics.areAllRefused { found = await findPrometheus() }
                if found == nil { try? await clock.sleep(for: wait) }
            }
            group.cancelAll()
            guard let found else { return }
            await follow(PrometheusSource(place: found, client: client, web: sources.web))
        }
    }

    private func findPrometheus() async -> PrometheusPlace? {
        if let place = await PrometheusSource.find(with: client, in: nil) { return place }
        guard case .one(let name) = scope else { return nil }
        return await PrometheusSource.find(with: client, in: name)
    }

    private func follow(_ prometheus: PrometheusSource) async {
        metrics.way = prometheus.place.description
        while !Task.isCancelled {
            let names = metrics.deployments
            // Until the first list is here there is nobody to ask for.
            guard !names.isEmpty else {
                do { try await ContinuousClock().sleep(for: ClusterSession.beat) } catch { return }
                continue
            }
            do {
                var readings: [PrometheusSource.Reading] = []
                for start in stride(from: 0, to: names.count, by: PrometheusSource.batch) {
                    let end = min(start + PrometheusSource.batch, names.count)
                    readings += try await prometheus.readings(of: Array(names[start..<end]))
                }
                metrics.take(readings, at: time.now, interval: PrometheusSource.interval)
                fleet.touchAll()
                metrics.nextAttempt = nil
            } catch {
                if Task.isCancelled { return }
                metrics.fail(Failure(describing: error).message)
                metrics.nextAttempt = time.now.advanced(by: PrometheusSource.interval)
            }
            note()
            do { try await ContinuousClock().sleep(for: PrometheusSource.interval) } catch {
                return
            }
        }
    }

    // MARK: - Orchestrators

    private func askOrchestrators() async {
        let clock = ContinuousClock()
        let start = clock.now
        await withDiscardingTaskGroup { group in
            while !Task.isCancelled {
                tellFigures()
                while let address = metrics.next(at: start.duration(to: clock.now)) {
                    group.addTask { await self.ask(address) }
                }
                do { try await clock.sleep(for: ClusterSession.beat) } catch { return }
            }
        }
    }

    private func ask(_ address: OrchestratorPod) async {
        do {
            var response = try await answer(of: .pod(address.pod, port: address.port), address)
            // Rights to pods/proxy and to services/proxy are given apart.
            if response.status == 403, let service = metrics.service(of: address) {
                let other = try await answer(of: .service(service, port: "http"), address)
                if other.status == 200 {
                    response = other
                    metrics.way = "services/proxy"
                }
            }
            let page = try await response.body.collected(upTo: ClusterSession.pageLimit)
            if response.status == 200 {
                let counters = OrchestratorCounters(parsing: page)
                touch(metrics.succeed(address, counters, at: time.now))
            } else {
                let refusal = MetricsRefusal(status: response.status, body: page, of: address)
                touch(metrics.fail(address, refusal.reason, isRefused: refusal.isLasting))
            }
        } catch is CancellationError {
            return
        } catch {
            touch(metrics.fail(address, Failure(describing: error).message))
        }
    }

    /// Has a deployment looked at again; `nil` when there is nothing new.
    private func touch(_ family: ObjectKey?) {
        guard let family else { return }
        fleet.touch(family)
        areFiguresDue = true
    }

    /// Has figures told that came in lately, all of them in one snapshot.
    private func tellFigures() {
        let now = ContinuousClock.now
        guard areFiguresDue, figuresToldAt.map({ now - $0 >= ClusterSession.figuresPause }) ?? true
        else { return }
        figuresToldAt = now
        note()
    }

    private func answer(
        of target: ProxyTarget,
        _ address: OrchestratorPod
    ) async throws -> Response {
        var client = client
        client.retrying = .never
        return try await client.proxy(
            to: target,
            address.path,
            options: RequestOptions(
                delivery: .collected(upTo: ClusterSession.pageLimit),
                timeout: ClusterSession.patience
            )
        )
    }
}
