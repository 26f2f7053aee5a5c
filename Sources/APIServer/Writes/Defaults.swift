import Documents
import Kubernetes

/// What the server fills in where a client left it open.
struct Defaults: Sendable {
    private let kind: ServedKind

    init(_ kind: ServedKind) { self.kind = kind }

    /// Fills in the defaults of the kind, an address for a Service among them.
    func fill(_ object: inout JSON, transaction: StoreTransaction) {
        switch kind.resource {
        case .namespace:
            object["spec"] = object["spec"] ?? ["finalizers": ["kubernetes"]]
            object["status"] = object["status"] ?? ["phase": "Active"]
            let name = object["metadata"]?["name"] ?? ""
            let labels = object["metadata"]?["labels"] ?? [:]
            object["metadata"]?["labels"] = labels.merging(["kubernetes.io/metadata.name": name])
        case .pod:
            Defaults.fillPod(&object["spec", default: [:]])
            if object["status"] == nil { object["status"] = ["phase": "Pending"] }
        case .service: fillService(&object, transaction)
        case .deployment: Defaults.fillDeployment(&object["spec", default: [:]])
        case .replicaSet:
            object["spec", default: [:]].setIfAbsent("replicas", 1)
            Defaults.fillPod(
                &object["spec", default: [:]]["template", default: [:]]["spec", default: [:]]
            )
        case .horizontalPodAutoscaler: Defaults.fillAutoscaler(&object["spec", default: [:]])
        case .secret:
            object.setIfAbsent("type", "Opaque")
            Defaults.encodeStrings(&object)
        default: break
        }
    }

    /// Moves the plain texts of a Secret to its data, in base 64.
    private static func encodeStrings(_ secret: inout JSON) {
        guard let texts = secret["stringData"]?.strings else { return }
        var data = secret["data"] ?? [:]
        for (key, text) in texts.sorted(by: { $0.key < $1.key }) {
            data[key] = .string(Base64.encode(Array(text.utf8), .standard))
        }
        secret["data"] = data
        secret["stringData"] = nil
    }

    private static func fillAutoscaler(_ spec: inout JSON) {
        spec.setIfAbsent("minReplicas", 1)
        guard spec["metrics"]?.elements.isEmpty ?? true else { return }
        let target: JSON = ["type": "Utilization", "averageUtilization": 80]
        spec["metrics"] = [["type": "Resource", "resource": ["name": "cpu", "target": target]]]
    }

    private static func fillDeployment(_ spec: inout JSON) {
        spec.setIfAbsent("replicas", 1)
        spec.setIfAbsent("revisionHistoryLimit", 10)
        spec.setIfAbsent("progressDeadlineSeconds", 600)
        spec["strategy", default: [:]].setIfAbsent("type", "RollingUpdate")
        if spec["strategy"]?["type"] == "RollingUpdate" {
            spec["strategy", default: [:]]["rollingUpdate", default: [:]]
                .setIfAbsent("maxUnavailable", "25%")
            spec["strategy", default: [:]]["rollingUpdate", default: [:]]
                .setIfAbsent("maxSurge", "25%")
        }
        fillPod(&spec["template", default: [:]]["spec", default: [:]])
    }

    private static func fillPod(_ spec: inout JSON) {
        spec.setIfAbsent("restartPolicy", "Always")
        spec.setIfAbsent("terminationGracePeriodSeconds", 30)
        spec.setIfAbsent("dnsPolicy", "ClusterFirst")
        spec.setIfAbsent("securityContext", [:])
        spec.setIfAbsent("schedulerName", "default-scheduler")
        for list in ["initContainers", "containers"] where spec[list] != nil {
            spec[list] = .array(spec[list]?.elements.map(filledContainer) ?? [])
        }
    }

    private static func filledContainer(_ container: JSON) -> JSON {
        guard case .object = container else { return container }
        var container = container
        container.setIfAbsent("resources", [:])
        container.setIfAbsent("terminationMessagePath", "/dev/termination-log")
        container.setIfAbsent("terminationMessagePolicy", "File")
        let image = container["image"]?.string ?? ""
        let name = image.split(separator: "/").last ?? ""
        let isLatest = !name.contains(":") || name.hasSuffix(":latest")
        container.setIfAbsent("imagePullPolicy", isLatest ? "Always" : "IfNotPresent")
        if let ports = container["ports"]?.array {
            container["ports"] = .array(ports.map { filled($0, "protocol", "TCP") })
        }
        for name in ["livenessProbe", "readinessProbe", "startupProbe"]
        where container[name] != nil {
            container[name] = container[name].map(filledProbe)
        }
        return container
    }

    private static func filledProbe(_ probe: JSON) -> JSON {
        var probe = probe
        probe.setIfAbsent("timeoutSeconds", 1)
        probe.setIfAbsent("periodSeconds", 10)
        probe.setIfAbsent("successThreshold", 1)
        probe.setIfAbsent("failureThreshold", 3)
        if let get = probe["httpGet"] { probe["httpGet"] = filled(get, "scheme", "HTTP") }
        return probe
    }

    private static func filled(_ value: JSON, _ key: String, _ missing: JSON) -> JSON {
        var value = value
        value.setIfAbsent(key, missing)
        return value
    }

    private func fillService(_ object: inout JSON, _ transaction: StoreTransaction) {
        var spec = object["spec"] ?? [:]
        spec.setIfAbsent("type", "ClusterIP")
        spec.setIfAbsent("sessionAffinity", "None")
        spec.setIfAbsent("internalTrafficPolicy", "Cluster")
        if let ports = spec["ports"]?.array {
            spec["ports"] = .array(
                ports.map { port in
                    var port = Defaults.filled(port, "protocol", "TCP")
                    port.setIfAbsent("targetPort", port["port"] ?? .null)
                    return port
                }
            )
        }
        if spec["type"]?.string != "ExternalName" {
            if spec["clusterIP"]?.string ?? "" == "" {
                // An update that leaves the address out keeps it.
                let id = ObjectID(
                    kind.resource,
                    ObjectKey(
                        namespace: object["metadata"]?["namespace"]?.string ?? "",
                        name: object["metadata"]?["name"]?.string ?? ""
                    )
                )
                let old = transaction[id]?.json["spec"]?["clusterIP"]?.string
                spec["clusterIP"] = .string(old ?? ServiceAddresses(transaction).free)
            }
            spec["clusterIPs"] = [spec["clusterIP"] ?? .null]
            spec.setIfAbsent("ipFamilies", ["IPv4"])
            spec.setIfAbsent("ipFamilyPolicy", "SingleStack")
        }
        object["spec"] = spec
        if object["status"] == nil { object["status"] = ["loadBalancer": [:]] }
    }
}

extension JSON {
    /// Puts a member where there is none.
    fileprivate mutating func setIfAbsent(_ key: String, _ value: JSON) {
        if self[key]?.isNull ?? true { self[key] = value }
    }

    /// The member of a key, `missing` when there is none; for changes in place.
    fileprivate subscript(key: String, default missing: JSON) -> JSON {
        get { self[key] ?? missing }
        set { self[key] = newValue }
    }
}
