/// One SeldonDeployment as it stands, with the figures of its predictors.
public struct DeploymentSnapshot: Sendable, Equatable, Identifiable {
    /// What the resource's own status says.
    public enum State: Sendable, Hashable {
        /// `Available`.
        case available
        /// `Creating`.
        case creating
        /// `Failed`.
        case failed
        /// Another word, or an empty one while the operator has not seen the resource.
        case other(String)
    }

    /// What its Deployments, pods and events say, which is more than the resource does.
    public enum Health: Sendable, Hashable {
        /// Every replica that is wanted is ready, and requests are answered.
        case serving
        /// Some requests are answered, but replicas are missing.
        case degraded
        /// A change is under way and moves on.
        case rolling
        /// Something is wanted that does not come about by itself.
        case stuck
        /// Nothing answers.
        case down
        /// Nothing is meant to answer: every predictor has no replicas.
        case stopped
        /// It is being deleted.
        case deleting
        /// Not known yet.
        case unknown
    }

    /// Which SeldonDeployment it is.
    public var id: DeploymentID
    /// What the resource's own status says.
    public var state: State
    /// What the cluster below it says.
    public var health: Health
    /// The description of the state that the operator wrote, or an empty text.
    public var description: String
    /// Why it is not serving, in one line, or `nil` when it is.
    public var why: String?
    /// When the resource was created.
    public var createdAt: Moment?
    /// The generation of the resource's spec.
    public var generation: Int
    /// Its predictors in the order of the manifest.
    public var predictors: [PredictorSnapshot]
    /// The figures of all predictors but shadows taken together.
    public var figures: FigureReading
    /// Its rollout, under way or over; `nil` when it never had one.
    public var rollout: RolloutRecord?

    /// A SeldonDeployment as it stands.
    public init(
        id: DeploymentID,
        state: State,
        health: Health,
        description: String = "",
        why: String? = nil,
        createdAt: Moment? = nil,
        generation: Int = 1,
        predictors: [PredictorSnapshot] = [],
        figures: FigureReading = .missing(reason: nil),
        rollout: RolloutRecord? = nil
    ) {
        self.id = id
        self.rollout = rollout
        self.state = state
        self.health = health
        self.description = description
        self.why = why
        self.createdAt = createdAt
        self.generation = generation
        self.predictors = predictors
        self.figures = figures
    }

    /// The replicas of all predictors together.
    public var replicas: ReplicaCount {
        predictors.reduce(into: ReplicaCount(desired: 0, ready: 0)) { total, predictor in
            total.desired += predictor.replicas.desired
            total.ready += predictor.replicas.ready
        }
    }
}
