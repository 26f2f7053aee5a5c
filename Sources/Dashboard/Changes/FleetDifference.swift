import Operations

/// Which deployments became others between two moments; most are copies and are passed over at once.
struct FleetDifference {
    /// The places, in the later moment, of deployments that are new or no copies of what they were,
    /// each with what it was.
    private(set) var changed: [(place: Int, before: DeploymentSnapshot?)] = []
    /// The deployments that are no longer there.
    private(set) var vanished: [DeploymentID] = []
    /// Whether the same deployments stand at the same places as before.
    private(set) var areSame = true

    /// The difference between two moments.
    ///
    /// - Complexity: O(deployments), with a comparison of references for most of them.
    init(from old: [DeploymentSnapshot], to new: [DeploymentSnapshot]) {
        if old.count == new.count {
            for (place, (before, after)) in zip(old, new).enumerated()
            where !after.isCopy(of: before) {
                guard before.id == after.id else {
                    areSame = false
                    break
                }
                changed.append((place, before))
            }
        } else {
            areSame = false
        }
        if !areSame { lookUp(old, new) }
    }

    private mutating func lookUp(_ old: [DeploymentSnapshot], _ new: [DeploymentSnapshot]) {
        let former = Dictionary(old.map { ($0.id, $0) }) { first, _ in first }
        let present = Set(new.map(\.id))
        vanished = old.map(\.id).filter { !present.contains($0) }
        changed = []
        for (place, deployment) in new.enumerated() {
            let before = former[deployment.id]
            if let before, deployment.isCopy(of: before) { continue }
            changed.append((place, before))
        }
    }
}
