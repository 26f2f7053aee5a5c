import KubernetesClient
import Logging

/// What all pods of a node have in common.
struct PodSettings: Sendable {
    /// The client of the node.
    var client: APIClient
    /// The programs of images.
    var catalogue: ImageCatalogue
    /// What starts processes.
    var launcher: any ProcessLauncher
    /// What asks containers how they are.
    var prober: Prober
    /// What passes connections on.
    var forward: Forwarding
    /// The logs of containers.
    var logs: PodLogs
    /// The processes that run.
    var ledger: ProcessLedger
    /// What measures the containers.
    var meter: ResourceMeter
    /// What writes events.
    var events: EventReporter
    /// The cluster's data directory.
    var directory: DataDirectory
    /// The folders in which programs find others.
    var path: String
    /// What waiting is measured by.
    var clock: any Clock<Duration>
    /// Where it is said what the status of a pod does not show.
    var logger: Logger

    /// How often a container is asked while it is not ready.
    var eagerPeriod = Duration.milliseconds(200)
    /// How often a ready container is asked at most.
    var calmPeriod = Duration.seconds(1)
    /// How long the Services that a container names may take to come.
    var patience = Duration.seconds(5)
    /// How long a pod still serves after it was asked to end, while requests are led elsewhere.
    var drain = Duration.seconds(1)
}
