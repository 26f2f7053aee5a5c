extension Kubeconfig {
    /// Reads the configuration where kubectl would find it.
    ///
    /// An explicit file wins over the files of `KUBECONFIG`, these over `~/.kube/config`. Of the
    /// files of `KUBECONFIG` those that are missing are passed over.
    ///
    /// - Parameters:
    ///   - path: The file asked for, which must be there; `nil` when none was.
    ///   - environment: The environment of the process.
    /// - Returns: The files, merged; empty when there is none.
    /// - Throws: `ClientError.fileUnreadable` or `.kubeconfigMalformed`.
    public static func load(
        path: String? = nil,
        environment: [String: String]
    ) throws(ClientError) -> Kubeconfig {
        if let path { return try Kubeconfig(file: path) }
        var merged = Kubeconfig()
        for file in files(environment) where TextFile.exists(at: file) {
            merged.merge(try Kubeconfig(file: file))
        }
        return merged
    }

    /// Reads one file.
    ///
    /// - Throws: `ClientError.fileUnreadable` or `.kubeconfigMalformed`.
    public init(file: String) throws(ClientError) {
        try self.init(parsing: TextFile.text(at: file), file: file)
    }

    private static func files(_ environment: [String: String]) -> [String] {
        if let list = environment["KUBECONFIG"], !list.isEmpty {
            return list.split(separator: ":").map(String.init)
        }
        guard let home = environment["HOME"], !home.isEmpty else { return [] }
        return [home + "/.kube/config"]
    }
}

extension ClusterEndpoint {
    /// Where a pod finds its service account.
    public static let serviceAccountFolder = "/var/run/secrets/kubernetes.io/serviceaccount"

    /// The endpoint of the cluster that this process is a pod of; `nil` when it is in none.
    ///
    /// - Throws: `ClientError.fileUnreadable`.
    public static func inCluster(
        environment: [String: String],
        folder: String = serviceAccountFolder
    ) throws(ClientError) -> ClusterEndpoint? {
        guard let host = environment["KUBERNETES_SERVICE_HOST"],
            let port = environment["KUBERNETES_SERVICE_PORT"],
            TextFile.exists(at: folder + "/token")
        else { return nil }
        let authorities = try TextFile.bytes(at: folder + "/ca.crt")
        let hasNamespace = TextFile.exists(at: folder + "/namespace")
        return ClusterEndpoint(
            server: "https://\(host.contains(":") ? "[\(host)]" : host):\(port)",
            security: Security(authorities: authorities),
            credential: .tokenFile(folder + "/token"),
            namespace: hasNamespace ? try TextFile.text(at: folder + "/namespace") : "default",
            context: "in-cluster"
        )
    }
}
