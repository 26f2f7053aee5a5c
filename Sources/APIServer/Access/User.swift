/// Who asks, once the credentials are known.
public struct User: Sendable, Hashable {
    /// The name, such as `admin`.
    public var name: String
    /// An identity that no other user of the name has; empty when there is none.
    public var uid: String
    /// The groups, such as `system:masters`, which may do everything.
    public var groups: [String]

    /// Makes a user.
    public init(name: String, uid: String = "", groups: [String] = []) {
        self.name = name
        self.uid = uid
        self.groups = groups
    }

    /// Who asks without credentials.
    public static let anonymous = User(
        name: "system:anonymous",
        groups: ["system:unauthenticated"]
    )

    /// The group whose members may do everything.
    public static let masters = "system:masters"
}
