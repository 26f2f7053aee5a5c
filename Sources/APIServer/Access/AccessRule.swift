/// What users of a name or group may do, in the words of RBAC; `*` stands for everything.
public struct AccessRule: Sendable, Hashable {
    /// What may be done, such as `get` or `patch`.
    public var verbs: [String]
    /// The API groups, the core group being empty.
    public var apiGroups: [String]
    /// The resources, such as `pods` or `pods/log`.
    public var resources: [String]
    /// The names it is limited to; empty for all.
    public var resourceNames: [String]
    /// The only namespace it holds in; `nil` for all and for what is in none.
    public var namespace: String?

    /// Makes a rule.
    public init(
        verbs: [String],
        apiGroups: [String] = ["*"],
        resources: [String] = ["*"],
        resourceNames: [String] = [],
        namespace: String? = nil
    ) {
        self.verbs = verbs
        self.apiGroups = apiGroups
        self.resources = resources
        self.resourceNames = resourceNames
        self.namespace = namespace
    }

    /// Whether the rule allows an action.
    public func allows(_ action: Action) -> Bool {
        if let namespace, namespace != action.namespace { return false }
        guard AccessRule.lists(verbs, action.verb), AccessRule.lists(apiGroups, action.group),
            resourceNames.isEmpty || resourceNames.contains(action.name ?? "")
        else { return false }
        return AccessRule.lists(resources, action.resource)
            || action.subresource.map { resources.contains("*/\($0)") } ?? false
    }

    private static func lists(_ values: [String], _ value: String) -> Bool {
        values.contains("*") || values.contains(value)
    }
}

/// Something that somebody wants to do with a resource.
public struct Action: Sendable, Hashable {
    /// The verb, such as `list`.
    public var verb: String
    /// The API group.
    public var group: String
    /// The resource with its subresource, such as `pods/log`.
    public var resource: String
    /// The namespace; `nil` at the scope of the cluster.
    public var namespace: String?
    /// The name of the object; `nil` for a collection.
    public var name: String?

    /// Makes an action.
    public init(
        verb: String,
        group: String,
        resource: String,
        namespace: String? = nil,
        name: String? = nil
    ) {
        self.verb = verb
        self.group = group
        self.resource = resource
        self.namespace = namespace
        self.name = name
    }

    var subresource: String? {
        resource.firstIndex(of: "/").map { String(resource[resource.index(after: $0)...]) }
    }
}
