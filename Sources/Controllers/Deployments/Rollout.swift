import Documents
import Kubernetes

/// What a Deployment must do next to its ReplicaSets, worked out without doing it.
struct Rollout {
    /// One thing to do.
    enum Step: Equatable {
        /// Make the ReplicaSet of the current template.
        case create(replicas: Int, revision: Int)
        /// Give a ReplicaSet another number of pods.
        case scale(String, from: Int, to: Int)
        /// Give the ReplicaSet of the current template, which is an old one again, a new revision.
        case revise(String, revision: Int)
        /// Delete a ReplicaSet that is older than the history is long.
        case delete(String)
    }

    /// The annotation that numbers the templates of a Deployment.
    static let revisionAnnotation = "deployment.kubernetes.io/revision"
    /// The label that tells the pods of one template from those of another.
    static let hashLabel = "pod-template-hash"

    let deployment: Deployment
    /// The ReplicaSet of the current template; `nil` when there is none yet.
    let current: ReplicaSet?
    /// The others, oldest first.
    let old: [ReplicaSet]
    let limits: RollingLimits

    /// Looks at a Deployment and the ReplicaSets that it drives.
    init(_ deployment: Deployment, _ replicaSets: [ReplicaSet]) {
        self.deployment = deployment
        let hash = TemplateHash.of(deployment.template)
        current = replicaSets.first { $0.metadata.labels[Self.hashLabel] == hash }
        let current = current
        old = replicaSets.filter { $0.name != current?.name }.sorted {
            (Self.revision($0), $0.name) < (Self.revision($1), $1.name)
        }
        limits = RollingLimits(deployment)
    }

    var all: [ReplicaSet] { old + (current.map { [$0] } ?? []) }

    private var isPaused: Bool { deployment.spec["paused"]?.bool ?? false }
    private var isRecreate: Bool { deployment.spec["strategy"]?["type"]?.string == "Recreate" }

    static func revision(_ object: some KubernetesObject) -> Int {
        object.metadata.annotations[revisionAnnotation].flatMap { Int($0) } ?? 0
    }

    /// The steps to take now; none when all is as it should be or has to be waited for.
    var steps: [Step] {
        if isPaused { return resizeOnly }
        if isRecreate, let waiting = emptying { return waiting }
        guard let current else {
            let revision = (old.map(Self.revision).max() ?? 0) + 1
            return [.create(replicas: growth(from: 0), revision: revision)]
        }
        var steps: [Step] = []
        let newest = old.map(Self.revision).max() ?? 0
        if Self.revision(current) <= newest, !old.isEmpty {
            steps.append(.revise(current.name, revision: newest + 1))
        }
        let wanted = deployment.replicas
        let target =
            current.replicas > wanted ? wanted : current.replicas + growth(from: current.replicas)
        if target != current.replicas {
            steps.append(.scale(current.name, from: current.replicas, to: target))
        }
        return steps + shrinkOld(current) + forgotten
    }

    /// By how many pods the current ReplicaSet may grow.
    private func growth(from replicas: Int) -> Int {
        let total = all.reduce(0) { $0 + $1.replicas }
        let room = deployment.replicas + limits.surge - total
        return max(0, min(room, deployment.replicas - replicas))
    }

    /// For `Recreate`: what empties the old ReplicaSets; `nil` when they are empty.
    private var emptying: [Step]? {
        let full = old.filter { $0.replicas > 0 }
        if !full.isEmpty { return full.map { .scale($0.name, from: $0.replicas, to: 0) } }
        return old.contains { $0.count("replicas") > 0 } ? [] : nil
    }

    /// While it is paused only the number of pods is kept, not their template.
    private var resizeOnly: [Step] {
        let active = all.filter { $0.replicas > 0 }
        guard active.count == 1, let only = active.first, only.replicas != deployment.replicas
        else { return [] }
        return [.scale(only.name, from: only.replicas, to: deployment.replicas)]
    }

    private func shrinkOld(_ current: ReplicaSet) -> [Step] {
        guard old.contains(where: { $0.replicas > 0 }) else { return [] }
        let least = deployment.replicas - limits.unavailable
        let total = all.reduce(0) { $0 + $1.replicas }
        let missing = current.replicas - min(current.replicas, available(current))
        var allowance = total - least - missing
        guard allowance > 0 else { return [] }
        var targets = Dictionary(uniqueKeysWithValues: old.map { ($0.name, $0.replicas) })
        // Pods that serve nobody go first: nothing is lost with them.
        for set in old {
            let broken = min(allowance, set.replicas - min(set.replicas, available(set)))
            targets[set.name, default: 0] -= broken
            allowance -= broken
        }
        var spare = all.reduce(0) { $0 + available($1) } - least
        for set in old {
            let removable = max(0, min(spare, targets[set.name] ?? 0))
            targets[set.name, default: 0] -= removable
            spare -= removable
        }
        return old.compactMap { set in
            let target = targets[set.name] ?? set.replicas
            return target == set.replicas
                ? nil : .scale(set.name, from: set.replicas, to: target)
        }
    }

    private func available(_ set: ReplicaSet) -> Int { set.count("availableReplicas") }

    /// Old ReplicaSets beyond the history that is kept.
    private var forgotten: [Step] {
        let limit = deployment.spec["revisionHistoryLimit"]?.int ?? 10
        let empty = old.filter { $0.replicas == 0 && $0.count("replicas") == 0 }
        return empty.dropLast(max(0, limit)).map { .delete($0.name) }
    }
}
