import Documents
import Kubernetes

extension Column {
    static let namespaces = [name, Column("Status", at: "status.phase"), age]

    static let nodes = [
        name,
        Column("Status") { object, _ in
            let conditions = object["status"]?["conditions"]?.elements ?? []
            let ready = conditions.first { $0["type"]?.string == "Ready" }?["status"]?.string
            let word = ready == "True" ? "Ready" : ready == nil ? "Unknown" : "NotReady"
            let isClosed = object["spec"]?["unschedulable"]?.bool ?? false
            return .string(word + (isClosed ? ",SchedulingDisabled" : ""))
        },
        Column("Roles") { object, _ in
            let prefix = "node-role.kubernetes.io/"
            let roles = (object["metadata"]?["labels"]?.strings ?? [:]).keys
                .filter { $0.hasPrefix(prefix) }.map { $0.dropFirst(prefix.count) }.sorted()
            return roles.isEmpty ? none : .string(roles.joined(separator: ","))
        },
        age,
        Column("Version", at: "status.nodeInfo.kubeletVersion"),
        Column("Internal-IP", priority: 1) { object, _ in
            let addresses = object["status"]?["addresses"]?.elements ?? []
            return addresses.first { $0["type"]?.string == "InternalIP" }?["address"] ?? none
        },
        Column("OS-Image", at: "status.nodeInfo.osImage", priority: 1),
        Column("Kernel-Version", at: "status.nodeInfo.kernelVersion", priority: 1),
        Column("Container-Runtime", at: "status.nodeInfo.containerRuntimeVersion", priority: 1),
    ]

    static let services = [
        name,
        Column("Type", at: "spec.type"),
        Column("Cluster-IP") { object, _ in object["spec"]?["clusterIP"] ?? none },
        Column("External-IP") { _, _ in none },
        Column("Port(s)") { object, _ in
            let ports = (object["spec"]?["ports"]?.elements ?? []).map { port in
                let node = port["nodePort"]?.int.map { ":\($0)" } ?? ""
                return "\(port["port"]?.int ?? 0)\(node)/\(port["protocol"]?.string ?? "TCP")"
            }
            return ports.isEmpty ? none : .string(ports.joined(separator: ","))
        },
        age,
        Column("Selector", priority: 1) { object, _ in
            let selector = LabelSelector(matching: object["spec"]?["selector"]?.strings ?? [:])
            return selector.requirements.isEmpty ? none : .string(selector.query)
        },
    ]

    static let endpoints = [
        name,
        Column("Endpoints") { object, _ in
            let pairs = (object["subsets"]?.elements ?? []).flatMap { subset in
                (subset["ports"]?.elements ?? []).flatMap { port in
                    (subset["addresses"]?.elements ?? []).map { address in
                        "\(address["ip"]?.string ?? ""):\(port["port"]?.int ?? 0)"
                    }
                }
            }
            return .string(listed(pairs))
        },
        age,
    ]

    static let endpointSlices = [
        name,
        Column("AddressType", at: "addressType"),
        Column("Ports") { object, _ in
            let ports = (object["ports"]?.elements ?? []).map { "\($0["port"]?.int ?? 0)" }
            return .string(ports.isEmpty ? "<unset>" : listed(ports))
        },
        Column("Endpoints") { object, _ in
            let addresses = (object["endpoints"]?.elements ?? []).flatMap {
                ($0["addresses"]?.elements ?? []).compactMap(\.string)
            }
            return .string(addresses.isEmpty ? "<unset>" : listed(addresses))
        },
        age,
    ]

    // As in the columns of the real server, three are shown and the rest is counted.
    private static func listed(_ values: [String]) -> String {
        guard !values.isEmpty else { return "<none>" }
        let more = values.count > 3 ? " + \(values.count - 3) more..." : ""
        return values.prefix(3).joined(separator: ",") + more
    }

    static let events = [
        Column("Last Seen") { object, now in
            .string(age(object["lastTimestamp"] ?? object["eventTime"], now))
        },
        Column("Type", at: "type"),
        Column("Reason", at: "reason"),
        Column("Object") { object, _ in
            let about = object["involvedObject"]
            let kind = (about?["kind"]?.string ?? "").lowercased()
            return .string("\(kind)/\(about?["name"]?.string ?? "")")
        },
        Column("Subobject", at: "involvedObject.fieldPath", priority: 1),
        Column("Source", priority: 1) { object, _ in
            let source = object["source"]
            let names = [source?["component"]?.string, source?["host"]?.string]
            let text = names.compactMap(\.self).joined(separator: ", ")
            return .string(text.isEmpty ? object["reportingComponent"]?.string ?? "" : text)
        },
        Column("Message") { object, _ in
            let message = object["message"]?.string ?? ""
            return .string(String(message.reversed().drop { $0.isWhitespace }.reversed()))
        },
        Column("First Seen", priority: 1) { object, now in
            .string(age(object["firstTimestamp"] ?? object["eventTime"], now))
        },
        Column("Count", priority: 1) { object, _ in .int(object["count"]?.int ?? 1) },
        Column("Name", format: "name", priority: 1) { object, _ in
            object["metadata"]?["name"] ?? ""
        },
    ]

    static let configMaps = [
        name,
        Column("Data") { object, _ in
            .int((object["data"]?.members.count ?? 0) + (object["binaryData"]?.members.count ?? 0))
        },
        age,
    ]

    static let secrets = [
        name,
        Column("Type", at: "type"),
        Column("Data") { object, _ in .int(object["data"]?.members.count ?? 0) },
        age,
    ]

    static let serviceAccounts = [
        name,
        Column("Secrets") { object, _ in .int(object["secrets"]?.elements.count ?? 0) },
        age,
    ]

    static let leases = [name, Column("Holder", at: "spec.holderIdentity"), age]

    static let definitions = [
        name,
        Column("Created At", type: "date") { object, _ in
            object["metadata"]?["creationTimestamp"] ?? .null
        },
    ]

    static let virtualServices = [
        name,
        compact("Gateways", at: "spec.gateways"),
        compact("Hosts", at: "spec.hosts"),
        date,
    ]

    static let destinationRules = [name, Column("Host", at: "spec.host"), date]

    private static func compact(_ name: String, at path: String) -> Column {
        let path = FieldPath(parsing: path)
        return Column(name) { object, _ in .string(object[path]?.text() ?? "") }
    }
}
