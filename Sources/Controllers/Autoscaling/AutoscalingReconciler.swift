import Documents
import Failures
import Kubernetes
import KubernetesClient

/// Fits the number of pods of what an autoscaler names to what they use.
///
/// It follows Kubernetes 1.36 (pkg/controller/podautoscaler) for metrics of type `Resource`; it asks
/// metrics.k8s.io, and the scale subresource of the target.
struct AutoscalingReconciler: Reconciler {
    /// How often an autoscaler is looked at; the real controller takes 15 s, for clusters of
    /// thousands.
    static let period = Duration.seconds(5)

    let client: APIClient
    let events: EventRecorder
    let memory = ScalingMemory()

    func reconcile(_ key: ObjectKey) async throws -> Duration? {
        let kind = ResourceKind.horizontalPodAutoscaler
        let found: JSON
        do {
            found = try await client.get(kind, key)
        } catch let error as ClientError where error.isNotFound {
            await memory.forget(key)
            return nil
        }
        let autoscaler = DynamicObject(json: found)
        guard autoscaler.metadata.deletionTimestamp == nil else { return nil }
        var report = AutoscalerReport(autoscaler, at: .now)
        do {
            try await scale(autoscaler, &report)
        } catch let problem as AutoscalerReport.Problem {
            report.note(problem)
            await events.record(autoscaler, isWarning: true, problem.reason, problem.message)
        }
        if report.status != autoscaler.status {
            var changed = found
            changed["status"] = report.status
            _ = try await client.update(kind, key, changed, subresource: "status")
        }
        return AutoscalingReconciler.period
    }

    private func scale(
        _ autoscaler: DynamicObject,
        _ report: inout AutoscalerReport
    ) async throws {
        let target = try target(of: autoscaler)
        let scale: JSON
        do {
            scale = try await client.get(target.kind, target.key, subresource: "scale")
        } catch let error as ClientError {
            throw AutoscalerReport.Problem(
                type: "AbleToScale",
                reason: "FailedGetScale",
                message: "the HPA controller was unable to get the target's current scale: "
                    + error.failure.message
            )
        }
        report.set("AbleToScale", true, "SucceededGetScale", AutoscalerReport.gotScale)
        let current = scale["spec"]?["replicas"]?.int ?? 0
        report.currentReplicas = scale["status"]?["replicas"]?.int ?? 0
        report.desiredReplicas = current
        guard current > 0 else {
            report.set(
                "ScalingActive",
                false,
                "ScalingDisabled",
                "scaling is disabled since the replica count of the target is zero"
            )
            return
        }
        let (wanted, reason) = try await wanted(autoscaler, scale, current, &report)
        report.desiredReplicas = wanted
        guard wanted != current else { return }
        let patch: JSON = ["spec": ["replicas": .int(wanted)]]
        do {
            _ = try await client.patch(target.kind, target.key, .merge(patch), subresource: "scale")
        } catch let error as ClientError {
            throw AutoscalerReport.Problem(
                type: "AbleToScale",
                reason: "FailedUpdateScale",
                message: "the HPA controller was unable to update the target scale: "
                    + error.failure.message
            )
        }
        await memory.note(autoscaler.key, from: current, to: wanted)
        report.scaled(to: wanted)
        await events.record(
            autoscaler,
            "SuccessfulRescale",
            "New size: \(wanted); reason: \(reason)"
        )
    }

    private func target(
        of autoscaler: DynamicObject
    ) throws -> (kind: ResourceKind, key: ObjectKey) {
        let reference = autoscaler.spec["scaleTargetRef"] ?? [:]
        let name = reference["name"]?.string ?? ""
        let kinds: [ResourceKind] = [.deployment, .replicaSet, .seldonDeployment]
        guard let kind = kinds.first(where: { $0.kind == reference["kind"]?.string }) else {
            throw AutoscalerReport.Problem(
                type: "AbleToScale",
                reason: "FailedGetScale",
                message: "the HPA controller was unable to get the target's current scale: no "
                    + "matches for kind \"\(reference["kind"]?.string ?? "")\""
            )
        }
        return (kind, ObjectKey(namespace: autoscaler.namespace, name: name))
    }

    // MARK: Metrics

    /// How many pods there shall be, and why.
    private func wanted(
        _ autoscaler: DynamicObject,
        _ scale: JSON,
        _ current: Int,
        _ report: inout AutoscalerReport
    ) async throws -> (Int, String) {
        let spec = autoscaler.spec
        let most = spec["maxReplicas"]?.int ?? 1
        let least = max(1, spec["minReplicas"]?.int ?? 1)
        if current > most { return (most, "Current number of replicas above Spec.MaxReplicas") }
        if current < least { return (least, "Current number of replicas below Spec.MinReplicas") }
        guard let selector = LabelSelector(parsing: scale["status"]?["selector"]?.string ?? ""),
            !selector.requirements.isEmpty
        else {
            throw AutoscalerReport.Problem(
                reason: "InvalidSelector",
                message: "the HPA target's scale is missing a selector"
            )
        }
        let query = ListQuery(namespace: autoscaler.namespace, labels: selector)
        let pods = try await client.list(Pod.self, query)
        let metrics = try await client.page(of: .podMetrics, query).objects
        var best: (replicas: Int, name: String)?
        for metric in spec["metrics"]?.elements ?? [] {
            let calculator = try calculator(metric, metrics)
            let proposal: ReplicaCalculator.Proposal
            do throws(ReplicaCalculator.Problem) {
                proposal = try calculator.proposal(current: current, pods: pods)
            } catch {
                throw AutoscalerReport.Problem(
                    reason: "FailedGetResourceMetric",
                    message: "the HPA was unable to compute the replica count: failed to get "
                        + "\(calculator.resource) utilization: \(error.message)"
                )
            }
            report.add(proposal, of: calculator.resource)
            if proposal.replicas > best?.replicas ?? -1 {
                best = (proposal.replicas, calculator.resource)
            }
        }
        guard let best else { return (current, "") }
        report.set(
            "ScalingActive",
            true,
            "ValidMetricFound",
            "the HPA was able to successfully calculate a replica count from \(best.name) resource "
                + "utilization (percentage of request)"
        )
        let verdict = await memory.verdict(on: best.replicas, current: current, autoscaler)
        report.note(verdict)
        return (verdict.replicas, reason(verdict.replicas > current, best.name))
    }

    private func reason(_ isAbove: Bool, _ name: String) -> String {
        isAbove
            ? "\(name) resource utilization (percentage of request) above target"
            : "All metrics below target"
    }

    private func calculator(
        _ metric: JSON,
        _ metrics: [DynamicObject]
    ) throws -> ReplicaCalculator {
        let resource = metric["resource"]
        guard metric["type"]?.string == "Resource", let name = resource?["name"]?.string,
            let target = resource?["target"]?["averageUtilization"]?.int
        else {
            throw AutoscalerReport.Problem(
                reason: "InvalidMetricSourceType",
                message: "the HPA was unable to compute the replica count: only the utilization of "
                    + "a resource is measured here, not a metric of type "
                    + "\(metric["type"]?.string ?? "")"
            )
        }
        var usages: [String: Int] = [:]
        for pod in metrics {
            usages[pod.name] = (pod.json["containers"]?.elements ?? []).reduce(0) {
                sum,
                container in
                let text = container["usage"]?[name]?.string ?? ""
                return sum + (Quantity(text)?.milli ?? 0)
            }
        }
        return ReplicaCalculator(resource: name, target: target, usages: usages, now: .now)
    }
}

/// What the autoscalers remember of their last minutes.
actor ScalingMemory {
    private var memories: [ObjectKey: ScalingBehavior.Memory] = [:]

    /// What may be done about a proposal.
    func verdict(
        on proposal: Int,
        current: Int,
        _ autoscaler: DynamicObject
    ) -> ScalingBehavior.Verdict {
        ScalingBehavior(autoscaler.spec).verdict(
            on: proposal,
            current: current,
            &memories[autoscaler.key, default: ScalingBehavior.Memory()],
            at: .now
        )
    }

    /// Notes that a number was changed.
    func note(_ key: ObjectKey, from: Int, to: Int) {
        ScalingBehavior.note(
            from: from,
            to: to,
            &memories[key, default: ScalingBehavior.Memory()],
            at: .now
        )
    }

    /// Forgets an autoscaler that is gone.
    func forget(_ key: ObjectKey) { memories[key] = nil }
}
