import ArgumentParser
import Kubernetes

/// A deployment and, behind a slash, a part of it: `checks-reader` or `checks-reader/canary`.
struct DeploymentArgument: ExpressibleByArgument, Sendable {
    let name: String
    let part: String?

    init?(argument: String) {
        let parts = argument.split(separator: "/", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), parts.allSatisfy({ !$0.isEmpty }) else { return nil }
        name = String(parts[0])
        part = parts.count == 2 ? String(parts[1]) : nil
    }

    func key(in namespace: String) -> ObjectKey { ObjectKey(namespace: namespace, name: name) }
}
