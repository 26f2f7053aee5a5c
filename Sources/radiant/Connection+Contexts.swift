import KubernetesClient
import LocalCluster

extension Connection {
    /// The contexts of the same kubeconfig, by name; none where it cannot be read.
    var contexts: [String] {
        let environment = Environment.variables
        let kubeconfig: Kubeconfig?
        if options.local {
            let folder = DataDirectory.location(
                named: options.dataDir,
                environment: environment
            )
            kubeconfig = try? Kubeconfig(file: folder + "/kubeconfig")
        } else {
            kubeconfig = try? Kubeconfig.load(
                path: options.kubeconfig,
                environment: environment
            )
        }
        return kubeconfig?.contexts.keys.sorted() ?? []
    }

    /// The same, by another context of the kubeconfig.
    ///
    /// - Throws: `ClientError` when there is no such context.
    func to(context: String) throws -> Connection {
        var options = options
        options.context = context
        // A namespace and a gateway that were named belong to the cluster before.
        options.namespace = nil
        options.gateway = nil
        return try Connection(options)
    }
}
