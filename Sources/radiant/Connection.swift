import ArgumentParser
import Documents
import Failures
import Glibc
import HTTP
import KubernetesClient
import LocalCluster
import Operations
import Transport

/// A cluster that the command line chose, and what it may do there.
struct Connection {
    /// Every verb.
    let operations: ClusterOperations
    /// Under what names the cluster is shown.
    let labels: ClusterSession.Labels
    /// The namespace where none is named.
    let namespace: String
    /// The namespaces to look at.
    let scope: NamespaceScope
    /// The Prometheus that the user named, or `nil` to ask orchestrators themselves.
    let prometheus: PrometheusPlace?
    /// What runs credential plugins.
    let plugins = CredentialPrograms()
    /// What holds for the context by the configuration.
    let rule: Configuration.ContextRule?
    /// What makes kubectl speak to the same cluster as the same user.
    let kubectlOptions: [String]
    /// What the command line said.
    let options: ClusterOptions

    /// Finds the cluster that the options mean, without speaking to it.
    ///
    /// - Throws: `ClientError`, or `Failure` where the embedded cluster was never started.
    init(_ options: ClusterOptions, environment: [String: String] = Environment.variables) throws {
        self.options = options
        let (endpoint, cluster, user) = try Connection.endpoint(options, environment)
        let proxies = ProxyEnvironment(environment)
        let configuration = try Configuration.load(environment)
        rule = configuration.rule(for: endpoint.context)
        let isReadOnly = options.readOnly || rule?.isReadOnly == true
        kubectlOptions = Connection.kubectlOptions(options, endpoint.context, environment)
        let transport = CurlTransport(
            security: ClientSecurity(
                authorities: endpoint.security.authorities,
                credential: Connection.credential(endpoint),
                skipsVerification: endpoint.security.acceptsAnyCertificate,
                serverName: endpoint.security.serverName
            ),
            proxy: endpoint.proxyURL ?? proxies.proxy(for: endpoint.server),
            decompresses: endpoint.isCompressed
        )
        prometheus = try Connection.prometheus(options.prometheus ?? rule?.prometheus)
        var client = APIClient(endpoint, over: transport, plugins: plugins)
        if let impersonation = options.impersonation { client = client.acting(as: impersonation) }
        var operations = ClusterOperations(
            client,
            web: EnvironmentalTransport(environment),
            gateway: options.gateway ?? rule?.gateway,
            refusal: options.readOnly
                ? "--read-only was given"
                : isReadOnly ? "the configuration makes \(endpoint.context) read-only" : nil
        )
        operations.rpc = RPCTransport()
        operations.context = endpoint.context
        operations.author = Connection.author(options, environment)
        operations.policy = ChangePolicy(
            context: endpoint.context,
            production: configuration.production,
            environment: environment
        )
        operations.audit = { entry in
            do {
                try StateFile(auditLogOf: environment).append(entry.line)
            } catch {
                Output.remark(
                    "the change is not in the audit log: \(Failure(describing: error).message)"
                )
            }
        }
        self.operations = operations
        namespace = options.namespace ?? endpoint.namespace
        scope = options.allNamespaces ? .all : .one(namespace)
        labels = ClusterSession.Labels(
            context: endpoint.context,
            cluster: cluster,
            user: options.impersonated ?? user,
            isReadOnly: isReadOnly,
            isProduction: operations.policy.isProduction
        )
    }

    /// The embedded cluster whose state is in a folder.
    ///
    /// - Throws: `ClientError`, or `Failure` where it was never started.
    init(embeddedIn folder: String) throws {
        try self.init(ClusterOptions.parse(["--local", "--data-dir", folder]))
    }

    /// A session that watches the scope of the options.
    func session(
        _ scope: NamespaceScope? = nil,
        interval: Duration = .seconds(2),
        thresholds: ThresholdRules = ThresholdRules()
    )
        -> ClusterSession
    {
        ClusterSession(
            operations.client,
            scope: scope ?? self.scope,
            labels: labels,
            sources: ClusterSession.Sources(
                web: operations.web,
                prometheus: prometheus,
                gateway: { [operations] in try await operations.gatewayURL() }
            ),
            interval: interval,
            thresholds: thresholds
        )
    }

    private static func prometheus(_ text: String?) throws -> PrometheusPlace? {
        guard let text else { return nil }
        guard let place = PrometheusPlace(parsing: text) else {
            throw OperationsError.badValue(
                text,
                expected: "a URL, or NAMESPACE/SERVICE:PORT for the Prometheus"
            )
        }
        return place
    }

    private static func kubectlOptions(
        _ options: ClusterOptions,
        _ context: String,
        _ environment: [String: String]
    ) -> [String] {
        var words: [String] = []
        if options.local {
            let folder = DataDirectory.location(named: options.dataDir, environment: environment)
            words += ["--kubeconfig", folder + "/kubeconfig"]
        } else if let path = options.kubeconfig {
            words += ["--kubeconfig", path]
        }
        if context != "in-cluster" { words += ["--context", context] }
        if let user = options.impersonated { words += ["--as", user] }
        for group in options.impersonatedGroups { words += ["--as-group", group] }
        return words
    }

    private static func endpoint(
        _ options: ClusterOptions,
        _ environment: [String: String]
    ) throws -> (ClusterEndpoint, cluster: String, user: String) {
        if options.local {
            let folder = DataDirectory.location(named: options.dataDir, environment: environment)
            let path = folder + "/kubeconfig"
            guard access(path, F_OK) == 0 else {
                throw Failure(
                    "no embedded cluster was ever started in \(folder)",
                    hint: "start one with: radiant up"
                )
            }
            return try named(Kubeconfig(file: path), options.context)
        }
        let kubeconfig = try Kubeconfig.load(path: options.kubeconfig, environment: environment)
        if options.context == nil, kubeconfig.currentContext.isEmpty,
            let inside = try ClusterEndpoint.inCluster(environment: environment)
        {
            return (inside, "in-cluster", "the pod's service account")
        }
        return try named(kubeconfig, options.context)
    }

    private static func named(
        _ kubeconfig: Kubeconfig,
        _ context: String?
    ) throws
        -> (ClusterEndpoint, cluster: String, user: String)
    {
        let endpoint = try kubeconfig.endpoint(context: context)
        let entry = kubeconfig.contexts[endpoint.context]?.json
        return (endpoint, entry?["cluster"]?.string ?? "", entry?["user"]?.string ?? "")
    }

    /// Who makes changes, as others are told: the user of this machine, and as whom.
    private static func author(
        _ options: ClusterOptions,
        _ environment: [String: String]
    ) -> String {
        var name = [CChar](repeating: 0, count: 256)
        gethostname(&name, name.count - 1)
        let host = String(decoding: name.prefix { $0 != 0 }.map(UInt8.init), as: UTF8.self)
        let user = environment["USER"] ?? environment["LOGNAME"] ?? "\(getuid())"
        return "\(user)@\(host)" + (options.impersonated.map { " as \($0)" } ?? "")
    }

    private static func credential(_ endpoint: ClusterEndpoint) -> Transport.Credential? {
        guard let certificate = endpoint.security.certificate, let key = endpoint.security.key
        else { return nil }
        return Transport.Credential(certificate: certificate, key: key)
    }
}

extension ClusterSession {
    /// Looks once, for a command that ends afterwards.
    ///
    /// What was seen goes with the process: to free a big cluster object by object takes longer than to
    /// print it.
    func lookOnce(within patience: Duration) async throws -> ClusterSnapshot {
        _ = Unmanaged.passRetained(self)
        return try await look(within: patience)
    }
}
