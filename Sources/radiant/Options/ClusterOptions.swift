import ArgumentParser
import KubernetesClient
import Operations

/// Which cluster is meant, as whom, and where in it; the words are kubectl's.
struct ClusterOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The kubeconfig file.", valueName: "file"))
    var kubeconfig: String?

    @Option(help: ArgumentHelp("The context of the kubeconfig.", valueName: "name"))
    var context: String?

    @Option(
        name: [.short, .long],
        help: ArgumentHelp("The namespace; by default the context's.", valueName: "name")
    )
    var namespace: String?

    @Flag(name: [.customShort("A"), .long], help: "All namespaces.")
    var allNamespaces = false

    @Option(name: .customLong("as"), help: ArgumentHelp("Act as this user.", valueName: "user"))
    var impersonated: String?

    @Option(
        name: .customLong("as-group"),
        help: ArgumentHelp("Act as a member of this group (again for more).", valueName: "group")
    )
    var impersonatedGroups: [String] = []

    @Option(
        name: .customLong("as-uid"),
        help: ArgumentHelp("Act as the user with this identity.", valueName: "uid")
    )
    var impersonatedUID: String?

    @Flag(help: "The embedded cluster of this machine (see: radiant up).")
    var local = false

    @Option(
        help: ArgumentHelp(
            "The embedded cluster's data directory.",
            discussion: "By default $RADIANT_DATA_DIR or $XDG_DATA_HOME/radiant.",
            valueName: "dir"
        )
    )
    var dataDir: String?

    @Option(
        help: ArgumentHelp("The ingress that requests go to; by default found.", valueName: "url")
    )
    var gateway: String?

    @Option(
        help: ArgumentHelp(
            "Take rates and latencies from this Prometheus: a URL, or NAMESPACE/SERVICE:PORT.",
            discussion:
                "By default orchestrators are asked; what they refuse, a Prometheus that is "
                + "found in the cluster.",
            valueName: "where"
        )
    )
    var prometheus: String?

    @Flag(help: "Refuse every change.")
    var readOnly = false

    @Flag(name: [.short, .long], help: "Tell the details of a failure as well.")
    var verbose = false

    /// Who to act as; `nil` for whom the kubeconfig says.
    var impersonation: Impersonation? {
        guard let impersonated else { return nil }
        return Impersonation(user: impersonated, groups: impersonatedGroups, uid: impersonatedUID)
    }

    mutating func validate() throws {
        if impersonated == nil, !impersonatedGroups.isEmpty || impersonatedUID != nil {
            throw ValidationError("--as-group and --as-uid go with --as")
        }
    }
}
