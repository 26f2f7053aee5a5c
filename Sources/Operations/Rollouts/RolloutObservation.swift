/// The world as a rollout sees it at one moment.
struct RolloutObservation: Sendable {
    /// One of its two predictors.
    struct Predictor: Sendable, Equatable {
        /// How many replicas are ready: as many as its least complete Deployment has.
        var ready: Int
        /// How many are wanted.
        var desired: Int
        /// How often the containers of its pods were restarted.
        var restarts: Int
        /// Why it is not ready, or `nil` when it is.
        var why: String?

        /// Whether every replica is ready.
        var isReady: Bool { ready > 0 && ready >= desired }
    }

    /// The generation of the deployment's spec.
    var generation: Int
    /// Who changed it last, as far as the server tells.
    var editor: String?
    /// The weights that are declared, by predictor; shadows have none.
    var weights: [String: Int]
    /// The weights that are routed; `nil` when nothing tells.
    var routed: [String: Int]?
    /// The predictor that had the traffic; `nil` when it is gone.
    var main: Predictor?
    /// The predictor that gets it; `nil` when it is gone.
    var canary: Predictor?
    /// What main's orchestrators counted in this step.
    var mainReading: Result<StepMeter.Reading, StepMeter.NoReading>
    /// What the canary's orchestrators counted in this step.
    var canaryReading: Result<StepMeter.Reading, StepMeter.NoReading>
    /// How old a reading may be to mean something, in seconds.
    var staleAfter: Double
    /// Whether the pods of main run what its spec says.
    var isMainCurrent = false
    /// How long the canary has answered no request, in seconds.
    var canaryIdle = 0.0

    /// Whether what was asked for is routed; where nothing tells of routes, what is declared counts.
    func isRouted(_ wanted: [String: Int]) -> Bool {
        guard let routed else { return weights == wanted }
        // A lone destination gets everything, whatever its weight.
        if wanted.count == 1 { return Set(routed.keys) == Set(wanted.keys) }
        return routed == wanted
    }
}
