public import Inference

/// A model that is slow or fails as often as it is told, to show what a bad canary looks like.
///
/// Parameters: `latency_ms` and `jitter_ms` (added evenly, 0 to this), `error_rate` (0 to 1) and
/// `status` (of the failures, 500 unless given).
public struct TroubledModel: Model {
    private let latency: Double
    private let jitter: Double
    private let errorRate: Double
    private let status: Int

    /// Makes a model of parameters.
    public init(_ parameters: Parameters) throws(ComponentError) {
        latency = try parameters.double("latency_ms", default: 0)
        jitter = try parameters.double("jitter_ms", default: 0)
        errorRate = try parameters.double("error_rate", default: 0)
        status = try parameters.int("status", default: 500)
        guard latency >= 0, jitter >= 0, (0...1).contains(errorRate) else {
            throw .badParameter(
                name: "latency_ms, jitter_ms or error_rate",
                value: "\(latency), \(jitter), \(errorRate)",
                expected: "a time from 0 and a rate from 0 to 1"
            )
        }
    }

    /// How many calls it takes at a time: waiting costs nothing.
    public var concurrency: Int? { 256 }

    /// Waits, fails by chance, and otherwise returns what it was given.
    public func predict(_ message: SeldonMessage) async throws -> Reply {
        let wait = latency + (jitter > 0 ? .random(in: 0...jitter) : 0)
        if wait > 0 { try await ContinuousClock().sleep(for: .milliseconds(wait)) }
        if errorRate > 0, .random(in: 0..<1) < errorRate {
            throw ComponentError.rejected(
                status: status,
                reason: "TROUBLE_ASKED_FOR",
                message: "this model fails \(Int(errorRate * 100)) % of its calls, as it was told"
            )
        }
        return try .unchanged(message)
    }
}
