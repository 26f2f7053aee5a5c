import Documents
import Kubernetes
import KubernetesClient
import Seldon

/// Makes the objects of a SeldonDeployment, or brings them to what is wanted.
struct ObjectWriter {
    /// What became of an object.
    enum Outcome {
        case created, updated, unchanged
    }

    let client: APIClient
    let events: EventRecorder
    let resource: SeldonDeployment

    /// Makes or changes an object that holds nothing but what the operator wrote.
    func put<Object: KubernetesObject>(_ wanted: Object) async throws -> Outcome {
        guard let existing = try await client.find(Object.self, wanted.key) else {
            let made = try await client.create(wanted)
            await note("Create", made)
            return .created
        }
        var changed = existing
        changed.metadata.labels = wanted.metadata.labels
        changed.metadata.annotations.merge(wanted.metadata.annotations) { $1 }
        changed.metadata.ownerReferences = wanted.metadata.ownerReferences
        for (key, value) in wanted.spec.members { changed.spec[key] = value }
        guard changed != existing else { return .unchanged }
        // The server fills in its defaults and says by the version whether anything is new.
        let written = try await client.update(changed)
        guard written.metadata.resourceVersion != existing.metadata.resourceVersion else {
            return .unchanged
        }
        await note("Update", written)
        return .updated
    }

    /// Makes or changes a Deployment; one whose selector must change is deleted and made anew.
    ///
    /// - Returns: What became of it, and the Deployment as it is now.
    func put(deployment wanted: Deployment) async throws -> (Outcome, Deployment) {
        guard let existing = try await client.find(Deployment.self, wanted.key) else {
            let made = try await client.create(wanted)
            await note("Create", made)
            return (.created, made)
        }
        if existing.spec["selector"] != wanted.spec["selector"] {
            try await client.delete(Deployment.self, existing.key)
            await note("Delete", existing)
            let made = try await client.create(wanted)
            await note("Create", made)
            return (.created, made)
        }
        // The server fills in its defaults and says by the version whether anything is new.
        let written = try await client.update(Self.merged(wanted, onto: existing))
        guard written.metadata.resourceVersion != existing.metadata.resourceVersion else {
            return (.unchanged, existing)
        }
        await note("Update", written)
        return (.updated, written)
    }

    /// What is wanted, with what others have put into the Deployment and the operator leaves alone.
    static func merged(_ wanted: Deployment, onto existing: Deployment) -> Deployment {
        var result = existing
        result.metadata.labels = wanted.metadata.labels
        result.metadata.annotations.merge(wanted.metadata.annotations) { $1 }
        result.metadata.ownerReferences = wanted.metadata.ownerReferences
        result.spec = wanted.spec
        for field in ["replicas", "paused", "revisionHistoryLimit", "progressDeadlineSeconds"]
        where wanted.spec[field] == nil {
            result.spec[field] = existing.spec[field]
        }
        let restarted = "kubectl.kubernetes.io/restartedAt"
        var template = result.template
        var meta = ObjectMeta(json: template["metadata"] ?? .object([:]))
        let before = ObjectMeta(json: existing.template["metadata"] ?? .object([:]))
        meta.annotations[restarted] = before.annotations[restarted]
        template["metadata"] = meta.json
        result.spec["template"] = OrchestratorValue.kept(in: template, from: existing.template)
        return result
    }

    /// The words of Seldon's operator for kinds whose names are long.
    static let words = ["HorizontalPodAutoscaler": "HPA", "PodDisruptionBudget": "PDB"]

    private func note(_ verb: String, _ object: some KubernetesObject) async {
        let kind = object.json["kind"]?.string ?? ""
        let word = Self.words[kind] ?? kind
        await events.record(resource, verb + word, "\(verb)d \(kind) \"\(object.name)\"")
    }
}
