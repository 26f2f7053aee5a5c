import APIServer
import Failures
import KubernetesClient
import Testing

@testable import LocalCluster

struct ClusterFilesTests {
    private let scratch = ScratchDirectory()

    @Test func `the users file is made once and then kept`() throws {
        let directory = try DataDirectory(at: scratch.path)

        let first = try UsersFile(in: directory)
        let second = try UsersFile(in: directory)

        #expect(first.adminToken == second.adminToken)
        #expect(first.adminToken.count == 64)
        #expect(first.accounts.map(\.user.name) == ["admin", "viewer", "developer"])
        #expect(Set(first.accounts.compactMap(\.token)).count == 3)
        #expect(first.accounts[2].rules.map(\.namespace) == ["default"])
    }

    @Test(arguments: [
        "", "users: 1", "users: [{name: x, token: t}]", "users: [{token: t}]", "a: b: c",
    ])
    func `a users file that lets nobody in is refused with its path`(text: String) throws {
        let directory = try DataDirectory(at: scratch.path)
        try PrivateFile.write(Array(text.utf8), to: directory.users)

        let error = #expect(throws: LocalClusterError.self) { try UsersFile(in: directory) }

        #expect(error?.failure.message.hasPrefix(directory.users) == true)
    }

    @Test func `the kubeconfig is read back as it is meant`() throws {
        let path = scratch.path + "/kubeconfig"
        try KubeconfigFile.write(
            server: "https://127.0.0.1:7443",
            authority: Array("-----BEGIN".utf8),
            token: "secret",
            to: path
        )

        let endpoint = try Kubeconfig(file: path).endpoint()

        #expect(endpoint.server == "https://127.0.0.1:7443")
        #expect(endpoint.credential == .token("secret"))
        #expect(endpoint.security.authorities == Array("-----BEGIN".utf8))
        #expect(endpoint.namespace == "default")
    }

    @Test func `clusters on one machine have addresses of their own, each the same again`() throws {
        let first = try DataDirectory(at: scratch.path + "/a")
        let second = try DataDirectory(at: scratch.path + "/b")
        let number: Int
        do {
            let claim = try NetworkClaim.take(for: first)
            number = claim.number
            let other = try NetworkClaim.take(for: second)
            #expect(other.number != number)
            #expect(throws: LocalClusterError.networkTaken(number: number)) {
                try NetworkClaim.take(for: first)
            }
            withExtendedLifetime(claim) {}
        }

        let again = try NetworkClaim.take(for: first)
        #expect(again.number == number)
    }
}
