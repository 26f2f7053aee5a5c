public import Documents
import FoundationEssentials

/// A program that the kubeconfig names to get credentials from, by the protocol of
/// `client.authentication.k8s.io` (Kubernetes, "client-go credential plugins").
public struct ExecPlugin: Sendable, Hashable {
    /// Whether the program is given the terminal.
    public enum InteractiveMode: String, Sendable, Hashable {
        /// It never is.
        case never = "Never"
        /// It is where there is one.
        case ifAvailable = "IfAvailable"
        /// It cannot do without.
        case always = "Always"
    }

    /// The entry of the kubeconfig that names it.
    public var user: String
    /// The program: a path, or a name to look for in `PATH`.
    public var command: String
    /// Its arguments.
    public var arguments: [String]
    /// Variables beside those of this process.
    public var environment: [String: String]
    /// The version of the protocol, such as `client.authentication.k8s.io/v1`.
    public var apiVersion: String
    /// Whether it is given the terminal.
    public var interactiveMode: InteractiveMode
    /// What to do when the program is not there; `nil` when the kubeconfig does not say.
    public var installHint: String?
    /// The cluster as the program is told of it; `nil` when it is not.
    public var cluster: JSON?

    /// The versions of the protocol that are spoken.
    static let versions = [
        "client.authentication.k8s.io/v1", "client.authentication.k8s.io/v1beta1",
    ]

    /// Reads the member `exec` of a user.
    ///
    /// - Throws: `ClientError.kubeconfigMalformed`, `.unsupportedCredential`.
    init(
        json: JSON,
        user: String,
        in entry: Kubeconfig.Entry,
        cluster: Kubeconfig.Entry
    ) throws(ClientError) {
        func malformed(_ problem: String) -> ClientError {
            .kubeconfigMalformed(path: entry.file, problem: "user \(user), exec: \(problem)")
        }
        guard let command = json["command"]?.string, !command.isEmpty else {
            throw malformed("it names no command")
        }
        apiVersion = json["apiVersion"]?.string ?? ""
        guard ExecPlugin.versions.contains(apiVersion) else {
            let known = ExecPlugin.versions.joined(separator: " or ")
            throw malformed("apiVersion \"\(apiVersion)\" is not spoken; expected \(known)")
        }
        let mode = json["interactiveMode"]?.string
        if let mode, InteractiveMode(rawValue: mode) == nil {
            throw malformed("interactiveMode \(mode) is none of Never, IfAvailable, Always")
        }
        // Version v1 demands the mode; v1beta1 takes it for IfAvailable.
        guard mode != nil || apiVersion.hasSuffix("v1beta1") else {
            throw malformed("interactiveMode is missing: Never, IfAvailable or Always")
        }
        self.user = user
        // A path is relative to the kubeconfig, as with kubectl; a bare name is looked up.
        self.command = command.contains("/") ? entry.absolute(command) : command
        arguments = (json["args"]?.elements ?? []).compactMap(\.string)
        environment = Dictionary(
            (json["env"]?.elements ?? []).compactMap { variable in
                variable["name"]?.string.map { ($0, variable["value"]?.string ?? "") }
            },
            uniquingKeysWith: { _, last in last }
        )
        interactiveMode = mode.flatMap(InteractiveMode.init) ?? .ifAvailable
        installHint = json["installHint"]?.string
        self.cluster =
            json["provideClusterInfo"]?.bool ?? false
            ? try ExecPlugin.description(of: cluster) : nil
    }

    /// The cluster as the protocol describes it, files read into data.
    private static func description(of cluster: Kubeconfig.Entry) throws(ClientError) -> JSON {
        var json: JSON = .object([:])
        let kept = [
            "server", "tls-server-name", "insecure-skip-tls-verify", "proxy-url",
            "disable-compression",
        ]
        for key in kept where cluster.json[key] != nil { json[key] = cluster.json[key] }
        if let bytes = try cluster.material("certificate-authority") {
            json["certificate-authority-data"] = .string(Data(bytes).base64EncodedString())
        }
        for item in cluster.json["extensions"]?.elements ?? []
        where item["name"]?.string == "client.authentication.k8s.io/exec" {
            json["config"] = item["extension"]
        }
        return json
    }

    /// What the program finds in `KUBERNETES_EXEC_INFO`.
    func info(isInteractive: Bool) -> JSON {
        var spec: JSON = ["interactive": .bool(isInteractive)]
        if let cluster { spec["cluster"] = cluster }
        return ["kind": "ExecCredential", "apiVersion": .string(apiVersion), "spec": spec]
    }
}
