import Documents
import Kubernetes
public import KubernetesClient

/// The controllers that make pods of Deployments and keep up what hangs together, all that Kubernetes'
/// own controller manager and scheduler do for us.
///
/// They know nothing but the API.
public struct ControllerGroup: Sendable {
    private let client: APIClient
    private let clock: any Clock<Duration>

    /// Makes the controllers of a cluster.
    ///
    /// - Parameters:
    ///   - client: The API server's client.
    ///   - clock: What waiting is measured by.
    public init(_ client: APIClient, clock: any Clock<Duration> = ContinuousClock()) {
        var client = client
        client.fieldManager = "radiant-controllers"
        self.client = client
        self.clock = clock
    }

    /// Runs until the task is cancelled.
    public func run() async {
        let pods = ObjectStore<Pod> { pod in
            [PodIndex.namespace(pod.namespace)] + (pod.isUnbound ? [PodIndex.unbound] : [])
        }
        let services = ObjectStore<Service> { [$0.namespace] }
        let nodes = ObjectStore<Node>()
        let deployments = ObjectStore<Deployment>()
        let replicaSets = ObjectStore<ReplicaSet>()
        let autoscalers = ObjectStore<DynamicObject>()
        let budgets = ObjectStore<DynamicObject> { [$0.namespace] }
        let garbage = GarbageReconciler(
            client: client,
            stores: Dictionary(
                uniqueKeysWithValues: Self.ownedKinds.map { kind in
                    (kind, ObjectStore { $0.metadata.ownerReferences.map(\.uid) })
                }
            )
        )
        await withDiscardingTaskGroup { group in
            group.addTask { await Reflector(client, into: pods, clock: clock).run() }
            group.addTask { await Reflector(client, into: services, clock: clock).run() }
            group.addTask { await Reflector(client, into: nodes, clock: clock).run() }
            group.addTask { await Reflector(client, into: deployments, clock: clock).run() }
            group.addTask { await Reflector(client, into: replicaSets, clock: clock).run() }
            let more: [(ResourceKind, ObjectStore<DynamicObject>)] = [
                (.horizontalPodAutoscaler, autoscalers), (.podDisruptionBudget, budgets),
            ]
            for (kind, store) in more {
                group.addTask {
                    await Reflector(client, kind: kind, into: store, clock: clock).run()
                }
            }
            group.addTask { await autoscalingLoop(autoscalers).run() }
            group.addTask { await disruptionLoop(budgets, pods).run() }
            for (kind, store) in garbage.stores {
                group.addTask {
                    await Reflector(client, kind: kind, into: store, clock: clock).run()
                }
            }
            group.addTask { await deploymentLoop(deployments, replicaSets).run() }
            group.addTask { await replicaSetLoop(replicaSets, pods).run() }
            group.addTask { await endpointsLoop(services, pods).run() }
            group.addTask { await schedulingLoop(pods, nodes).run() }
            group.addTask { await garbageLoop(garbage).run() }
        }
    }

    /// The kinds that own something or belong to something.
    private static let ownedKinds: [ResourceKind] = [
        .pod, .replicaSet, .deployment, .service, .endpointSlice, .configMap,
        .horizontalPodAutoscaler, .podDisruptionBudget, .virtualService, .destinationRule,
        .seldonDeployment,
    ]

    private func deploymentLoop(
        _ deployments: ObjectStore<Deployment>,
        _ replicaSets: ObjectStore<ReplicaSet>
    ) -> ControlLoop<DeploymentReconciler> {
        ControlLoop(
            "deployment-controller",
            DeploymentReconciler(
                client: client,
                events: EventRecorder(client, component: "deployment-controller")
            ),
            triggers: [
                .changes(of: deployments) { [$0.key] },
                .changes(of: replicaSets) { Self.controllers(of: $0, kind: "Deployment") },
            ],
            clock: clock
        )
    }

    private func replicaSetLoop(
        _ replicaSets: ObjectStore<ReplicaSet>,
        _ pods: ObjectStore<Pod>
    ) -> ControlLoop<ReplicaSetReconciler> {
        ControlLoop(
            "replicaset-controller",
            ReplicaSetReconciler(
                client: client,
                events: EventRecorder(client, component: "replicaset-controller")
            ),
            triggers: [
                .changes(of: replicaSets) { [$0.key] },
                .changes(of: pods) { Self.controllers(of: $0, kind: "ReplicaSet") },
            ],
            clock: clock
        )
    }

    private func endpointsLoop(
        _ services: ObjectStore<Service>,
        _ pods: ObjectStore<Pod>
    ) -> ControlLoop<EndpointsReconciler> {
        ControlLoop(
            "endpoints-controller",
            EndpointsReconciler(client: client, pods: pods),
            triggers: [
                .changes(of: services) { [$0.key] },
                .changes(of: pods) { change in
                    let labels = [change.old, change.new].compactMap { $0?.metadata.labels }
                    return await services.objects(indexedBy: change.key.namespace)
                        .filter { service in
                            let selector = LabelSelector(matching: service.selector)
                            return !service.selector.isEmpty
                                && labels.contains(where: selector.matches)
                        }
                        .map(\.key)
                },
            ],
            clock: clock
        )
    }

    private func autoscalingLoop(
        _ autoscalers: ObjectStore<DynamicObject>
    ) -> ControlLoop<AutoscalingReconciler> {
        ControlLoop(
            "horizontal-pod-autoscaler",
            AutoscalingReconciler(
                client: client,
                events: EventRecorder(client, component: "horizontal-pod-autoscaler")
            ),
            triggers: [
                // Its own report is no reason to look again.
                .changes(of: autoscalers) { change in
                    change.old?.spec == change.new?.spec ? [] : [change.key]
                }
            ],
            clock: clock
        )
    }

    private func disruptionLoop(
        _ budgets: ObjectStore<DynamicObject>,
        _ pods: ObjectStore<Pod>
    ) -> ControlLoop<DisruptionReconciler> {
        ControlLoop(
            "disruption-controller",
            DisruptionReconciler(client: client),
            triggers: [
                .changes(of: budgets) { [$0.key] },
                .changes(of: pods) { change in
                    let labels = [change.old, change.new].compactMap { $0?.metadata.labels }
                    return await budgets.objects(indexedBy: change.key.namespace)
                        .filter { budget in
                            let selector = LabelSelector(json: budget.spec["selector"] ?? .null)
                            return labels.contains(where: selector.matches)
                        }
                        .map(\.key)
                },
            ],
            clock: clock
        )
    }

    private func schedulingLoop(
        _ pods: ObjectStore<Pod>,
        _ nodes: ObjectStore<Node>
    ) -> ControlLoop<SchedulingReconciler> {
        ControlLoop(
            "scheduler",
            SchedulingReconciler(
                client: client,
                events: EventRecorder(client, component: "default-scheduler"),
                nodes: nodes
            ),
            triggers: [
                .changes(of: pods) { change in
                    change.new.map { $0.isUnbound ? [$0.key] : [] } ?? []
                },
                .changes(of: nodes) { change in
                    guard change.new?.takesPods ?? false, !(change.old?.takesPods ?? false) else {
                        return []
                    }
                    return await pods.objects(indexedBy: PodIndex.unbound).map(\.key)
                },
            ],
            clock: clock
        )
    }

    private func garbageLoop(_ garbage: GarbageReconciler) -> ControlLoop<GarbageReconciler> {
        ControlLoop(
            "garbage-collector",
            garbage,
            triggers: garbage.stores.map { kind, store in
                .changes(of: store) { change in await garbage.concerned(by: change, of: kind) }
            },
            clock: clock
        )
    }

    /// The key of what drives an object, before and after a change.
    private static func controllers<Object: KubernetesObject>(
        of change: StoreChange<Object>,
        kind: String
    ) -> [ObjectKey] {
        let owners = [change.old, change.new].compactMap { $0?.metadata.controller }
        return Set(owners.filter { $0.kind == kind }.map(\.name)).map {
            ObjectKey(namespace: change.key.namespace, name: $0)
        }
    }
}

/// The words under which a store finds pods.
enum PodIndex {
    /// Pods that wait for a node.
    static let unbound = "unbound"

    /// Pods of a namespace.
    static func namespace(_ name: String) -> String { "namespace/\(name)" }
}
