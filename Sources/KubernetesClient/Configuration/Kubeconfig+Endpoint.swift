import Documents
import FoundationEssentials

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
                    ? nil : try Kubeconfig.material(cluster, "certificate-authority"),
                certificate: try Kubeconfig.material(user, "client-certificate"),
                key: try Kubeconfig.material(user, "client-key"),
                serverName: cluster.text("tls-server-name"),
                acceptsAnyCertificate: acceptsAny
            ),
            credential: try Kubeconfig.credential(of: user, named: userName),
            impersonation: Kubeconfig.impersonation(of: user),
            proxyURL: cluster.text("proxy-url"),
            namespace: context.text("namespace") ?? "default",
            context: name
        )
    }

    /// What `KEY-data` holds, or else the file that `KEY` names; `nil` when there is neither.
    private static func material(_ entry: Entry, _ key: String) throws(ClientError) -> [UInt8]? {
        if let text = entry.text(key + "-data") {
            guard let data = Data(base64Encoded: text, options: .ignoreUnknownCharacters) else {
                throw .kubeconfigMalformed(path: entry.file, problem: "\(key)-data is no base64")
            }
            return Array(data)
        }
        guard let path = entry.path(key) else { return nil }
        return try TextFile.bytes(at: path)
    }

    private static func credential(
        of user: Entry,
        named name: String
    ) throws(ClientError) -> Credential {
        // kubectl reads the file when both are there, since the token may have run out.
        if let path = user.path("tokenFile") { return .tokenFile(path) }
        if let token = user.text("token") { return .token(token) }
        if let login = user.text("username") {
            return .password(user: login, password: user.text("password") ?? "")
        }
        if let command = user.json["exec"]?["command"]?.string {
            throw .unsupportedCredential(user: name, kind: "the plugin \(command)")
        }
        if let provider = user.json["auth-provider"]?["name"]?.string {
            throw .unsupportedCredential(user: name, kind: "the provider \(provider)")
        }
        return .none
    }

    private static func impersonation(of user: Entry) -> Impersonation? {
        guard let name = user.text("as") else { return nil }
        let groups = (user.json["as-groups"]?.elements ?? []).compactMap(\.string)
        return Impersonation(user: name, groups: groups, uid: user.text("as-uid"))
    }
}
