import Documents
import Failures
import HTTPTypes
public import Kubernetes
import KubernetesClient

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
    ///   - isForced: Whether fields of other managers are taken over.
    /// - Returns: What was done to each object.
    /// - Throws: `OperationsError.invalidManifest` with file, line and column of every problem.
    public func apply(
        _ manifest: Manifest,
        namespace: String,
        isDryRun: Bool = false,
        isForced: Bool = false
    ) async throws -> [AppliedObject] {
        try permitChange()
        try manifest.check()
        var kinds: [ResourceKind] = []
        for entry in manifest.entries { kinds.append(try await kind(of: entry, in: manifest)) }
        let pairs = zip(manifest.entries, kinds)
        for (entry, kind) in pairs {
            _ = try await write(entry, kind, manifest, namespace, isForced, isDryRun: true)
        }
        var results: [AppliedObject] = []
        for (entry, kind) in pairs {
            results.append(
                try await write(entry, kind, manifest, namespace, isForced, isDryRun: isDryRun)
            )
        }
        return results
    }

    private func write(
        _ entry: Manifest.Entry,
        _ kind: ResourceKind,
        _ manifest: Manifest,
        _ namespace: String,
        _ isForced: Bool,
        isDryRun: Bool
    ) async throws -> AppliedObject {
        let object = entry.object
        let place = kind.isNamespaced ? object.metadata.namespace ?? namespace : ""
        let key = ObjectKey(namespace: place, name: object.name)
        var json = object.json
        if kind.isNamespaced { json["metadata"]?["namespace"] = .string(place) }
        do {
            let before = try await existing(kind, key)
            let after = try await patch(kind, key, json, isForced: isForced, isDryRun: isDryRun)
            let change: AppliedObject.Change =
                before == nil
                ? .created
                : ClusterOperations.isSame(before ?? .null, after) ? .unchanged : .configured
            let name = kind.group.isEmpty ? kind.singular : "\(kind.singular).\(kind.group)"
            return AppliedObject(kind: name, key: key, change: change)
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
