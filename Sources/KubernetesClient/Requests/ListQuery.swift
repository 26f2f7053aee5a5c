import HTTP
public import Kubernetes

/// Which objects of a kind are meant.
public struct ListQuery: Sendable, Hashable {
    /// The namespace; `nil` for all of them.
    public var namespace: String?
    /// What their labels must be.
    public var labels: LabelSelector
    /// What their fields must be, such as `metadata.name=x`; empty for anything.
    public var fields: String
    /// How many objects the server shall send at once.
    ///
    /// 500 is what kubectl asks for.
    public var pageSize: Int

    /// Makes a query.
    public init(
        namespace: String? = nil,
        labels: LabelSelector = LabelSelector(),
        fields: String = "",
        pageSize: Int = 500
    ) {
        self.namespace = namespace
        self.labels = labels
        self.fields = fields
        self.pageSize = pageSize
    }

    /// The parameters that lists and watches have in common.
    func parameters() -> Query {
        var query = Query()
        if !labels.requirements.isEmpty { query["labelSelector"] = labels.query }
        if !fields.isEmpty { query["fieldSelector"] = fields }
        return query
    }
}

/// One page of a list.
public struct ListPage<Object: KubernetesObject>: Sendable, Equatable {
    /// The objects.
    public var objects: [Object]
    /// The version of the list, from which a watch goes on.
    public var resourceVersion: String
    /// What asks for the next page; `nil` at the end.
    public var continuation: String?

    /// Makes a page.
    public init(objects: [Object], resourceVersion: String, continuation: String? = nil) {
        self.objects = objects
        self.resourceVersion = resourceVersion
        self.continuation = continuation
    }
}
