import Documents
import Kubernetes

/// A group of the API with what is served in it.
struct ServedGroup: Sendable {
    /// The name; empty for the core group.
    var name: String
    /// The versions, the preferred one first.
    var versions: [String]

    /// All groups, in the order in which they are first named in the table of kinds.
    static let all: [ServedGroup] = {
        var groups: [ServedGroup] = []
        func add(_ name: String, _ versions: [String]) {
            guard let index = groups.firstIndex(where: { $0.name == name }) else {
                groups.append(ServedGroup(name: name, versions: versions))
                return
            }
            for version in versions where !groups[index].versions.contains(version) {
                groups[index].versions.append(version)
            }
        }
        for kind in ServedKind.all { add(kind.resource.group, kind.versions) }
        for kind in Review.all { add(kind.group, [kind.version]) }
        return groups
    }()

    /// The resources of a version, with their subresources.
    func resources(version: String) -> [ServedResource] {
        let kinds = ServedKind.all.filter {
            $0.resource.group == name && $0.versions.contains(version)
        }
        let reviews = Review.all.filter { $0.group == name && $0.version == version }
        return kinds.flatMap { ServedResource.all(of: $0, version: version) }
            + reviews.map { ServedResource(review: $0) }
    }
}

/// A resource or subresource as discovery says it.
struct ServedResource: Sendable {
    var name: String
    var kind: ResourceKind
    /// Group, version and kind of what it answers, where that is not of the group itself.
    var response: ResourceKind?
    var verbs: [String]
    var categories: [String] = []
    /// Whether it is one of a custom resource.
    var isCustom = false

    /// The resource of a kind and its subresources.
    static func all(of kind: ServedKind, version: String) -> [ServedResource] {
        let resource = kind.resource(version: version)
        let change = ["get", "patch", "update"]
        var result = [
            ServedResource(
                name: resource.plural,
                kind: resource,
                verbs: kind.isCustom ? customOrder.filter(kind.verbs.contains) : kind.verbs,
                categories: kind.categories
            )
        ]
        func add(_ name: String, _ verbs: [String], _ response: ResourceKind? = nil) {
            result.append(
                ServedResource(
                    name: "\(resource.plural)/\(name)",
                    kind: resource,
                    response: response,
                    verbs: verbs
                )
            )
        }
        for subresource in kind.subresources {
            add(
                subresource.name,
                subresource.verbs,
                ServedResource.response(of: subresource.name, resource.kind)
            )
        }
        if kind.hasScale { add("scale", change, Scale.resource) }
        if kind.hasStatus, kind.verbs.contains("update") { add("status", change) }
        for index in result.indices { result[index].isCustom = kind.isCustom }
        return result
    }

    /// The order in which the real server names the verbs of custom resources.
    private static let customOrder = [
        "delete", "deletecollection", "get", "list", "patch", "create", "update", "watch",
    ]

    /// The kind that a subresource of a kind takes, where it is not that kind itself.
    private static func response(of subresource: String, _ kind: String) -> ResourceKind? {
        switch subresource {
        case "proxy": ResourceKind(kind + "ProxyOptions", plural: "")
        case "exec": ResourceKind(kind + "ExecOptions", plural: "")
        case "attach": ResourceKind(kind + "AttachOptions", plural: "")
        case "portforward": ResourceKind(kind + "PortForwardOptions", plural: "")
        case "eviction": ResourceKind("Eviction", plural: "", group: "policy")
        default: nil
        }
    }

    init(
        name: String,
        kind: ResourceKind,
        response: ResourceKind? = nil,
        verbs: [String],
        categories: [String] = []
    ) {
        self.name = name
        self.kind = kind
        self.response = response
        self.verbs = verbs
        self.categories = categories
    }

    init(review: ResourceKind) {
        self.init(name: review.plural, kind: review, verbs: ["create"])
    }

    /// Whether it is a part of another.
    var isSubresource: Bool { name.contains("/") }
}
