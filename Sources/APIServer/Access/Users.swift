/// The users of a cluster, how they prove who they are, and what they may do.
public struct Users: Sendable {
    /// One user with credentials and rights.
    public struct Account: Sendable {
        /// Who it is.
        public var user: User
        /// The bearer token; `nil` for a user with a client certificate only.
        public var token: String?
        /// What the user may do.
        public var rules: [AccessRule]

        /// Makes an account.
        public init(user: User, token: String? = nil, rules: [AccessRule] = []) {
            self.user = user
            self.token = token
            self.rules = rules
        }
    }

    private var byToken: [String: Account] = [:]
    private var byName: [String: Account] = [:]

    /// Makes a list of users.
    public init(_ accounts: [Account] = []) {
        for account in accounts {
            if let token = account.token, !token.isEmpty { byToken[token] = account }
            byName[account.user.name] = account
        }
    }

    /// The user of a bearer token; `nil` when nobody has it.
    func user(token: String) -> User? { byToken[token].map { Users.authenticated($0.user) } }

    /// The user of a verified client certificate.
    func user(commonName: String, organizations: [String]) -> User {
        var user = byName[commonName]?.user ?? User(name: commonName)
        for group in organizations where !user.groups.contains(group) { user.groups.append(group) }
        return Users.authenticated(user)
    }

    /// Whether a user may do something.
    func allows(_ user: User, _ action: Action) -> Bool {
        user.groups.contains(User.masters) || rules(of: user).contains { $0.allows(action) }
    }

    /// What a user may do, members of `system:masters` everything.
    func rules(of user: User) -> [AccessRule] {
        if user.groups.contains(User.masters) { return [AccessRule(verbs: ["*"])] }
        guard user != .anonymous else { return [] }
        return (byName[user.name]?.rules ?? []) + Users.everyone
    }

    /// What all who are known may do: ask who they are and what they may do.
    private static let everyone = [
        AccessRule(
            verbs: ["create"],
            apiGroups: ["authorization.k8s.io"],
            resources: ["selfsubjectaccessreviews", "selfsubjectrulesreviews"]
        ),
        AccessRule(
            verbs: ["create"],
            apiGroups: ["authentication.k8s.io"],
            resources: ["selfsubjectreviews"]
        ),
    ]

    private static func authenticated(_ user: User) -> User {
        var user = user
        if !user.groups.contains("system:authenticated") {
            user.groups.append("system:authenticated")
        }
        return user
    }
}
