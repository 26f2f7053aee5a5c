import Documents

extension Kubeconfig {
    /// The cluster and the user of a context.
    ///
    /// - Parameter name: The context; `nil` for the current one.
    /// - Returns: Server, certificates and credentials.
    /// - Throws: `ClientError` with the file and the entry at fault.
    public func endpoint(context name: String? = nil) throws(ClientError) -> ClusterEndpoint {
        let name = name ?? currentContext
        guard !name.isEmpty else { throw .noCurrentContext }
        guard let context = contexts[name] else {
            throw .noSuchContext(name: name, known: contexts.keys.sorted())
        }
        let clusterName = context.text("cluster") ?? ""
        guard let cluster = clusters[clusterName] else {
            throw .danglingReference(context: name, kind: "cluster", name: clusterName)
        }
        guard let server = cluster.text("server") else {
            let problem = "the cluster \(clusterName) has no server"
            throw .kubeconfigMalformed(path: cluster.file, problem: problem)
        }
        let userName = context.text("user") ?? ""
        guard let user = users[userName] ?? (userName.isEmpty ? Entry(json: [:], file: "") : nil)
        else { throw .danglingReference(context: name, kind: "user", name: userName) }

        let acceptsAny = cluster.json["insecure-skip-tls-verify"]?.bool ?? false
        return ClusterEndpoint(
            server: server,
            security: ClusterEndpoint.Security(
                authorities: acceptsAny
                    ? nil : try cluster.material("certificate-authority"),
                certificate: try user.material("client-certificate"),
                key: try user.material("client-key"),
                files: user.certificateFiles,
                serverName: cluster.text("tls-server-name"),
                acceptsAnyCertificate: acceptsAny
            ),
            credential: try Kubeconfig.credential(of: user, named: userName, at: cluster),
            impersonation: Kubeconfig.impersonation(of: user),
            proxyURL: try Kubeconfig.proxy(of: cluster, named: clusterName),
            isCompressed: !(cluster.json["disable-compression"]?.bool ?? false),
            namespace: context.text("namespace") ?? "default",
            context: name
        )
    }

    private static func credential(
        of user: Entry,
        named name: String,
        at cluster: Entry
    ) throws(ClientError) -> Credential {
        // kubectl reads the file when both are there, since the token may have run out.
        if let path = user.path("tokenFile") { return .tokenFile(path) }
        if let token = user.text("token") { return .token(token) }
        if let login = user.text("username") {
            return .password(user: login, password: user.text("password") ?? "")
        }
        if let exec = user.json["exec"], !exec.isNull {
            return .plugin(try ExecPlugin(json: exec, user: name, in: user, cluster: cluster))
        }
        if let provider = user.json["auth-provider"]?["name"]?.string {
            throw .unsupportedCredential(user: name, kind: "the provider \(provider)")
        }
        return .none
    }

    private static func proxy(
        of cluster: Entry,
        named name: String
    ) throws(ClientError) -> String? {
        guard let proxy = cluster.text("proxy-url") else { return nil }
        let schemes = ["http://", "https://", "socks5://"]
        guard schemes.contains(where: proxy.hasPrefix) else {
            let problem =
                "cluster \(name): proxy-url \(proxy) begins with none of http, https, socks5"
            throw .kubeconfigMalformed(path: cluster.file, problem: problem)
        }
        return proxy
    }

    private static func impersonation(of user: Entry) -> Impersonation? {
        guard let name = user.text("as") else { return nil }
        let groups = (user.json["as-groups"]?.elements ?? []).compactMap(\.string)
        return Impersonation(user: name, groups: groups, uid: user.text("as-uid"))
    }
}
