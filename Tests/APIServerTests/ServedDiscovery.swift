import Documents

/// Aggregated discovery held against that of the recorded server, which serves more.
enum ServedDiscovery {
    /// How what both serve differs, resource by resource.
    static func differences(_ answer: JSON, from recorded: JSON) -> [String] {
        var problems: [String] = []
        for key in ["kind", "apiVersion"] where answer[key] != recorded[key] {
            problems.append("\(key): \(answer[key]?.text() ?? "-")")
        }
        let (ours, theirs) = (resources(answer), resources(recorded))
        let common = ours.keys.filter { theirs[$0] != nil }.sorted()
        if common.count < 10 { problems.append("only \(common) are served by both") }
        for name in common {
            guard var mine = ours[name], var real = theirs[name] else { continue }
            real["subresources"] = parts(real, served: parts(mine, served: nil))
            mine["subresources"] = parts(mine, served: parts(real, served: nil))
            if readOnly.contains(name) { real["verbs"] = ["get", "list", "watch"] }
            for key in Set(mine.members.keys).union(real.members.keys).sorted()
            where mine[key] != real[key] {
                let (found, wanted) = (mine[key]?.text() ?? "-", real[key]?.text() ?? "-")
                problems.append("\(name): \(key): \(found) not \(wanted)")
            }
        }
        return problems
    }

    /// What can only be read here, since the server itself makes it.
    private static let readOnly = ["apiextensions.k8s.io/v1/customresourcedefinitions"]

    /// The resources by group, version and name.
    private static func resources(_ document: JSON) -> [String: JSON] {
        var result: [String: JSON] = [:]
        for group in document["items"]?.elements ?? [] {
            for version in group["versions"]?.elements ?? [] {
                for resource in version["resources"]?.elements ?? [] {
                    let path = [group["metadata"]?["name"], version["version"]].map {
                        $0?.string ?? ""
                    }
                    let name = resource["resource"]?.string ?? ""
                    result[(path + [name]).joined(separator: "/")] = resource
                }
            }
        }
        return result
    }

    /// The subresources, in alphabetical order, of a resource that are among others as well.
    private static func parts(_ resource: JSON, served: JSON?) -> JSON? {
        let names = served.map { $0.elements.map { $0["subresource"] } }
        let parts = (resource["subresources"]?.elements ?? []).filter { part in
            names.map { $0.contains { $0 == part["subresource"] } } ?? true
        }
        let sorted = parts.sorted {
            $0["subresource"]?.string ?? "" < $1["subresource"]?.string ?? ""
        }
        return .array(sorted)
    }
}
