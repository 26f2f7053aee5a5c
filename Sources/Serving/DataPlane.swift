/// What answers inference calls: a graph, or one component of it.
///
/// The fronts of the protocols translate and call this one function; no route holds logic.
public protocol DataPlane: Sendable {
    /// Answers one call; every problem becomes an answer.
    func answer(_ call: Call) async -> Answer
}
