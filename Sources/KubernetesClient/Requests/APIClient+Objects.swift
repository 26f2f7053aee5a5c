public import Kubernetes

/// Requests for objects of a kind that is known when the program is written.
extension APIClient {
    /// One object.
    ///
    /// - Throws: `ClientError`; `isNotFound` when it is not there.
    public func get<Object: KubernetesObject>(
        _ type: Object.Type = Object.self,
        _ key: ObjectKey
    ) async throws -> Object {
        Object(json: try await get(Object.resource, key))
    }

    /// One object, `nil` when it is not there.
    public func find<Object: KubernetesObject>(
        _ type: Object.Type = Object.self,
        _ key: ObjectKey
    ) async throws -> Object? {
        do {
            return try await get(type, key)
        } catch let error as ClientError where error.isNotFound {
            return nil
        }
    }

    /// One page of objects.
    public func page<Object: KubernetesObject>(
        of type: Object.Type,
        _ query: ListQuery = ListQuery(),
        continuation: String? = nil
    ) async throws -> ListPage<Object> {
        let page = try await page(of: Object.resource, query, continuation: continuation)
        return ListPage(
            objects: page.objects.map { Object(json: $0.json) },
            resourceVersion: page.resourceVersion,
            continuation: page.continuation
        )
    }

    /// All objects, page by page.
    public func list<Object: KubernetesObject>(
        _ type: Object.Type = Object.self,
        _ query: ListQuery = ListQuery()
    ) async throws -> [Object] {
        var objects: [Object] = []
        var continuation: String?
        repeat {
            let page = try await page(of: type, query, continuation: continuation)
            objects += page.objects
            continuation = page.continuation
        } while continuation != nil
        return objects
    }

    /// Makes an object in the namespace that it names.
    public func create<Object: KubernetesObject>(
        _ object: Object,
        options: WriteOptions = WriteOptions()
    ) async throws -> Object {
        let json = try await create(
            Object.resource,
            namespace: object.metadata.namespace,
            object.json,
            options: options
        )
        return Object(json: json)
    }

    /// Replaces an object, or one of its subresources such as `status`.
    ///
    /// - Throws: `ClientError`; `isConflict` when it changed since it was read.
    public func update<Object: KubernetesObject>(
        _ object: Object,
        subresource: String? = nil,
        options: WriteOptions = WriteOptions()
    ) async throws -> Object {
        let json = try await update(
            Object.resource,
            object.key,
            object.json,
            subresource: subresource,
            options: options
        )
        return Object(json: json)
    }

    /// Changes a part of an object, or of one of its subresources.
    public func patch<Object: KubernetesObject>(
        _ type: Object.Type = Object.self,
        _ key: ObjectKey,
        _ patch: ObjectPatch,
        subresource: String? = nil,
        options: WriteOptions = WriteOptions()
    ) async throws -> Object {
        let json = try await self.patch(
            Object.resource,
            key,
            patch,
            subresource: subresource,
            options: options
        )
        return Object(json: json)
    }

    /// Asks for an object to be deleted; it is no error when it is gone already.
    public func delete<Object: KubernetesObject>(
        _ type: Object.Type,
        _ key: ObjectKey,
        options: DeleteOptions = DeleteOptions()
    ) async throws {
        do {
            try await delete(Object.resource, key, options: options)
        } catch let error as ClientError where error.isNotFound {
            return
        }
    }
}
