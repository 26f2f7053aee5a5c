import Kubernetes

/// How much would be lost with a pod; those with the least go first.
///
/// The order is that of Kubernetes: without a node, pending, not ready, restarted often, young.
struct PodRank: Comparable {
    private let isBound: Bool
    private let phase: Int
    private let isReady: Bool
    private let restarts: Int
    private let created: Int64
    private let name: String

    init(_ pod: Pod) {
        isBound = pod.nodeName != nil
        phase = ["Pending": 0, "Unknown": 1, "Running": 2][pod.phase] ?? 0
        isReady = pod.isReady
        restarts = pod.restarts
        created = pod.metadata.creationTimestamp?.microseconds ?? 0
        name = pod.name
    }

    static func < (left: PodRank, right: PodRank) -> Bool {
        if left.isBound != right.isBound { return !left.isBound }
        if left.phase != right.phase { return left.phase < right.phase }
        if left.isReady != right.isReady { return !left.isReady }
        if left.restarts != right.restarts { return left.restarts > right.restarts }
        return (right.created, right.name) < (left.created, left.name)
    }
}
