import Documents
import Kubernetes
import KubernetesClient
import Seldon

/// Takes away what a SeldonDeployment no longer asks for, once all that it asks for is there.
struct Cleanup {
    let client: APIClient
    let events: EventRecorder
    let resource: SeldonDeployment

    /// Deletes old Deployments, those with an orchestrator before the others, and when none is left
    /// the old Services and rules.
    func run(_ plan: ResourcePlan) async throws {
        let wanted = Set(plan.deployments.map(\.name))
        let old = try await owned(Deployment.self).filter { !wanted.contains($0.name) }
        let orchestrating = old.filter {
            $0.metadata.labels[SeldonLabel.containsOrchestrator] == "true"
        }
        // The rest goes at a later look, which the deletion of these brings about.
        for deployment in orchestrating.isEmpty ? old : orchestrating {
            try await client.delete(Deployment.self, deployment.key)
            await note(deployment)
        }
        try await take(HorizontalPodAutoscaler.self, but: plan.autoscalers.map(\.name))
        try await take(PodDisruptionBudget.self, but: plan.budgets.map(\.name))
        guard old.isEmpty else { return }
        let services = Set(plan.services.map(\.name))
        for service in try await owned(Service.self) where !services.contains(service.name) {
            try await client.delete(Service.self, service.key)
            await note(service)
        }
        let rules = Set(plan.destinationRules.map(\.name))
        for rule in try await owned(DestinationRule.self) where !rules.contains(rule.name) {
            try await client.delete(DestinationRule.self, rule.key)
        }
    }

    private func take<Object: KubernetesObject>(
        _ type: Object.Type,
        but wanted: [String]
    ) async throws {
        for object in try await owned(type) where !wanted.contains(object.name) {
            try await client.delete(type, object.key)
            await note(object)
        }
    }

    private func owned<Object: KubernetesObject>(_ type: Object.Type) async throws -> [Object] {
        try await client.list(type, ListQuery(namespace: resource.namespace)).filter {
            $0.metadata.deletionTimestamp == nil
                && $0.metadata.controller?.uid == resource.metadata.uid
        }
    }

    private func note(_ object: some KubernetesObject) async {
        let kind = object.json["kind"]?.string ?? ""
        let word = ObjectWriter.words[kind] ?? kind
        await events.record(resource, "Delete" + word, "Deleted \(kind) \"\(object.name)\"")
    }
}
