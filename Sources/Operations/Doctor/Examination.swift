import Documents
import Failures
import HTTP
import HTTPTypes
import Kubernetes
import KubernetesClient
import Seldon

extension ClusterOperations {
    /// Looks at everything that the console needs, one after the other.
    ///
    /// - Parameters:
    ///   - namespace: The namespace whose rights are looked at.
    ///   - prometheus: The Prometheus that the user named, or `nil`.
    /// - Returns: What was found, as it is found.
    public func examine(
        namespace: String,
        prometheus: PrometheusPlace? = nil
    ) -> AsyncStream<Finding> {
        AsyncStream { continuation in
            let examination = Examination(
                operations: self,
                namespace: namespace,
                prometheus: prometheus
            )
            let task = Task {
                await examination.run { continuation.yield($0) }
                continuation.finish()
            }
            continuation.onTermination = { _ in task.cancel() }
        }
    }
}

/// What `radiant doctor` looks at.
struct Examination: Sendable {
    let operations: ClusterOperations
    let namespace: String
    let prometheus: PrometheusPlace?

    private var client: APIClient { operations.client }

    /// Looks at one thing after the other; without an API server the rest is not looked at.
    func run(_ report: (Finding) -> Void) async {
        guard await reach(report) else { return }
        await lookForSeldon(report)
        await lookAtRights(report)
        await report(metricsWay())
        await report(usage())
        await report(ingress())
    }

    // MARK: - The API server

    /// Tells whether the API server answers, as whom it takes us, and whether the clocks agree.
    private func reach(_ report: (Finding) -> Void) async -> Bool {
        let server = client.endpoint.server
        let name = client.endpoint.context
        let response: Response
        do {
            response = try await client.response(.get, "/version")
            guard response.status == 200 else {
                let body = (try? await response.body.collected(upTo: 1 << 20)) ?? []
                let status = (try? JSON(parsing: body)).flatMap(APIStatus.init)
                let words = status?.failure.message ?? "HTTP \(response.status)"
                report(
                    Finding(
                        .bad,
                        "the API server \(server) of context \(name) refuses: \(words)",
                        remedy: status?.failure.hint ?? "are the user's credentials still valid?"
                    )
                )
                return false
            }
        } catch {
            let failure = Failure(describing: error)
            let remedy = failure.hint ?? "is the VPN up, and the context \(name) the right one?"
            report(Finding(.bad, failure.message, remedy: remedy))
            return false
        }
        let body = (try? await response.body.collected(upTo: 1 << 20)) ?? []
        let version = (try? JSON(parsing: body))?["gitVersion"]?.string ?? "of unknown version"
        report(Finding(.good, "the API server \(server) of context \(name) answers (\(version))"))
        let way = client.endpoint.proxyURL.map { ", through the proxy \($0)" } ?? ""
        if let user = await Identity.name(at: client) {
            report(Finding(.good, "it takes us for \(user), by \(client.endpoint.proof)\(way)"))
        }
        report(clocks(response))
        return true
    }

    private func clocks(_ response: Response) -> Finding {
        let there = response.head.headerFields[.date].flatMap(ServerTime.moment(ofDate:))
        guard let there else { return Finding(.remark, "the API server does not tell its time") }
        let ahead = Moment(Timestamp.now).elapsed(since: there) / .seconds(1)
        guard ahead.magnitude > 5 else { return Finding(.good, "this machine's clock agrees") }
        let words = Duration.seconds(ahead.magnitude.rounded()).inWords
        return Finding(
            .remark,
            "this machine's clock is \(words) \(ahead > 0 ? "ahead of" : "behind") the server's; "
                + "ages are by the server's",
            remedy: "set the clock: tokens and certificates may seem to have run out"
        )
    }

    // MARK: - Seldon

    private func lookForSeldon(_ report: (Finding) -> Void) async {
        let kind = ResourceKind.seldonDeployment
        do {
            let group = try await client.json(.get, "/apis/\(kind.group)")
            let versions = (group["versions"]?.elements ?? []).compactMap { $0["version"]?.string }
            guard versions.contains(kind.version) else {
                let found = versions.joined(separator: ", ")
                let remedy = "upgrade Seldon Core to 1.2 or later"
                return report(
                    Finding(.bad, "SeldonDeployments are served as \(found) only", remedy: remedy)
                )
            }
            let words = versions.joined(separator: ", ")
            report(Finding(.good, "the cluster has SeldonDeployments (\(words))"))
        } catch let error as ClientError where error.isNotFound {
            let failure = ClusterSession.explained(error, of: kind, in: .all)
            report(Finding(.bad, failure.message, remedy: failure.hint))
        } catch {
            report(Finding(.remark, Failure(describing: error).message))
        }
    }

    // MARK: - Rights

    private func lookAtRights(_ report: (Finding) -> Void) async {
        let review = RightsReview(client: client)
        let granted = await review.granted(of: Need.all.map(\.permission), in: namespace)
        for need in Need.all {
            let right = need.permission.description
            let what = "\(right) in \(namespace): \(need.purpose)"
            guard let granted else {
                report(Finding(.remark, "cannot tell whether it may \(what)"))
                continue
            }
            if granted.contains(need.permission) {
                report(Finding(.good, "may \(what)"))
            } else {
                let resource = need.permission.resource
                let group = need.permission.kind.group
                report(
                    Finding(
                        need.isVital ? .bad : .remark,
                        "may not \(what)",
                        remedy: "ask for a Role in \(namespace) with verbs: "
                            + "[\(need.permission.verb)], resources: [\(resource)], apiGroups: "
                            + "[\"\(group)\"]"
                    )
                )
            }
        }
        let everywhere = await AccessQuestion(Permission("list", .seldonDeployment)).answer(
            of: client
        )
        if everywhere == false {
            report(
                Finding(
                    .remark,
                    "sees SeldonDeployments of namespace \(namespace) only",
                    remedy: "another one is chosen with -n"
                )
            )
        }
    }

    // MARK: - Sources of figures

    private func metricsWay() async -> Finding {
        if let prometheus { return await finding(of: prometheus, isNamed: true) }
        let pods: [Pod]
        do {
            pods = try await client.list(
                Pod.self,
                ListQuery(
                    namespace: namespace,
                    labels: LabelSelector([.exists("seldon-deployment-id")])
                )
            )
        } catch {
            return Finding(.remark, "cannot look for orchestrators: \(words(error))")
        }
        guard let address = pods.lazy.compactMap(OrchestratorPod.init).first else {
            return Finding(.remark, "no orchestrator runs in \(namespace) that could be measured")
        }
        do {
            let response = try await client.proxy(
                to: .pod(address.pod, port: address.port),
                address.path,
                options: RequestOptions(timeout: .seconds(5))
            )
            let body = try await response.body.collected(upTo: 16 << 20)
            if response.status == 200 {
                return Finding(.good, "rates and latencies come from orchestrators, by pods/proxy")
            }
            let refusal = MetricsRefusal(status: response.status, body: body, of: address)
            var found = await PrometheusSource.find(with: client, in: nil)
            if found == nil { found = await PrometheusSource.find(with: client, in: namespace) }
            if let found {
                var finding = await finding(of: found, isNamed: false)
                finding.subject += " (orchestrators cannot be asked: \(refusal.reason))"
                return finding
            }
            return Finding(
                .bad,
                "no rates and latencies: \(refusal.reason)",
                remedy:
                    "name a Prometheus with --prometheus, or ask for the right to get pods/proxy"
            )
        } catch {
            return Finding(.bad, "no rates and latencies: \(words(error))")
        }
    }

    private func finding(of place: PrometheusPlace, isNamed: Bool) async -> Finding {
        let source = PrometheusSource(place: place, client: client, web: operations.web)
        do {
            _ = try await source.readings(of: ["none"])
            return Finding(.good, "rates and latencies come from the Prometheus \(place)")
        } catch {
            let remedy =
                isNamed ? "is \(place) its address?" : "name another one with --prometheus"
            return Finding(
                .bad,
                "the Prometheus \(place) does not answer: \(words(error))",
                remedy: remedy
            )
        }
    }

    private func usage() async -> Finding {
        do {
            let query = ListQuery(namespace: namespace, pageSize: 1)
            _ = try await client.page(of: .podMetrics, query)
            return Finding(.good, "CPU and memory come from metrics.k8s.io")
        } catch let error as ClientError where error.isNotFound {
            return Finding(
                .remark,
                "no CPU and memory: the cluster does not serve metrics.k8s.io",
                remedy: "install metrics-server there"
            )
        } catch {
            return Finding(.remark, "no CPU and memory: \(words(error))")
        }
    }

    // MARK: - The ingress

    private func ingress() async -> Finding {
        do {
            let url = try await operations.gatewayURL()
            do {
                let options = RequestOptions(timeout: .seconds(5))
                _ = try await operations.web.send(try Request(.head, url: url + "/"), options)
                return Finding(.good, "requests for the split go to \(url), which answers")
            } catch {
                return Finding(
                    .remark,
                    "requests for the split would go to \(url), which does not answer: "
                        + words(error),
                    remedy: "name the ingress with --gateway, or in the configuration"
                )
            }
        } catch {
            let failure = Failure(describing: error)
            return Finding(.remark, failure.message, remedy: failure.hint)
        }
    }

    private func words(_ error: any Error) -> String { Failure(describing: error).message }
}

extension ClusterEndpoint {
    /// How one proves to the server who one is, in words.
    fileprivate var proof: String {
        if case .none = credential {
            return security.certificate == nil ? "nothing" : "a client certificate"
        }
        return "\(credential)"
    }
}
