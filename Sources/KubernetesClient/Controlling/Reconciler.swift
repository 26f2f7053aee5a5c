public import Kubernetes

/// What brings the world one step closer to what an object asks for.
///
/// It is called for a key whenever something changed that may concern it, never twice at a time for
/// one key. It looks at the world as it is, not at what changed, so that a call too many does no
/// harm and one that was missed is made up for by the next.
public protocol Reconciler: Sendable {
    /// What names the object.
    associatedtype Key: Hashable & Sendable = ObjectKey

    /// Does what is to be done now.
    ///
    /// - Parameter key: What names the object; it may be gone by now.
    /// - Returns: After how long to look again though nothing changed; `nil` when there is no need.
    /// - Throws: Whatever stopped it; it is then called again, later and later.
    func reconcile(_ key: Key) async throws -> Duration?
}
