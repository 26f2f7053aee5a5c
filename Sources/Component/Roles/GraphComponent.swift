public import Documents
public import Inference

/// What an author writes to put something into a graph.
///
/// A type conforms to at least one of the roles, ``Model``, ``Router``, ``Combiner``,
/// ``InputTransformer`` and ``OutputTransformer``; all else here has a default. Methods may be
/// called side by side, up to ``concurrency`` at a time.
public protocol GraphComponent: Sendable {
    /// What the component says about itself; `nil` for its image's name and version.
    var metadata: ModelMetadata? { get }
    /// The names of the columns of arrays that it returns; empty for `t:0`, `t:1` ….
    var classNames: [String] { get }
    /// Tags of every reply, asked for each.
    var tags: JSONObject { get }
    /// What it measured; asked after every call, health included.
    var metrics: [Metric] { get }
    /// How many calls it takes at a time; `nil` for what the server is set to.
    var concurrency: Int? { get }
    /// Whether it can work; throws when it cannot.
    func health() async throws -> Reply
    /// Learns about a prediction.
    ///
    /// - Parameters:
    ///   - feedback: What was asked and answered, and how good it was.
    ///   - branch: The child that this component routed the request to; `nil` when it did not.
    /// - Returns: What to answer, `nil` for an empty list.
    /// - Throws: As of ``Model/predict(_:)``.
    func learn(from feedback: Feedback, branch: Int?) async throws -> Reply?
}

extension GraphComponent {
    /// None; the image's name and version are told.
    public var metadata: ModelMetadata? { nil }
    /// None.
    public var classNames: [String] { [] }
    /// None.
    public var tags: JSONObject { [:] }
    /// None.
    public var metrics: [Metric] { [] }
    /// What the server is set to.
    public var concurrency: Int? { nil }
    /// Always healthy.
    public func health() async throws -> Reply { .text("healthy") }
    /// Learns nothing.
    public func learn(from feedback: Feedback, branch: Int?) async throws -> Reply? { nil }
}
