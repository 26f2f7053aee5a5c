import Documents
import Failures
import Kubernetes
import KubernetesClient
import Seldon

/// Brings the objects of one SeldonDeployment to what it asks for, a step at a time.
struct DeploymentWork: Reconciler {
    let client: APIClient
    let settings: OperatorSettings
    let events: EventRecorder

    func reconcile(_ key: ObjectKey) async throws -> Duration? {
        guard let resource = try await client.find(SeldonDeployment.self, key),
            resource.metadata.deletionTimestamp == nil
        else { return nil }
        do {
            try await reconcile(resource)
        } catch is CancellationError {
            throw CancellationError()
        } catch let error as ClientError where error.isConflict {
            throw error
        } catch {
            try await fail(resource, error)
            throw error
        }
        return nil
    }

    private func reconcile(_ resource: SeldonDeployment) async throws {
        let plan = try ResourcePlan(for: resource, settings)
        let writer = ObjectWriter(client: client, events: events, resource: resource)
        var report = StatusReport(resource, plan)

        for service in plan.services where try await writer.put(service) != .unchanged {
            report.hasChangedServices = true
        }
        for autoscaler in plan.autoscalers where try await writer.put(autoscaler) != .unchanged {
            report.hasChangedAutoscalers = true
        }
        for budget in plan.budgets where try await writer.put(budget) != .unchanged {
            report.hasChangedBudgets = true
        }
        for wanted in plan.deployments {
            let (outcome, now) = try await writer.put(deployment: wanted)
            report.note(now, isChanged: outcome != .unchanged)
        }
        // The mesh hears of a change only when all that it could route to is there.
        if report.areDeploymentsReady {
            _ = try await writer.put(plan.virtualService)
            for rule in plan.destinationRules { _ = try await writer.put(rule) }
            try await Cleanup(client: client, events: events, resource: resource).run(plan)
        }
        report.hasRules =
            try await client.find(
                VirtualService.self,
                plan.virtualService.key
            ) != nil

        let status = report.status(at: .now)
        guard status != resource.status else { return }
        var changed = resource
        changed.status = status
        _ = try await client.update(changed, subresource: "status")
        await events.record(resource, "Updated", "Updated SeldonDeployment \"\(resource.name)\"")
    }

    private func fail(_ resource: SeldonDeployment, _ error: any Error) async throws {
        let message = Failure(describing: error).message
        await events.record(resource, isWarning: true, "InternalError", message)
        guard resource.state != .failed || resource.stateDescription != message else { return }
        let status: JSON = ["state": "Failed", "description": .string(message)]
        _ = try await client.patch(
            SeldonDeployment.self,
            resource.key,
            .merge(["status": status]),
            subresource: "status"
        )
    }
}
