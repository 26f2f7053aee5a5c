package import Telemetry

extension Figures {
    /// The figures of what was counted over a time, status code by status code.
    package init(
        _ codes: [String: Histogram],
        unanswered: [Int: Int] = [:],
        elapsed: Duration,
        measuredAt: Moment,
        interval: Duration
    ) {
        let all = codes.values.reduce(Optional<Histogram>.none) { sum, histogram in
            sum.map { $0.adding(histogram) } ?? histogram
        }
        let count = (all?.count ?? 0) + Double(unanswered.values.reduce(0, +))
        let seconds = elapsed / .seconds(1)
        var errors = unanswered
        for (code, histogram) in codes where histogram.count > 0 {
            let status = Figures.status(code)
            if !(200...299).contains(status) { errors[status, default: 0] += Int(histogram.count) }
        }
        let failed = errors.values.reduce(0, +)
        self.init(
            rate: seconds > 0 ? count / seconds : 0,
            p50: all?.quantile(0.5).map(LatencyQuantile.init),
            p95: all?.quantile(0.95).map(LatencyQuantile.init),
            p99: all?.quantile(0.99).map(LatencyQuantile.init),
            errorRate: count > 0 ? Double(failed) / count : nil,
            errorsByCode: errors,
            sampleCount: Int(count),
            window: elapsed,
            measuredAt: measuredAt,
            interval: interval
        )
    }

    /// The HTTP status that a value of the label `code` stands for; gRPC writes names, which are
    /// mapped as google.rpc.Code maps them.
    static func status(_ code: String) -> Int {
        if let status = Int(code) { return status }
        switch code {
        case "OK": return 200
        case "InvalidArgument", "FailedPrecondition", "OutOfRange": return 400
        case "Unauthenticated": return 401
        case "PermissionDenied": return 403
        case "NotFound": return 404
        case "AlreadyExists", "Aborted": return 409
        case "ResourceExhausted": return 429
        case "Canceled", "Cancelled": return 499
        case "Unimplemented": return 501
        case "Unavailable": return 503
        case "DeadlineExceeded": return 504
        default: return 500
        }
    }
}

extension LatencyQuantile {
    init(_ quantile: Quantile) {
        switch quantile {
        case .about(let seconds): self = .about(.seconds(seconds))
        case .over(let seconds): self = .over(.seconds(seconds))
        }
    }
}
