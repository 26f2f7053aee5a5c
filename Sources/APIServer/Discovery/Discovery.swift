import Documents
import HTTP
import HTTPTypes
import Kubernetes

/// What is served, as clients ask for it before they ask for anything else.
struct Discovery: Sendable {
    private let address: String

    init(address: String) { self.address = address }

    /// Answers a request for a path such as `apis/apps/v1`.
    func respond(to request: Request, _ parts: [String]) -> Response? {
        let isCore = parts[0] == "api"
        if parts.count == 1 {
            if let version = AggregatedDiscovery.wanted(request) {
                return AggregatedDiscovery.respond(isCore: isCore, version: version)
            }
            return Answer.document(isCore ? versions : groups, form: form(request))
        }
        let group = isCore ? "" : parts[1]
        let rest = isCore ? parts.dropFirst() : parts.dropFirst(2)
        guard let served = ServedGroup.all.first(where: { $0.name == group }) else { return nil }
        if rest.isEmpty {
            return Answer.document(document(served, isAlone: true), form: form(request))
        }
        guard rest.count == 1, let version = rest.first, served.versions.contains(version) else {
            return nil
        }
        return Answer.document(resources(served, version), form: form(request))
    }

    private func form(_ request: Request) -> OutputForm {
        var form = OutputForm(request) ?? OutputForm()
        form.content = .whole
        return form
    }

    private var versions: JSON {
        [
            "kind": "APIVersions", "versions": ["v1"],
            "serverAddressByClientCIDRs": [
                ["clientCIDR": "0.0.0.0/0", "serverAddress": .string(address)]
            ],
        ]
    }

    private var groups: JSON {
        [
            "kind": "APIGroupList", "apiVersion": "v1",
            "groups": .array(
                ServedGroup.all.filter { !$0.name.isEmpty }.map { document($0, isAlone: false) }
            ),
        ]
    }

    private func document(_ group: ServedGroup, isAlone: Bool) -> JSON {
        func version(_ name: String) -> JSON {
            [
                "groupVersion": .string("\(group.name)/\(name)"), "version": .string(name),
            ]
        }
        var json: JSON = isAlone ? ["kind": "APIGroup", "apiVersion": "v1"] : [:]
        json["name"] = .string(group.name)
        json["versions"] = .array(group.versions.map(version))
        json["preferredVersion"] = version(group.versions[0])
        return json
    }

    private func resources(_ group: ServedGroup, _ version: String) -> JSON {
        let name = group.name.isEmpty ? version : "\(group.name)/\(version)"
        let resources = group.resources(version: version).map { resource -> JSON in
            var json: JSON = [
                "name": .string(resource.name),
                "singularName": .string(resource.isSubresource ? "" : resource.kind.singular),
                "namespaced": .bool(resource.kind.isNamespaced),
            ]
            if let response = resource.response, !response.group.isEmpty {
                json["group"] = .string(response.group)
                json["version"] = .string(response.version)
            }
            json["kind"] = .string((resource.response ?? resource.kind).kind)
            json["verbs"] = .strings(resource.verbs)
            if !resource.isSubresource, !resource.kind.shortNames.isEmpty {
                json["shortNames"] = .strings(resource.kind.shortNames)
            }
            if !resource.categories.isEmpty { json["categories"] = .strings(resource.categories) }
            return json
        }
        // The core group's list has no version, as the real server's has none.
        let head: JSON = ["kind": "APIResourceList"]
        return (group.name.isEmpty ? head : head.merging(["apiVersion": "v1"])).merging([
            "groupVersion": .string(name), "resources": .array(resources),
        ])
    }
}
