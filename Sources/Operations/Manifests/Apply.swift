import Documents
import Failures
import HTTPTypes
public import Kubernetes
import KubernetesClient
import Seldon

/// What came of applying one object of a manifest.
public struct AppliedObject: Sendable, Equatable {
    /// What was done.
    public enum Change: String, Sendable {
        /// It was not there before.
        case created
        /// It is another one now.
        case configured
        /// It was like that already.
        case unchanged
    }

    /// The kind in lower case with its group, such as `seldondeployment.machinelearning.seldon.io`.
    public var kind: String
    /// The object.
    public var key: ObjectKey
    /// What was done.
    public var change: Change
}

extension ClusterOperations {
    /// Applies every object of a manifest by server-side apply, after a dry run of all of them: one
    /// that is refused keeps all from being written.
    ///
    /// - Parameters:
    ///   - manifest: The objects.
    ///   - namespace: The namespace of those that name none.
    ///   - isDryRun: Whether nothing is written.
    ///   - isForced: Whether fields of other managers are taken over, and a rollout that is under
    ///     way may be disturbed.
    /// - Returns: What was done to each object.
    /// - Throws: `OperationsError.invalidManifest` with file, line and column of every problem;
    ///   `.readOnly`, `.locked`, `.nameNotTyped`, `.rolloutUnderWay`, and then nothing is written.
    public func apply(
        _ manifest: Manifest,
        namespace: String,
        isDryRun: Bool = false,
        isForced: Bool = false
    ) async throws -> [AppliedObject] {
        try permitChange()
        try manifest.check()
        var steps: [ApplyStep] = []
        for entry in manifest.entries {
            let kind = try await kind(of: entry, in: manifest)
            steps.append(
                try await step(entry, kind, manifest, namespace: namespace, isForced: isForced)
            )
        }
        if !isDryRun {
            // Nothing is written unless all of it may be.
            for step in steps { try permit(step, isForced: isForced) }
            for step in steps { try await carryOut(step, manifest, isForced: isForced) }
        }
        return steps.map(\.result)
    }

    /// Finds out by a dry run what an object of a manifest would become.
    private func step(
        _ entry: Manifest.Entry,
        _ kind: ResourceKind,
        _ manifest: Manifest,
        namespace: String,
        isForced: Bool
    ) async throws -> ApplyStep {
        let place = kind.isNamespaced ? entry.object.metadata.namespace ?? namespace : ""
        let key = ObjectKey(namespace: place, name: entry.object.name)
        var wish = entry.object.json
        if kind.isNamespaced { wish["metadata"]?["namespace"] = .string(place) }
        let before = try await existing(kind, key)
        let after = try await explained(entry, manifest) {
            try await patch(kind, key, wish, isForced: isForced, isDryRun: true)
        }
        return ApplyStep(
            entry: entry,
            kind: kind,
            key: key,
            wish: wish,
            before: before,
            after: after
        )
    }

    private func permit(_ step: ApplyStep, isForced: Bool) throws {
        guard step.change != .unchanged else { return }
        let account = step.account
        do {
            try policy.permit(account, at: now)
            if let old = step.oldDeployment, !isForced { try checkRollout(of: old) }
        } catch {
            record(account, result: Failure(describing: error).message)
            throw error
        }
    }

    private func carryOut(
        _ step: ApplyStep,
        _ manifest: Manifest,
        isForced: Bool
    ) async throws {
        func write() async throws -> JSON {
            try await explained(step.entry, manifest) {
                try await patch(step.kind, step.key, step.wish, isForced: isForced, isDryRun: false)
            }
        }
        if step.change == .unchanged {
            _ = try await write()
            return
        }
        let account = step.account
        guard step.isDeployment else {
            _ = try await guarded(account, write)
            return
        }
        let written = try await guarded(account) {
            try await keeping(step.oldDeployment, account) {
                SeldonDeployment(json: try await write())
            }
        }
        await tell(account, about: written)
    }

    /// An error of the API server as one of the manifest, with file, line and column, where it tells
    /// of a field.
    private func explained<Result>(
        _ entry: Manifest.Entry,
        _ manifest: Manifest,
        _ write: () async throws -> Result
    ) async throws -> Result {
        do {
            return try await write()
        } catch let error as ClientError {
            guard let status = error.status,
                let found = manifest.error(found: status, in: entry)
            else { throw error }
            throw found
        }
    }

    /// Applies an object; where only fields that we set ourselves by another verb are in the way,
    /// such as the weights of `radiant traffic`, they are ours to take back.
    private func patch(
        _ kind: ResourceKind,
        _ key: ObjectKey,
        _ json: JSON,
        isForced: Bool,
        isDryRun: Bool
    ) async throws -> JSON {
        do {
            return try await client.patch(
                kind,
                key,
                .apply(json, isForced: isForced),
                options: WriteOptions(isDryRun: isDryRun, fieldValidation: .strict)
            )
        } catch let error as ClientError where error.isConflict {
            let conflicts = (error.status?.causes ?? []).filter {
                $0.reason == "FieldManagerConflict"
            }
            guard !conflicts.isEmpty, !isForced else { throw error }
            let others = conflicts.filter { !$0.message.contains("\"\(client.fieldManager)\"") }
            guard others.isEmpty else {
                throw OperationsError.fieldsOfOthers(
                    object: "\(kind.singular) \(key.name)",
                    fields: others.map { "\($0.field): \($0.message)" }
                )
            }
            return try await patch(kind, key, json, isForced: true, isDryRun: isDryRun)
        }
    }

    private func existing(_ kind: ResourceKind, _ key: ObjectKey) async throws -> JSON? {
        do {
            return try await client.get(kind, key)
        } catch let error as ClientError where error.isNotFound {
            return nil
        }
    }

    /// Whether a write changed nothing but what every write changes.
    static func isSame(_ before: JSON, _ after: JSON) -> Bool {
        func core(_ json: JSON) -> JSON {
            var json = json
            for field in ["managedFields", "resourceVersion", "generation"] {
                json["metadata"]?[field] = nil
            }
            json["status"] = nil
            return json
        }
        return core(before) == core(after)
    }

    /// The kind of an object: one that is known here, else what the API server's discovery says.
    private func kind(
        of entry: Manifest.Entry,
        in manifest: Manifest
    ) async throws
        -> ResourceKind
    {
        let (apiVersion, name) = (entry.object.apiVersion, entry.object.kind)
        let slash = apiVersion.firstIndex(of: "/")
        let group = slash.map { String(apiVersion[..<$0]) } ?? ""
        let version = slash.map { String(apiVersion[apiVersion.index(after: $0)...]) } ?? apiVersion
        let path = group.isEmpty ? "/api/\(version)" : "/apis/\(apiVersion)"
        let unknown = manifest.error(
            for: [
                ManifestProblem(
                    FieldPath([.key("kind")]),
                    "the cluster has no \(name) of \(apiVersion)"
                )
            ],
            in: entry
        )
        let resources: JSON
        do {
            resources = try await client.json(.get, path)
        } catch let error as ClientError where error.isNotFound {
            throw unknown
        }
        for resource in resources["resources"]?.elements ?? []
        where resource["kind"]?.string == name {
            guard let plural = resource["name"]?.string, !plural.contains("/") else { continue }
            return ResourceKind(
                name,
                plural: plural,
                group: group,
                version: version,
                isNamespaced: resource["namespaced"]?.bool ?? true
            )
        }
        throw unknown
    }
}
