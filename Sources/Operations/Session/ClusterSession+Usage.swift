import Documents
import Failures
import HTTP
import Kubernetes
import KubernetesClient

extension ClusterSession {
    /// How often CPU and memory are asked for; the cluster itself measures them every 15 s or less.
    private static let usageInterval = Duration.seconds(30)

    /// Learns what pods use of CPU and memory until the task is cancelled.
    func learnUsage() async {
        while !Task.isCancelled {
            do {
                let found = try await measuredUsage()
                if found != usage { fleet.touchAll() }
                usage = found
                usageGap = nil
            } catch is CancellationError {
                return
            } catch {
                usage = [:]
                usageGap = ClusterSession.gap(for: error)
            }
            note()
            do { try await ContinuousClock().sleep(for: ClusterSession.usageInterval) } catch {
                return
            }
        }
    }

    private func measuredUsage() async throws -> [ObjectKey: PodUsage] {
        let namespace: String? = if case .one(let name) = scope { name } else { nil }
        let query = ListQuery(
            namespace: namespace,
            labels: LabelSelector([.exists("seldon-deployment-id")])
        )
        var found: [ObjectKey: PodUsage] = [:]
        var continuation: String?
        repeat {
            let page = try await client.page(
                of: .podMetrics,
                query,
                continuation: continuation,
                keeping: [
                    "metadata": ["name": .all, "namespace": .all], "timestamp": .all,
                    "containers": ["usage": .all],
                ]
            )
            for object in page.objects { found[object.key] = PodUsage(object) }
            continuation = page.continuation
        } while continuation != nil
        return found
    }

    private static func gap(for error: any Error) -> SnapshotGap {
        let failure = Failure(describing: error)
        let isMissing = (error as? ClientError)?.isNotFound ?? false
        return SnapshotGap(
            "CPU and memory",
            reason: isMissing ? "the cluster does not serve metrics.k8s.io" : failure.message,
            remedy: isMissing ? "install metrics-server there" : failure.hint
        )
    }
}

extension ResourceKind {
    /// What a pod uses, as the metrics server tells it.
    static let podMetrics = ResourceKind(
        "PodMetrics",
        plural: "pods",
        group: "metrics.k8s.io",
        version: "v1beta1"
    )
}

extension PodUsage {
    /// Reads a PodMetrics; `nil` when it has no time or no container.
    init?(_ object: DynamicObject) {
        guard let moment = object.json["timestamp"]?.string.flatMap(Timestamp.init),
            let containers = object.json["containers"]?.array, !containers.isEmpty
        else { return nil }
        let usages = containers.map { $0["usage"] }
        self.init(
            cores: usages.reduce(0) { $0 + (($1?["cpu"]?.string).flatMap(Quantity.value) ?? 0) },
            bytes: usages.reduce(0) {
                $0 + Int((($1?["memory"]?.string).flatMap(Quantity.value) ?? 0).rounded())
            },
            measuredAt: Moment(moment)
        )
    }
}

/// An amount as Kubernetes writes it, such as `250m` or `64Mi`.
enum Quantity {
    private static let units: [Substring: Double] = [
        "": 1, "n": 1e-9, "u": 1e-6, "m": 1e-3, "k": 1e3, "M": 1e6, "G": 1e9, "T": 1e12, "P": 1e15,
        "Ki": 0x1p10, "Mi": 0x1p20, "Gi": 0x1p30, "Ti": 0x1p40, "Pi": 0x1p50,
    ]

    /// The amount; `nil` when the text is none.
    static func value(_ text: String) -> Double? {
        if let plain = Double(text) { return plain.isFinite ? plain : nil }
        let number = text.prefix { $0.isNumber || $0 == "." || $0 == "-" || $0 == "+" }
        guard let unit = units[text[number.endIndex...]], let value = Double(number) else {
            return nil
        }
        return value * unit
    }
}
