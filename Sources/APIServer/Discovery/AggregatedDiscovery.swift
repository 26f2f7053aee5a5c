import Documents
import HTTP
import HTTPTypes
import Kubernetes

/// All groups, versions and resources in one document, for clients since Kubernetes 1.26.
enum AggregatedDiscovery {
    /// The version of the document that a request asks for first; `nil` when it asks for the old form.
    static func wanted(_ request: Request) -> String? {
        let accept = request.head.headerFields[.accept] ?? ""
        for range in accept.split(separator: ",").map(MediaRange.init)
        where range.type == "application/json" || range.type == "*/*" {
            guard range.parameters["as"] == "APIGroupDiscoveryList" else { return nil }
            if let version = range.parameters["v"], ["v2", "v2beta1"].contains(version) {
                return version
            }
        }
        return nil
    }

    /// The core group alone, or all the others.
    static func respond(isCore: Bool, version: String) -> Response {
        let groups = ServedGroup.all.filter { $0.name.isEmpty == isCore }
        let json: JSON = [
            "kind": "APIGroupDiscoveryList",
            "apiVersion": .string("apidiscovery.k8s.io/\(version)"), "metadata": [:],
            "items": .array(groups.map(item)),
        ]
        var response = Answer.document(json)
        response.head.headerFields[.contentType] =
            "application/json;g=apidiscovery.k8s.io;v=\(version);as=APIGroupDiscoveryList"
        response.head.headerFields[.vary] = "Accept"
        return response
    }

    private static func item(_ group: ServedGroup) -> JSON {
        let versions = group.versions.map { version -> JSON in
            [
                "version": .string(version),
                "resources": .array(resources(group, version)), "freshness": "Current",
            ]
        }
        let metadata: JSON = group.name.isEmpty ? [:] : ["name": .string(group.name)]
        return ["metadata": metadata, "versions": .array(versions)]
    }

    private static func resources(_ group: ServedGroup, _ version: String) -> [JSON] {
        let all = group.resources(version: version)
        return all.filter { !$0.isSubresource }.map { resource in
            var json: JSON = [
                "resource": .string(resource.name), "responseKind": kind(resource),
                "scope": resource.kind.isNamespaced ? "Namespaced" : "Cluster",
                "singularResource": .string(resource.kind.singular),
                "verbs": .strings(resource.verbs),
            ]
            if !resource.kind.shortNames.isEmpty {
                json["shortNames"] = .strings(resource.kind.shortNames)
            }
            if !resource.categories.isEmpty {
                json["categories"] = .strings(resource.categories)
            }
            let parts = all.filter { $0.name.hasPrefix(resource.name + "/") }
            if !parts.isEmpty {
                json["subresources"] = .array(
                    parts.map { part in
                        [
                            "subresource": .string(
                                String(part.name.dropFirst(resource.name.count + 1))
                            ),
                            "responseKind": kind(part), "verbs": .strings(part.verbs),
                        ]
                    }
                )
            }
            return json
        }
    }

    /// What is answered; built-in kinds leave out the group and version that they are in, custom
    /// resources do not.
    private static func kind(_ resource: ServedResource) -> JSON {
        let kind = resource.response ?? resource.kind
        if !resource.isCustom, kind.apiVersion == resource.kind.apiVersion {
            return ["group": "", "version": "", "kind": .string(kind.kind)]
        }
        return [
            "group": .string(kind.group), "version": .string(kind.version),
            "kind": .string(kind.kind),
        ]
    }
}
