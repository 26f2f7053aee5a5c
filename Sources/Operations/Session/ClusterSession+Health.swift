import Failures
import Kubernetes
import KubernetesClient

extension ClusterSession {
    /// The kinds without which there is no fleet to show.
    private static let needed = [ResourceKind.seldonDeployment, .deployment, .pod]

    /// Whether every list that is needed came in whole or will not come at all.
    var isComplete: Bool {
        ClusterSession.needed.allSatisfy { kind in
            isFilled.contains(kind.plural)
                || kind != .seldonDeployment && isWithheld(states[kind.plural])
        }
    }

    /// How well the lists and watches are answered.
    ///
    /// A kind that is refused or missing is a gap and no failure, but for the SeldonDeployments.
    var apiHealth: SourceHealth {
        let lost = states.values.first { state in state.error.map { !$0.isAnswer } ?? false }
        let first = states[ResourceKind.seldonDeployment.plural]
        let failing =
            lost ?? first.flatMap { $0.error == nil ? nil : $0 }
            ?? states.values.first { $0.error != nil && !isWithheld($0) }
        let successes = ClusterSession.needed.compactMap { states[$0.plural]?.lastSuccess }
        guard let failing, let error = failing.error else {
            return SourceHealth(
                .apiServer,
                successes.isEmpty ? .connecting : .healthy,
                lastSuccess: successes.max().map(time.moment(at:))
            )
        }
        let failure = ClusterSession.explained(error, of: .seldonDeployment, in: scope)
        return SourceHealth(
            .apiServer,
            .failing(reason: failure.message),
            isReachable: error.isAnswer,
            hint: failure.hint,
            lastSuccess: successes.max().map(time.moment(at:)),
            nextAttempt: failing.nextTry.map(time.moment(at:))
        )
    }

    /// What is not seen though the API server answers.
    var gaps: [SnapshotGap] {
        let refused = states.sorted { $0.key < $1.key }.compactMap {
            plural,
            state -> SnapshotGap? in
            guard let error = state.error, isWithheld(state),
                plural != ResourceKind.seldonDeployment.plural
            else { return nil }
            let kind = ClusterSession.watched.first { $0.plural == plural } ?? .pod
            let failure = ClusterSession.explained(error, of: kind, in: scope)
            return SnapshotGap(plural, reason: failure.message, remedy: failure.hint)
        }
        return refused + (usageGap.map { [$0] } ?? [])
    }

    private func isWithheld(_ state: SourceState?) -> Bool {
        guard let status = state?.error?.status else { return false }
        return status.code == 403 || status.code == 404
    }

    /// Why the lists that a fleet cannot do without are not there, or `nil` when nothing is wrong.
    var problem: Failure? {
        guard case .failing(let reason) = apiHealth.status else { return nil }
        return Failure(reason, hint: apiHealth.hint)
    }

    /// The kinds that are watched.
    static let watched: [ResourceKind] = [
        .seldonDeployment, .deployment, .pod, .event, .virtualService,
    ]

    /// The error in words that say what to do.
    static func explained(
        _ error: ClientError,
        of kind: ResourceKind,
        in scope: NamespaceScope
    ) -> Failure {
        switch error.status?.code {
        case 403:
            let place =
                switch scope {
                case .all: "all namespaces"
                case .one(let name): "namespace \(name)"
                }
            return Failure(
                error.failure.message,
                hint: "ask for the verbs list and watch on \(kind.qualifiedName) in \(place)"
            )
        case 404 where kind == .seldonDeployment:
            return Failure(
                "the cluster has no \(kind.qualifiedName): Seldon Core is not installed there",
                hint: "install it with: helm install seldon-core seldon-core-operator --repo "
                    + "https://storage.googleapis.com/seldon-charts --namespace seldon-system"
            )
        case 404: return Failure("the cluster has no \(kind.qualifiedName)")
        default: return error.failure
        }
    }
}
