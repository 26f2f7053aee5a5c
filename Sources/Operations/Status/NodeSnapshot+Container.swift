import Documents
import Kubernetes

extension NodeSnapshot {
    /// Takes over what a node's container is made of.
    mutating func describe(_ container: Container) {
        image = container.image
        requests = ContainerUsage(container.json["resources"]?["requests"])
        limits = ContainerUsage(container.json["resources"]?["limits"])
        environment = (container.json["env"]?.elements ?? []).compactMap { entry in
            guard let name = entry["name"]?.string else { return nil }
            return Parameter(name: name, value: NodeSnapshot.value(of: entry, named: name))
        }
    }

    /// What an entry of the environment says, as far as everybody may read it.
    private static func value(of entry: JSON, named name: String) -> String {
        if let source = entry["valueFrom"] {
            for (key, word) in [("secretKeyRef", "Secret"), ("configMapKeyRef", "ConfigMap")] {
                guard let reference = source[key] else { continue }
                let place = reference["name"]?.string ?? "?"
                return "from \(word) \(place), key \(reference["key"]?.string ?? "?")"
            }
            if let path = source["fieldRef"]?["fieldPath"]?.string { return "from \(path)" }
            return "from elsewhere"
        }
        let words = ["SECRET", "PASSWORD", "PASSWD", "TOKEN", "CREDENTIAL", "API_KEY", "APIKEY"]
        let isSecret = words.contains { name.uppercased().contains($0) }
        let value = entry["value"]?.string ?? ""
        return isSecret && !value.isEmpty ? "••••••" : value
    }
}
