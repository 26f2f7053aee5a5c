import Documents
import Kubernetes

/// The environment of a container's process, built from nothing.
struct ContainerEnvironment: Sendable, Equatable {
    /// Names and values.
    var values: [String: String]
    /// Names of the manifest that are not passed on, since they change how programs are found and
    /// loaded.
    var refused: [String] = []
    /// Names whose values come from elsewhere and could not be found.
    var missing: [String] = []
    /// Names of Services that are not there.
    var unknownServices: Set<String> = []

    /// What the environment is made from.
    struct Source: Sendable {
        /// The pod.
        var pod: Pod
        /// The container of the pod.
        var container: Container
        /// The address of the pod.
        var address: String
        /// The path of the file with the pod's annotations.
        var podinfo: String
        /// What tells the cluster's processes from others.
        var mark: ClusterMark
        /// The folders of programs, from the cluster's own environment.
        var path: String
        /// The addresses of Services.
        var services: ServiceNames
        /// Ports that the container is given instead of those in its manifest.
        var ports: [Int: Int] = [:]
        /// Folders of this machine by the paths under which the container mounts them.
        var mounts: [String: String] = [:]
    }

    /// Builds the environment of a container.
    init(_ source: Source) {
        values = [
            "PATH": source.path, "HOME": "/tmp", "LANG": "C.UTF-8",
            "HOSTNAME": source.pod.name,
        ]
        for entry in source.container.json["env"]?.elements ?? [] {
            guard let name = entry["name"]?.string, !name.isEmpty else { continue }
            if ContainerEnvironment.isRefused(name) {
                refused.append(name)
                continue
            }
            let value: String
            if let origin = entry["valueFrom"] {
                guard
                    let found = ContainerEnvironment.value(
                        ofField: origin["fieldRef"]?["fieldPath"]?.string,
                        source
                    )
                else {
                    missing.append(name)
                    continue
                }
                value = found
            } else {
                value = entry["value"]?.string ?? ""
            }
            let resolution =
                name == "ENGINE_PREDICTOR"
                ? source.services.resolve(predictor: value, localhost: source.address)
                : source.services.resolve(value)
            unknownServices.formUnion(resolution.unknown)
            values[name] = resolution.text
        }
        for (name, value) in values where name.hasSuffix("_PORT") {
            if let port = Int(value), let other = source.ports[port] { values[name] = "\(other)" }
        }
        for (name, value) in values {
            for (mount, folder) in source.mounts where value.contains(mount) {
                values[name] = value.replacing(mount, with: folder)
            }
        }
        if values["MLSERVER_HTTP_PORT"] != nil, !source.ports.isEmpty {
            // MLServer would listen on all addresses, and write beside the cluster.
            values["MLSERVER_HOST"] = values["MLSERVER_HOST"] ?? "127.0.0.1"
            // Its pool of workers doubles its memory, and does not start with uvloop 0.22.
            values["MLSERVER_PARALLEL_WORKERS"] = values["MLSERVER_PARALLEL_WORKERS"] ?? "0"
            let metrics = source.podinfo.split(separator: "/", omittingEmptySubsequences: false)
                .dropLast().joined(separator: "/")
            values["MLSERVER_METRICS_DIR"] =
                values["MLSERVER_METRICS_DIR"] ?? metrics + "/\(source.container.name)-metrics"
        }
        // Where to listen: a program that was given other ports is reached by them on this machine.
        values["POD_IP"] = source.ports.isEmpty ? source.address : "127.0.0.1"
        values["SELDON_PODINFO"] = source.podinfo
        values[ClusterMark.name] = source.mark.value
    }

    /// Whether a name may not be given by a manifest.
    static func isRefused(_ name: String) -> Bool {
        name == "PATH" || name == ClusterMark.name
            || ["LD_", "PYTHON", "GLIBC_", "MALLOC_"].contains { name.hasPrefix($0) }
            || name.contains("=") || name.contains("\0")
    }

    private static func value(ofField path: String?, _ source: Source) -> String? {
        let metadata = source.pod.metadata
        switch path {
        case "metadata.name": return metadata.name
        case "metadata.namespace": return metadata.namespace ?? ""
        case "metadata.uid": return metadata.uid
        case "status.podIP", "status.podIPs": return source.address
        case "status.hostIP": return "127.0.0.1"
        case "spec.nodeName": return source.pod.nodeName ?? ""
        case "spec.serviceAccountName": return "default"
        default:
            for (prefix, values) in [
                ("metadata.labels['", metadata.labels),
                ("metadata.annotations['", metadata.annotations),
            ] {
                guard let path, path.hasPrefix(prefix), path.hasSuffix("']") else { continue }
                return values[String(path.dropFirst(prefix.count).dropLast(2))] ?? ""
            }
            return nil
        }
    }
}
