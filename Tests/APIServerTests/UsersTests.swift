import HTTP
import HTTPTypes
import Testing

@testable import APIServer

struct UsersTests {
    private let users = Users([
        Users.Account(user: User(name: "admin", groups: [User.masters]), token: "a"),
        Users.Account(
            user: User(name: "viewer"),
            token: "v",
            rules: [AccessRule(verbs: ["get", "list", "watch"])]
        ),
        Users.Account(
            user: User(name: "developer"),
            token: "d",
            rules: [
                AccessRule(
                    verbs: ["*"],
                    apiGroups: ["apps"],
                    resources: ["deployments", "*/scale"],
                    namespace: "models"
                )
            ]
        ),
    ])

    @Test func `a token names its user and an unknown one nobody`() throws {
        #expect(users.user(token: "v")?.name == "viewer")
        #expect(users.user(token: "v")?.groups == ["system:authenticated"])
        #expect(users.user(token: "x") == nil)
        #expect(users.user(token: "") == nil)
    }

    @Test func `a member of system masters may do everything`() throws {
        let admin = try #require(users.user(token: "a"))

        #expect(users.allows(admin, Action(verb: "delete", group: "", resource: "nodes")))
    }

    @Test func `a certificate's organizations are groups`() {
        let user = users.user(commonName: "someone", organizations: [User.masters])

        #expect(users.allows(user, Action(verb: "delete", group: "", resource: "nodes")))
    }

    @Test func `a rule of one namespace holds nowhere else`() throws {
        let developer = try #require(users.user(token: "d"))
        var action = Action(verb: "patch", group: "apps", resource: "deployments/scale")

        #expect(!users.allows(developer, action))
        action.namespace = "models"
        #expect(users.allows(developer, action))
        action.namespace = "other"
        #expect(!users.allows(developer, action))
        action = Action(verb: "patch", group: "apps", resource: "replicasets", namespace: "models")
        #expect(!users.allows(developer, action))
    }

    @Test func `only who may do everything acts as somebody else`() async throws {
        let cluster = try await TestCluster()
        func status(_ token: String, _ path: String) async throws -> Int {
            var fields: HTTPFields = [.authorization: "Bearer \(token)"]
            fields[try #require(HTTPField.Name("Impersonate-User"))] = "viewer"
            let request = try Request(url: "https://127.0.0.1" + path, fields: fields)
            return await cluster.api.respond(to: request).status
        }

        #expect(try await status("admin", Sample.pods) == 200)
        #expect(try await status("admin", "/api/v1/namespaces/models/secrets") == 403)
        #expect(try await status("developer", Sample.pods) == 403)
    }

    @Test func `without credentials nothing is allowed`() {
        #expect(!users.allows(.anonymous, Action(verb: "get", group: "", resource: "pods")))
    }
}
