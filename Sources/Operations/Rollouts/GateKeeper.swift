import Telemetry

/// Holds the canary against main and against its limits.
struct GateKeeper {
    /// A latency that is longer by less than this is not told apart, in seconds.
    private static let grain = 0.005
    /// How many standard deviations count as more than chance.
    private static let deviations = 3.0

    let record: RolloutRecord
    let seen: RolloutObservation
    let now: Moment

    private var limits: RolloutPlan.Limits { record.plan.limits }

    /// Every gate that is looked at.
    var readings: [GateReading] { [ready, restarts] + requests }

    /// The latencies of main, when enough requests tell them; what was known before otherwise.
    var baseline: RolloutRecord.Baseline? {
        guard let main = fresh(seen.mainReading), main.served >= Double(limits.minRequests),
            let histogram = main.histogram
        else { return record.baseline }
        return RolloutRecord.Baseline(
            p95: histogram.quantile(0.95)?.bound,
            p99: histogram.quantile(0.99)?.bound,
            samples: Int(main.served)
        )
    }

    private var ready: GateReading {
        let canary = seen.canary
        let (count, wanted) = (canary?.ready ?? 0, max(1, canary?.desired ?? 1))
        // When main is down as well, it is not the canary that is at fault.
        let isAlone = (seen.main?.ready ?? 0) > 0
        let verdict: GateReading.Verdict =
            count >= wanted ? .passed : count == 0 && isAlone ? .failed : .waiting
        return GateReading(
            .ready,
            verdict,
            value: Double(count),
            limit: Double(wanted),
            note: count >= wanted ? nil : canary?.why ?? "\(record.plan.canary) is gone"
        )
    }

    private var restarts: GateReading {
        let count = max(0, (seen.canary?.restarts ?? 0) - record.restartsBefore)
        // What restarts as often without the canary is not the canary's fault.
        let main = max(0, (seen.main?.restarts ?? 0) - (record.mainRestartsBefore ?? 0))
        let allowed = max(limits.restarts, main)
        return GateReading(
            .restarts,
            count > allowed ? .failed : .passed,
            value: Double(count),
            limit: Double(allowed),
            note: count > allowed ? seen.canary?.why : nil
        )
    }

    private var requests: [GateReading] {
        guard let counters = fresh(seen.canaryReading) else {
            let reason = missing(seen.canaryReading)
            return gatesOfRequests.map { GateReading($0, .noData, note: reason) }
        }
        let (count, least) = (Int(counters.served), limits.minRequests)
        let enough = count >= least
        var readings = [
            GateReading(
                .requests,
                enough ? .passed : .waiting,
                value: Double(count),
                limit: Double(least)
            )
        ]
        if let limit = limits.errorRate {
            readings.append(errors(counters, limit, isEnough: enough))
        }
        if let limit = latencyLimit(0.95, nil, limits.p95Increase, \.p95) {
            readings.append(latency(.p95, 0.95, counters, limit, isEnough: enough))
        }
        if let limit = latencyLimit(0.99, limits.p99, limits.p99Increase, \.p99) {
            readings.append(latency(.p99, 0.99, counters, limit, isEnough: enough))
        }
        return readings
    }

    private var gatesOfRequests: [GateReading.Gate] {
        var gates: [GateReading.Gate] = [.requests]
        if limits.errorRate != nil { gates.append(.errors) }
        if limits.p95Increase != nil { gates.append(.p95) }
        if limits.p99 != nil || limits.p99Increase != nil { gates.append(.p99) }
        return gates
    }

    // MARK: Errors

    private func errors(
        _ counters: OrchestratorCounters,
        _ limit: Double,
        isEnough: Bool
    ) -> GateReading {
        let rate = counters.errorRate ?? 0
        let main = fresh(seen.mainReading).flatMap {
            $0.served >= Double(limits.minRequests) ? $0.errorRate : nil
        }
        // What fails as often without the canary is not the canary's fault.
        let allowed = max(limit, main ?? 0)
        return GateReading(
            .errors,
            !isEnough ? .waiting : rate > allowed ? .failed : .passed,
            value: counters.served > 0 ? rate : nil,
            limit: allowed,
            main: main,
            samples: Int(counters.served)
        )
    }

    // MARK: Latencies

    private struct LatencyLimit {
        var seconds: Double?
        var main: Double?
    }

    /// The limit of a latency; `nil` when it is not looked at.
    private func latencyLimit(
        _ quantile: Double,
        _ fixed: Double?,
        _ increase: Double?,
        _ of: KeyPath<RolloutRecord.Baseline, Double?>
    ) -> LatencyLimit? {
        guard fixed != nil || increase != nil else { return nil }
        let main = baseline?[keyPath: of]
        let relative = increase.flatMap { increase in
            main.map { max($0 * (1 + increase), $0 + GateKeeper.grain) }
        }
        // A limit that is relative to something unknown is unknown.
        if increase != nil, relative == nil { return LatencyLimit(seconds: nil, main: nil) }
        let seconds = [fixed, relative].compactMap { $0 }.min()
        return LatencyLimit(seconds: seconds, main: increase == nil ? nil : main)
    }

    private func latency(
        _ gate: GateReading.Gate,
        _ quantile: Double,
        _ counters: OrchestratorCounters,
        _ limit: LatencyLimit,
        isEnough: Bool
    ) -> GateReading {
        let histogram = counters.histogram
        let value = histogram?.quantile(quantile)?.bound
        var reading = GateReading(
            gate,
            .waiting,
            value: value,
            limit: limit.seconds,
            main: limit.main,
            samples: Int(counters.served)
        )
        guard let seconds = limit.seconds else {
            reading.note = "\(record.plan.main) got too few requests to compare with"
            return reading
        }
        guard isEnough, let value, let histogram else { return reading }
        guard value > seconds else {
            reading.verdict = .passed
            return reading
        }
        // One request in twenty may be slower: so many of them as chance does not bring are needed
        // to say that the canary is.
        let share = 1 - quantile
        let expected = histogram.count * share
        let chance = GateKeeper.deviations * (expected * (1 - share)).squareRoot()
        let isChance = histogram.count * (histogram.share(above: seconds) ?? 1) <= expected + chance
        reading.verdict = isChance ? .passed : .failed
        if isChance { reading.note = "within chance at so few requests" }
        return reading
    }

    // MARK: Readings

    /// What was counted, when it is new enough to mean something.
    private func fresh(
        _ reading: Result<StepMeter.Reading, StepMeter.NoReading>
    ) -> OrchestratorCounters? {
        guard case .success(let reading) = reading,
            now.elapsed(since: reading.readAt) <= .seconds(seen.staleAfter)
        else { return nil }
        return reading.counters
    }

    private func missing(_ reading: Result<StepMeter.Reading, StepMeter.NoReading>) -> String {
        switch reading {
        case .success(let reading):
            "the last figures are \(now.elapsed(since: reading.readAt).inWords) old"
        case .failure(let failure): failure.reason
        }
    }
}

extension OrchestratorCounters {
    /// Every request of clients, whatever its status.
    fileprivate var histogram: Histogram? {
        server.values.reduce(Optional<Histogram>.none) { sum, next in
            sum.map { $0.adding(next) } ?? next
        }
    }

    /// The share of requests that failed; `nil` when there was none.
    fileprivate var errorRate: Double? {
        guard served > 0 else { return nil }
        let failed = server.reduce(0.0) { sum, entry in
            (200...299).contains(Figures.status(entry.key)) ? sum : sum + entry.value.count
        }
        return failed / served
    }
}
