import APIServer
import Documents
import Failures

/// The file that says who may use the cluster, by what token, and for what.
struct UsersFile: Sendable {
    /// All users.
    let accounts: [Users.Account]
    /// The token of the administrator.
    let adminToken: String

    /// Reads the file of a data directory, which is made when it is missing: an administrator, a
    /// viewer, and a developer with rights in one namespace.
    ///
    /// - Throws: `LocalClusterError`.
    init(in directory: DataDirectory) throws(LocalClusterError) {
        if PrivateFile.kind(of: directory.users) == nil {
            try PrivateFile.write(Array(UsersFile.initial.utf8), to: directory.users)
        }
        let text = String(decoding: try PrivateFile.read(directory.users), as: UTF8.self)
        let json: JSON
        do {
            json = try YAML.json(parsing: text)
        } catch {
            throw .malformed(path: directory.users, problem: error.failure.message)
        }
        guard let users = json["users"]?.array else {
            throw .malformed(path: directory.users, problem: "it has no list 'users'")
        }
        accounts = users.map(UsersFile.account)
        if let account = accounts.first(where: { $0.user.name.isEmpty }) {
            throw .malformed(
                path: directory.users,
                problem: "a user has no name (groups \(account.user.groups))"
            )
        }
        let admin = accounts.first { $0.user.groups.contains(User.masters) && $0.token != nil }
        guard let token = admin?.token, !token.isEmpty else {
            throw .malformed(
                path: directory.users,
                problem: "no user with a token is in the group \(User.masters)"
            )
        }
        adminToken = token
    }

    /// A new token: 256 random bits as hexadecimal digits.
    static func makeToken() -> String {
        var generator = SystemRandomNumberGenerator()
        return (0..<4).map { _ in
            let digits = String(generator.next() as UInt64, radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }

    private static func account(_ json: JSON) -> Users.Account {
        func words(_ json: JSON?) -> [String]? { json?.array?.compactMap(\.string) }
        let rules = (json["rules"]?.elements ?? []).map { rule in
            AccessRule(
                verbs: words(rule["verbs"]) ?? [],
                apiGroups: words(rule["apiGroups"]) ?? ["*"],
                resources: words(rule["resources"]) ?? ["*"],
                resourceNames: words(rule["resourceNames"]) ?? [],
                namespace: rule["namespace"]?.string
            )
        }
        return Users.Account(
            user: User(
                name: json["name"]?.string ?? "",
                uid: json["uid"]?.string ?? "",
                groups: words(json["groups"]) ?? []
            ),
            token: json["token"]?.string,
            rules: rules
        )
    }

    private static var initial: String {
        """
        # Who may use this cluster. A user proves himself by his token, or by a certificate of the
        # cluster's authority (ca.crt) whose common name is his. Whoever has the token of the
        # administrator can start programs as the owner of this file.
        users:
        - name: admin
          groups: [system:masters]
          token: "\(makeToken())"
        # Sees everything but Secrets, changes nothing.
        - name: viewer
          token: "\(makeToken())"
          rules:
          - verbs: [get, list, watch]
            apiGroups: ["", apps, autoscaling, discovery.k8s.io, machinelearning.seldon.io,
              networking.istio.io, metrics.k8s.io, coordination.k8s.io, apiextensions.k8s.io]
            resources: [namespaces, nodes, pods, pods/log, pods/status, pods/proxy, services,
              services/proxy, endpoints, endpointslices, events, configmaps, serviceaccounts,
              leases, deployments, deployments/scale, replicasets, horizontalpodautoscalers,
              customresourcedefinitions, seldondeployments, seldondeployments/status,
              virtualservices, destinationrules]
        # Does everything, in the namespace default alone.
        - name: developer
          token: "\(makeToken())"
          rules:
          - verbs: ["*"]
            apiGroups: ["*"]
            resources: ["*"]
            namespace: default

        """
    }
}
