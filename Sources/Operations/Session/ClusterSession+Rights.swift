import Kubernetes
import KubernetesClient

extension ClusterSession {
    /// How long rights are believed; somebody may grant or take them meanwhile.
    private static let rightsInterval = Duration.seconds(300)
    /// How often it is looked whether a namespace is in view whose rights are not known.
    private static let rightsBeat = Duration.seconds(1)

    /// Learns who one is there and what one may do: who may not see all namespaces is shown their
    /// own, and what may not be done is known before it is tried.
    func learnRights() async {
        let own = client.endpoint.namespace
        if let name = await Identity.name(at: client) { labels.user = name }
        let lists = AccessQuestion(Permission("list", .seldonDeployment))
        if scope == .all, await lists.answer(of: client) == false {
            setScope(.one(own))
        } else {
            isScopeSettled = true
        }
        note()
        var askedAt: [String: ContinuousClock.Instant] = [:]
        while !Task.isCancelled {
            let now = ContinuousClock.now
            for namespace in namespacesInView
            where askedAt[namespace].map({ now - $0 > ClusterSession.rightsInterval }) ?? true {
                askedAt[namespace] = now
                guard let granted = await RightsReview(client: client).granted(in: namespace)
                else { continue }
                let before = rights
                rights.learn(granted, in: namespace)
                if rights != before { note() }
            }
            do { try await ContinuousClock().sleep(for: ClusterSession.rightsBeat) } catch {
                return
            }
        }
    }

    /// Whether what is refused now may be seen in a narrower scope, which is not known yet.
    var mayScopeChange: Bool {
        let error = states[ResourceKind.seldonDeployment.plural]?.error
        return error?.status?.code == 403 && !isScopeSettled
    }

    private var namespacesInView: [String] {
        var names = fleet.namespaces
        if case .one(let name) = scope { names.insert(name) }
        return names.sorted()
    }
}
