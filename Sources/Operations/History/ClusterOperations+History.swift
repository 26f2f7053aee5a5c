import Documents
public import Kubernetes
import KubernetesClient
import Seldon

extension ClusterOperations {
    /// How often a write of the history is tried when others write it too.
    private static let historyAttempts = 8

    /// What a deployment was before its last changes.
    ///
    /// - Throws: `ClientError`.
    public func history(of key: ObjectKey) async throws -> RevisionHistory {
        let map = try await client.find(ConfigMap.self, ClusterOperations.historyKey(of: key))
        return RevisionHistory(data: map?.json["data"] ?? .object([:]))
    }

    /// Keeps what a deployment is now, before it is changed.
    ///
    /// - Returns: The number of the revision.
    func keep(
        _ resource: SeldonDeployment,
        before verb: DeploymentChange.Verb,
        _ summary: String,
        undoing undone: Int? = nil
    ) async throws -> Int {
        var number = 0
        try await changeHistory(of: resource) { history in
            number = history.nextNumber
            history.append(
                Revision(
                    number: number,
                    at: now,
                    by: author,
                    verb: verb,
                    summary: summary,
                    before: resource.spec,
                    undone: undone
                )
            )
        }
        return number
    }

    /// Writes a whole deployment, keeps what it was for undo, and marks what it became as ours.
    ///
    /// - Parameters:
    ///   - old: The deployment as it was; `nil` where there was none, and nothing to go back to.
    ///   - account: What is done.
    ///   - write: Writes it, and gives it back as it was written.
    /// - Returns: The deployment as it is then.
    /// - Throws: What the write throws, and `ClientError`.
    func keeping(
        _ old: SeldonDeployment?,
        _ account: ChangeAccount,
        _ write: () async throws -> SeldonDeployment
    ) async throws -> SeldonDeployment {
        guard let old else { return try await write() }
        let number = try await keep(old, before: account.verb, account.summary)
        let written: SeldonDeployment
        do {
            written = try await write()
        } catch {
            await forget(number, of: old)
            throw error
        }
        let mark = ChangeMark(revision: number, digest: SpecDigest.of(written.spec))
        let swap = AnnotationSwap(
            name: ChangeMark.annotation,
            old: written.metadata.annotations[ChangeMark.annotation],
            new: mark.text
        )
        // Without the mark, undo only asks once more whether it is meant.
        return (try? await self.swap([swap], of: written)) ?? written
    }

    /// Forgets a revision whose change did not come about; what fails here hurts nobody, since a
    /// revision that equals the present is passed over.
    func forget(_ number: Int, of resource: SeldonDeployment) async {
        try? await changeHistory(of: resource) { $0.remove(number) }
    }

    private func changeHistory(
        of resource: SeldonDeployment,
        _ change: (inout RevisionHistory) -> Void
    ) async throws {
        let key = ClusterOperations.historyKey(of: resource.key)
        var attempt = 0
        while true {
            attempt += 1
            do {
                let existing = try await client.find(ConfigMap.self, key)
                var history = RevisionHistory(data: existing?.json["data"] ?? .object([:]))
                change(&history)
                if var map = existing {
                    map.json["data"] = history.data
                    _ = try await client.update(map)
                } else {
                    _ = try await client.create(Self.map(key, history, of: resource))
                }
                return
            } catch let error as ClientError
                where error.isConflict && attempt < Self.historyAttempts
            {
                continue
            }
        }
    }

    private static func map(
        _ key: ObjectKey,
        _ history: RevisionHistory,
        of resource: SeldonDeployment
    ) -> ConfigMap {
        var map = ConfigMap(
            name: key.name,
            namespace: key.namespace,
            labels: ["app.kubernetes.io/managed-by": "radiant"]
        )
        map.json["data"] = history.data
        // It goes with the deployment, which does not control it: the operator looks at what it
        // controls.
        map.json["metadata"]?["ownerReferences"] = [
            [
                "apiVersion": resource.json["apiVersion"] ?? "",
                "kind": "SeldonDeployment", "name": .string(resource.name),
                "uid": .string(resource.metadata.uid),
            ]
        ]
        return map
    }

    /// The ConfigMap that has the history of a deployment.
    static func historyKey(of key: ObjectKey) -> ObjectKey {
        ObjectKey(namespace: key.namespace, name: "radiant-history.\(key.name)")
    }
}
