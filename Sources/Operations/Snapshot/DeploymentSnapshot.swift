/// One SeldonDeployment as it stands, with the figures of its predictors.
public struct DeploymentSnapshot: Sendable, Codable, Equatable, Identifiable {
    /// What the resource's own status says.
    public enum State: Sendable, Codable, Hashable {
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
    public enum Health: Sendable, Codable, Hashable {
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

    private struct Content: Sendable, Codable, Equatable {
        var id: DeploymentID
        var state: State
        var health: Health
        var description: String
        var why: String?
        var createdAt: Moment?
        var generation: Int
        var predictors: [PredictorSnapshot]
        var figures: FigureReading
        var rollout: RolloutRecord?
    }

    private var content: SharedValue<Content>

    /// Which SeldonDeployment it is.
    public var id: DeploymentID {
        get { content.value.id }
        set { content.value.id = newValue }
    }
    /// What the resource's own status says.
    public var state: State {
        get { content.value.state }
        set { content.value.state = newValue }
    }
    /// What the cluster below it says.
    public var health: Health {
        get { content.value.health }
        set { content.value.health = newValue }
    }
    /// The description of the state that the operator wrote, or an empty text.
    public var description: String {
        get { content.value.description }
        set { content.value.description = newValue }
    }
    /// Why it is not serving, in one line, or `nil` when it is.
    public var why: String? {
        get { content.value.why }
        set { content.value.why = newValue }
    }
    /// When the resource was created.
    public var createdAt: Moment? {
        get { content.value.createdAt }
        set { content.value.createdAt = newValue }
    }
    /// The generation of the resource's spec.
    public var generation: Int {
        get { content.value.generation }
        set { content.value.generation = newValue }
    }
    /// Its predictors in the order of the manifest.
    public var predictors: [PredictorSnapshot] {
        get { content.value.predictors }
        set { content.value.predictors = newValue }
    }
    /// The figures of all predictors but shadows taken together.
    public var figures: FigureReading {
        get { content.value.figures }
        set { content.value.figures = newValue }
    }
    /// Its rollout, under way or over; `nil` when it never had one.
    public var rollout: RolloutRecord? {
        get { content.value.rollout }
        set { content.value.rollout = newValue }
    }

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
        content = SharedValue(
            Content(
                id: id,
                state: state,
                health: health,
                description: description,
                why: why,
                createdAt: createdAt,
                generation: generation,
                predictors: predictors,
                figures: figures,
                rollout: rollout
            )
        )
    }

    /// Reads one that was written by ``encode(to:)``.
    public init(from decoder: any Decoder) throws {
        content = SharedValue(try Content(from: decoder))
    }

    /// Writes what is known of it.
    public func encode(to encoder: any Encoder) throws { try content.value.encode(to: encoder) }

    /// Whether it is a copy of another that neither was changed since: the same without a look inside.
    ///
    /// `false` does not mean that they differ.
    public func isCopy(of other: DeploymentSnapshot) -> Bool {
        content.isCopy(of: other.content)
    }

    /// The replicas of all predictors together.
    public var replicas: ReplicaCount {
        predictors.reduce(into: ReplicaCount(desired: 0, ready: 0)) { total, predictor in
            total.desired += predictor.replicas.desired
            total.ready += predictor.replicas.ready
        }
    }
}
