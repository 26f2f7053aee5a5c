import Documents
import FoundationEssentials
import Kubernetes

/// Puts the addresses of Services where their names stand, since there is no name server.
struct ServiceNames: Sendable {
    /// The cluster address of each Service that has one.
    var addresses: [ObjectKey: String]

    /// Makes the names of some Services.
    init(_ services: some Sequence<Service>) {
        addresses = [:]
        for service in services {
            if let address = service.clusterIP, !address.isEmpty, address != "None" {
                addresses[service.key] = address
            }
        }
    }

    /// Makes names from addresses.
    init(addresses: [ObjectKey: String]) { self.addresses = addresses }

    /// A text with its Service names replaced, and the names in it that are not known.
    struct Resolution: Sendable, Equatable {
        var text: String
        var unknown: Set<String> = []
    }

    /// Replaces names such as `model.default.svc.cluster.local` or `model.default.svc`.
    func resolve(_ text: String) -> Resolution {
        guard text.contains(".svc") else { return Resolution(text: text) }
        var result = Resolution(text: "")
        var rest = text[...]
        while let start = rest.firstIndex(where: ServiceNames.isNameCharacter) {
            result.text += rest[..<start]
            let end = rest[start...].firstIndex { !ServiceNames.isNameCharacter($0) }
            let word = rest[start..<(end ?? rest.endIndex)]
            rest = rest[(end ?? rest.endIndex)...]
            guard let key = ServiceNames.service(named: word) else {
                result.text += word
                continue
            }
            if addresses[key] == nil { result.unknown.insert(String(word)) }
            result.text += addresses[key] ?? String(word)
        }
        result.text += rest
        return result
    }

    /// Replaces names inside a predictor that is given as JSON in base64.
    ///
    /// Nodes on `localhost` are in the same pod, which has an address of its own here.
    func resolve(predictor text: String, localhost address: String) -> Resolution {
        guard let data = Data(base64Encoded: text), let json = try? JSON(parsing: Array(data))
        else { return resolve(text) }
        var predictor = json
        if let graph = predictor["graph"] {
            predictor["graph"] = ServiceNames.placing(graph, at: address)
        }
        var result = resolve(predictor.text())
        result.text = Data(result.text.utf8).base64EncodedString()
        return result
    }

    private static func placing(_ node: JSON, at address: String) -> JSON {
        var node = node
        for name in ["service_host", "serviceHost"]
        where node["endpoint"]?[name]?.string == "localhost" {
            node["endpoint"]?[name] = .string(address)
        }
        if let children = node["children"] {
            node["children"] = .array(children.elements.map { placing($0, at: address) })
        }
        return node
    }

    private static func service(named word: Substring) -> ObjectKey? {
        let labels = word.split(separator: ".", omittingEmptySubsequences: false)
        guard labels.count >= 3, labels[2] == "svc", !labels[0].isEmpty, !labels[1].isEmpty,
            labels.count == 3 || labels[3...].elementsEqual(["cluster", "local"])
        else { return nil }
        return ObjectKey(namespace: String(labels[1]), name: String(labels[0]))
    }

    private static func isNameCharacter(_ character: Character) -> Bool {
        character.isASCII
            && (character.isLetter || character.isNumber || character == "-" || character == ".")
    }
}
