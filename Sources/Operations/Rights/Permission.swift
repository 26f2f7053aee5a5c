public import Kubernetes

/// One thing that somebody may or may not do with a kind of object.
public struct Permission: Sendable, Hashable {
    /// The verb of the API, such as `patch`.
    public var verb: String
    /// The kind of object.
    public var kind: ResourceKind
    /// The part of the object, such as `log`; `nil` for the object.
    public var subresource: String?

    /// A permission.
    public init(_ verb: String, _ kind: ResourceKind, subresource: String? = nil) {
        self.verb = verb
        self.kind = kind
        self.subresource = subresource
    }

    /// The resource as rules name it, without its group, such as `pods/log`.
    public var resource: String { kind.plural + (subresource.map { "/\($0)" } ?? "") }

    /// The same with the kind's short name where it has one, such as `sdep`.
    public var shortResource: String {
        (kind.shortNames.first ?? kind.plural) + (subresource.map { "/\($0)" } ?? "")
    }

    /// Verb and resource with its group, such as `patch seldondeployments.machinelearning.seldon.io`.
    public var description: String {
        "\(verb) \(kind.qualifiedName)" + (subresource.map { "/\($0)" } ?? "")
    }
}

extension Permission {
    /// To change weights, replicas, images and all else of a SeldonDeployment.
    public static let changeDeployments = Permission("patch", .seldonDeployment)
    /// To apply a manifest of a SeldonDeployment that is not there yet.
    public static let createDeployments = Permission("create", .seldonDeployment)
    /// To delete a SeldonDeployment.
    public static let deleteDeployments = Permission("delete", .seldonDeployment)
    /// To restart pods, which touches their Deployment's template.
    public static let restartWorkloads = Permission("patch", .deployment)
    /// To delete a pod.
    public static let deletePods = Permission("delete", .pod)
    /// To read logs.
    public static let readLogs = Permission("get", .pod, subresource: "log")
    /// To open a shell in a container.
    public static let execute = Permission("create", .pod, subresource: "exec")
    /// To forward a port of a pod.
    public static let forwardPorts = Permission("create", .pod, subresource: "portforward")
    /// To ask orchestrators for their metrics.
    public static let readMetrics = Permission("get", .pod, subresource: "proxy")
    /// To send a test request to one predictor.
    public static let askPredictor = Permission("create", .service, subresource: "proxy")
    /// To see events.
    public static let seeEvents = Permission("list", .event)

    /// All that the console looks at before it offers an action.
    public static let offered: [Permission] = [
        .changeDeployments, .createDeployments, .deleteDeployments, .restartWorkloads, .deletePods,
        .readLogs, .execute, .forwardPorts, .readMetrics, .askPredictor, .seeEvents,
    ]
}
