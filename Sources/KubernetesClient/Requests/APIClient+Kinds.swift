public import Documents
import HTTP
import HTTPTypes
public import Kubernetes

/// Requests for objects of a kind that is known only when the program runs.
extension APIClient {
    /// One object.
    public func get(
        _ kind: ResourceKind,
        _ key: ObjectKey,
        subresource: String? = nil
    ) async throws -> JSON {
        try await json(.get, path(kind, key, subresource))
    }

    /// One page of the objects of a kind.
    ///
    /// - Parameters:
    ///   - kind: The kind.
    ///   - query: Which objects.
    ///   - continuation: What the page before said; `nil` for the first page.
    ///   - longestStall: How long nothing at all may arrive, in whole seconds.
    ///   - projection: What of the objects is of interest; `nil` for all of it.
    /// - Returns: The objects, with what asks for the next page.
    /// - Throws: `ClientError`.
    public func page(
        of kind: ResourceKind,
        _ query: ListQuery = ListQuery(),
        continuation: String? = nil,
        longestStall: Duration = .seconds(30),
        keeping projection: Projection? = nil
    ) async throws -> ListPage<DynamicObject> {
        var parameters = query.parameters()
        parameters["limit"] = String(query.pageSize)
        if let continuation { parameters["continue"] = continuation }
        let path = kind.path(namespace: query.namespace)
        let json = try await json(
            .get,
            path,
            query: parameters,
            options: RequestOptions(
                delivery: .collected(upTo: APIClient.documentLimit),
                timeout: .seconds(300),
                longestStall: longestStall
            ),
            keeping: projection.map { ["kind": .all, "metadata": .all, "items": $0] } ?? .all
        )
        guard let items = json["items"] else {
            throw ClientError.malformedReply(to: "GET \(path)", problem: "it is no list")
        }
        let next = json["metadata"]?["continue"]?.string ?? ""
        return ListPage(
            objects: items.elements.map {
                DynamicObject(json: projection == nil ? $0.completed(as: kind) : $0)
            },
            resourceVersion: json["metadata"]?["resourceVersion"]?.string ?? "",
            continuation: next.isEmpty ? nil : next
        )
    }

    /// Makes an object.
    public func create(
        _ kind: ResourceKind,
        namespace: String? = nil,
        _ object: JSON,
        options: WriteOptions = WriteOptions()
    ) async throws -> JSON {
        try await json(
            .post,
            kind.path(namespace: namespace),
            query: options.parameters(fieldManager: fieldManager),
            fields: [.contentType: "application/json"],
            body: .bytes(object.bytes())
        )
    }

    /// Replaces an object, or one of its subresources such as `status`.
    public func update(
        _ kind: ResourceKind,
        _ key: ObjectKey,
        _ object: JSON,
        subresource: String? = nil,
        options: WriteOptions = WriteOptions()
    ) async throws -> JSON {
        try await json(
            .put,
            path(kind, key, subresource),
            query: options.parameters(fieldManager: fieldManager),
            fields: [.contentType: "application/json"],
            body: .bytes(object.bytes())
        )
    }

    /// Changes a part of an object, or of one of its subresources such as `scale`.
    public func patch(
        _ kind: ResourceKind,
        _ key: ObjectKey,
        _ patch: ObjectPatch,
        subresource: String? = nil,
        options: WriteOptions = WriteOptions()
    ) async throws -> JSON {
        var query = options.parameters(fieldManager: fieldManager)
        if case .apply(_, isForced: true) = patch { query["force"] = "true" }
        return try await json(
            .patch,
            path(kind, key, subresource),
            query: query,
            fields: [.contentType: patch.contentType],
            body: .bytes(patch.document.bytes())
        )
    }

    /// Asks for an object to be deleted.
    ///
    /// - Returns: The server's answer: the object while it still ends, or a status.
    @discardableResult
    public func delete(
        _ kind: ResourceKind,
        _ key: ObjectKey,
        options: DeleteOptions = DeleteOptions()
    ) async throws -> JSON {
        try await json(
            .delete,
            path(kind, key, nil),
            fields: [.contentType: "application/json"],
            body: .bytes(options.json.bytes())
        )
    }

    private func path(_ kind: ResourceKind, _ key: ObjectKey, _ subresource: String?) -> String {
        kind.path(
            namespace: key.namespace.isEmpty ? nil : percentEncoded(key.namespace),
            name: percentEncoded(key.name),
            subresource: subresource
        )
    }
}

extension JSON {
    /// The object with `apiVersion` and `kind`, which servers leave out of the items of lists.
    func completed(as kind: ResourceKind) -> JSON {
        guard self["kind"] == nil, !kind.kind.isEmpty else { return self }
        var members: JSONObject = [
            "apiVersion": .string(kind.apiVersion), "kind": .string(kind.kind),
        ]
        for (key, value) in self.members { members[key] = value }
        return .object(members)
    }
}
