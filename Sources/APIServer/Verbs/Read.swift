import Documents
import HTTP
import Kubernetes

extension ClusterAPI {
    /// Answers a `get`.
    func get(_ call: Call, _ form: OutputForm) async throws(APIStatus) -> Response {
        if let text = call.query["resourceVersion"], !text.isEmpty {
            let options = try ListOptions(call.query, isWatch: false)
            try await wait(for: options)
        }
        guard let object = await store.object(call.id) else {
            throw .notFound(call.resource, call.name ?? "")
        }
        if call.subresource == "scale" {
            return Answer.document(try Scale(object.json, kind: call.kind).json, form: form)
        }
        return ObjectAnswer(call, form).one(.stored(object))
    }

    /// Answers a `list`.
    func list(_ call: Call, _ form: OutputForm) async throws(APIStatus) -> Response {
        let options = try ListOptions(call.query, isWatch: false)
        let selection = try Selection(call.query, kind: call.kind, name: call.name)
        try await wait(for: options)
        let (newest, current) = await store.snapshot(call.kind.storage)
        var collection = newest
        if options.match == "Exact", let version = options.version, version != current {
            throw .tooOld("The resourceVersion for the provided list is too old.")
        }
        var version = current
        if let token = options.continuation, token.version > 0 {
            // All pages show what was there at the first; the newest state stands in for it only
            // when too many other lists have begun since.
            if let kept = await store.kept(call.kind.storage, at: token.version) {
                collection = kept
            } else {
                guard token.version <= current, await store.knows(since: token.version) else {
                    throw .expired(token)
                }
            }
            version = token.version
        }
        var objects = collection.slice(namespace: call.namespace)
        if let token = options.continuation {
            let after = token.after(namespace: call.namespace)
            let start = collection.position(of: after)
            objects = objects[min(max(start, objects.startIndex), objects.endIndex)...]
            if objects.first?.id.key == after { objects.removeFirst() }
        }
        let page = Page(objects, selection: selection, limit: options.limit)
        if page.last != nil, options.continuation?.version != -1 {
            await store.keep(collection, of: call.kind.storage, at: version)
        }
        return ObjectAnswer(call, form).list(
            page.objects,
            version: version,
            continuation: page.last.map {
                ContinueToken(version: version, after: $0, namespace: call.namespace).text
            } ?? "",
            remaining: page.remaining
        )
    }

    /// Waits for a version that the client has seen elsewhere.
    ///
    /// There is only one server, so a version that is not here yet will not come: 504, as the real
    /// one says after three seconds.
    private func wait(for options: ListOptions) async throws(APIStatus) {
        let current = await store.version
        if let version = options.version, version > current {
            throw .tooNew(version, current: current)
        }
    }
}

/// A part of a list.
private struct Page {
    var objects: [StoredObject] = []
    /// The last key of the page, when there are more.
    var last: ObjectKey?
    /// How many come after the page, when that is known without selecting.
    var remaining: Int?

    init(_ all: ArraySlice<StoredObject>, selection: Selection, limit: Int?) {
        guard let limit else {
            objects = selection.isAll ? Array(all) : all.filter(selection.matches)
            return
        }
        for (offset, object) in all.enumerated() where selection.matches(object) {
            if objects.count == limit {
                last = objects.last?.id.key
                remaining = selection.isAll ? all.count - offset : nil
                return
            }
            objects.append(object)
        }
    }
}

extension APIStatus {
    /// The refusal of a token that is too old, with one that goes on from the newest state.
    fileprivate static func expired(_ token: ContinueToken) -> APIStatus {
        var status = tooOld(
            "The provided continue parameter is too old to display a consistent list result. You "
                + "can start a new list without the continue parameter, or use the continue token "
                + "in this response to retrieve the remainder of the results. Continuing with the "
                + "provided token results in an inconsistent list - objects that were created, "
                + "modified, or deleted between the time the first chunk was returned and now may "
                + "show up in the list."
        )
        status.continuation = token.inconsistent.text
        return status
    }
}
