import Documents
import Failures
import HTTPTypes
import Kubernetes
import KubernetesClient
import Seldon

/// One thing that was looked at, and how it is.
public struct Finding: Sendable, Equatable {
    /// How it is.
    public enum Verdict: Sendable {
        /// As it should be.
        case good
        /// Worth knowing.
        case remark
        /// Something does not work without it.
        case bad
    }

    /// How it is.
    public var verdict: Verdict
    /// What was looked at and found, in one line.
    public var subject: String
    /// What to do about it, or `nil` when there is nothing to do.
    public var remedy: String?

    init(_ verdict: Verdict, _ subject: String, remedy: String? = nil) {
        self.verdict = verdict
        self.subject = subject
        self.remedy = remedy
    }
}

extension ClusterOperations {
    /// Looks at everything that the console needs, one after the other.
    public func examine(namespace: String) -> AsyncStream<Finding> {
        AsyncStream { continuation in
            let task = Task {
                await examine(namespace) { continuation.yield($0) }
                continuation.finish()
            }
            continuation.onTermination = { _ in task.cancel() }
        }
    }

    private func examine(_ namespace: String, report: (Finding) -> Void) async {
        let server = client.endpoint.server
        do {
            let version = try await client.json(.get, "/version")
            let name = version["gitVersion"]?.string ?? "of unknown version"
            report(Finding(.good, "the API server \(server) answers (\(name))"))
        } catch {
            let failure = Failure(describing: error)
            return report(Finding(.bad, failure.message, remedy: failure.hint))
        }
        do {
            _ = try await client.page(of: SeldonDeployment.self, ListQuery(pageSize: 1))
            report(Finding(.good, "the cluster has SeldonDeployments"))
        } catch let error as ClientError where error.isNotFound {
            let remedy = "install Seldon Core v1 there, or use the embedded cluster: radiant up"
            report(Finding(.bad, "the cluster has no SeldonDeployments", remedy: remedy))
        } catch {
            report(Finding(.remark, Failure(describing: error).message))
        }
        for need in Need.needs { report(await finding(need, in: namespace)) }
        do {
            report(Finding(.good, "requests for the split go to \(try await gatewayURL())"))
        } catch {
            let failure = Failure(describing: error)
            report(Finding(.remark, failure.message, remedy: failure.hint))
        }
    }

    private func finding(_ need: Need, in namespace: String) async -> Finding {
        let what = "\(need.verb) \(need.resource) in \(namespace): \(need.purpose)"
        let question = AccessQuestion(
            Permission(need.verb, need.kind, subresource: need.subresource),
            namespace: namespace
        )
        switch await question.answer(of: client) {
        case true?: return Finding(.good, "may \(what)")
        case false?:
            let remedy = "ask for a Role with verb \(need.verb) on \(need.resource)"
            return Finding(need.isNeeded ? .bad : .remark, "may not \(what)", remedy: remedy)
        case nil: return Finding(.remark, "cannot tell whether it may \(what)")
        }
    }
}

/// A permission and what it is for.
private struct Need {
    let verb: String
    let kind: ResourceKind
    var subresource: String?
    let purpose: String
    var isNeeded = false

    static let needs = [
        Need(verb: "list", kind: .seldonDeployment, purpose: "to see them", isNeeded: true),
        Need(
            verb: "watch",
            kind: .seldonDeployment,
            purpose: "to see changes",
            isNeeded: true
        ),
        Need(verb: "list", kind: .deployment, purpose: "to see replicas", isNeeded: true),
        Need(
            verb: "list",
            kind: .pod,
            purpose: "to see why one is not ready",
            isNeeded: true
        ),
        Need(
            verb: "get",
            kind: .pod,
            subresource: "proxy",
            purpose: "for rates and latencies",
            isNeeded: true
        ),
        Need(verb: "get", kind: .pod, subresource: "log", purpose: "for logs"),
        Need(verb: "list", kind: .event, purpose: "for events"),
        Need(verb: "list", kind: .virtualService, purpose: "to see what is routed"),
        Need(
            verb: "create",
            kind: .service,
            subresource: "proxy",
            purpose: "to ask one predictor"
        ),
        Need(verb: "patch", kind: .seldonDeployment, purpose: "to set traffic and replicas"),
        Need(verb: "delete", kind: .seldonDeployment, purpose: "to delete them"),
    ]

    var resource: String {
        kind.qualifiedName + (subresource.map { "/\($0)" } ?? "")
    }
}
