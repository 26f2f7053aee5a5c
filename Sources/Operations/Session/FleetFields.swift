import Documents

/// What of the objects that are watched is kept: all that any view of the fleet reads, and no more,
/// since a big cluster has thousands of them.
enum FleetFields {
    private static let lastApplied = "kubectl.kubernetes.io/last-applied-configuration"
    private static let metadata: Projection = [
        "name": .all, "namespace": .all, "uid": .all, "resourceVersion": .all, "generation": .all,
        "labels": .all, "ownerReferences": .all, "creationTimestamp": .all,
        "deletionTimestamp": .all,
    ]

    /// Of a SeldonDeployment everything but what others wrote about it.
    static let resources = Projection.all(with: [
        "metadata": Projection.all(
            but: "managedFields",
            "selfLink"
        ).without("annotations", lastApplied)
    ])

    /// Of a Deployment how many pods it has and wants, and whose they are.
    static let workloads: Projection = [
        "metadata": metadata, "status": .all,
        "spec": [
            "replicas": .all, "paused": .all, "progressDeadlineSeconds": .all, "selector": .all,
            "strategy": .all,
            "template": [
                "metadata": ["labels": .all, "annotations": .all],
                "spec": ["containers": container],
            ],
        ],
    ]

    private static let container: Projection = [
        "name": .all, "image": .all, "args": .all, "command": .all, "ports": .all,
        "resources": .all, "env": ["name": .all, "value": .all],
    ]

    /// Of a pod whose it is, what runs in it and how it is.
    static let pods: Projection = [
        "metadata": metadata,
        "spec": [
            "nodeName": .all, "containers": container, "initContainers": ["name": .all],
            "restartPolicy": .all,
        ],
        "status": Projection.all(
            but: "hostIP",
            "hostIPs",
            "podIPs",
            "qosClass",
            "resourceClaimStatuses",
            "resize"
        ).with("containerStatuses", status).with("initContainerStatuses", status),
    ]

    private static let status = Projection.all(
        but: "containerID",
        "imageID",
        "volumeMounts",
        "allocatedResources",
        "resources",
        "user"
    )

    /// Of an event what happened to what.
    static let warnings: Projection = [
        "metadata": ["name": .all, "namespace": .all, "uid": .all, "creationTimestamp": .all],
        "involvedObject": .all, "type": .all, "reason": .all, "message": .all, "count": .all,
        "firstTimestamp": .all, "lastTimestamp": .all, "eventTime": .all, "series": .all,
        "source": .all,
    ]

    /// Of a VirtualService whose it is and how it splits.
    static let routes: Projection = [
        "metadata": metadata, "spec": ["hosts": .all, "gateways": .all, "http": .all],
    ]
}
