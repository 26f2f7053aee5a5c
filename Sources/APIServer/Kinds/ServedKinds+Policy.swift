import Kubernetes

extension ServedKind {
    /// How far the pods of a selector may be disturbed.
    static let disruptionBudget = ServedKind(
        resource: .podDisruptionBudget,
        versions: ["v1"],
        schema: "PodDisruptionBudget",
        hasStatus: true,
        countsGenerations: true,
        columns: Column.disruptionBudgets
    )

    /// The events of the core group under the names of their own group.
    static let namedEvents = ServedKind(
        resource: ResourceKind(
            "Event",
            plural: "events",
            group: "events.k8s.io",
            shortNames: ["ev"]
        ),
        versions: ["v1"],
        schema: "EventsEvent",
        alias: .event,
        conversions: ["v1": .events],
        selectableFields: ["reason", "type"],
        columns: Column.events
    )
}
