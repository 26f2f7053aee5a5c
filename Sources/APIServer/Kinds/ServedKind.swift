import Kubernetes

/// A kind as this server serves it.
///
/// Discovery, routing, validation and output come from here.
struct ServedKind: Sendable {
    /// Names and the version in which objects are stored.
    var resource: ResourceKind
    /// The versions under which it is served, the preferred one first.
    var versions: [String]
    /// The type of its objects in the table of schemas.
    var schema: String
    /// The kind under which its objects are stored, where it shows those of another one.
    var alias: ResourceKind?
    /// How its objects are written in versions that differ from what is stored by more than a name.
    var conversions: [String: Conversion] = [:]
    /// Whether the API server itself did not know the kind: it is refused with the words of a custom
    /// resource, and takes no strategic merge patch.
    var isCustom = false
    /// Whether status is written apart from the rest.
    var hasStatus = false
    /// Whether changes of the desired state are counted in `metadata.generation`.
    var countsGenerations = false
    /// Whether it has a number of replicas to scale.
    var hasScale = false
    /// The selector of its pods, as a path, for the scale.
    var hasSelector = false
    /// Further subresources with their verbs.
    var subresources: [(name: String, verbs: [String])] = []
    /// What can be done with it.
    var verbs = ServedKind.allVerbs
    /// Names of sets of kinds that it is in, such as `all`.
    var categories: [String] = []
    /// Fields by which lists and watches may select, besides the name and namespace.
    var selectableFields: [String] = []
    /// What names its objects may have.
    var nameRule = NameRule.subdomain
    /// The columns of its tables.
    var columns: [Column] = Column.nameAndAge

    static let allVerbs = [
        "create", "delete", "deletecollection", "get", "list", "patch", "update", "watch",
    ]

    /// The kind under another of its versions.
    func resource(version: String) -> ResourceKind {
        var resource = resource
        resource.version = version
        return resource
    }

    /// The kind under which its objects are stored.
    var storage: ResourceKind { alias ?? resource }

    /// The type of its objects in one of its versions.
    func schema(version: String) -> String { conversions[version]?.schema ?? schema }

    /// The kind of its lists.
    var listKind: String { resource.kind + "List" }
}
