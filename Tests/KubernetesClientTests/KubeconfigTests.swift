import KubernetesClient
import Testing

struct KubeconfigTests {
    private let first = """
        apiVersion: v1
        kind: Config
        current-context: dev
        contexts:
        - name: dev
          context: {cluster: home, user: me, namespace: models}
        clusters:
        - name: home
          cluster: {server: "https://127.0.0.1:6443/", certificate-authority-data: Q0E=}
        users:
        - name: me
          user: {token: abc}
        """
    private let second = """
        current-context: other
        contexts:
        - name: dev
          context: {cluster: elsewhere, user: me}
        - name: far
          context: {cluster: far, user: shown}
        clusters:
        - name: far
          cluster:
            server: https://far:443
            tls-server-name: real.example
            proxy-url: http://10.0.0.1:3128
            insecure-skip-tls-verify: true
            certificate-authority-data: Q0E=
        users:
        - name: shown
          user:
            client-certificate-data: Q0VSVA==
            client-key-data: S0VZ
            as: boss
            as-groups: [ops]
        - name: plugged
          user: {exec: {command: aws, apiVersion: client.authentication.k8s.io/v1}}
        """

    private func merged() throws -> Kubeconfig {
        var config = try Kubeconfig(parsing: first, file: "/a/config")
        config.merge(try Kubeconfig(parsing: second, file: "/b/config"))
        return config
    }

    @Test func `a context gives server, authority, token and namespace`() throws {
        let endpoint = try merged().endpoint()

        #expect(endpoint.server == "https://127.0.0.1:6443")
        #expect(endpoint.security.authorities == Array("CA".utf8))
        #expect(endpoint.credential == .token("abc"))
        #expect(endpoint.namespace == "models")
        #expect(endpoint.context == "dev")
    }

    @Test func `of two files the first wins, entry by entry`() throws {
        let config = try merged()

        #expect(config.currentContext == "dev")
        #expect(config.contexts.keys.sorted() == ["dev", "far"])
        #expect(try config.endpoint(context: "dev").server == "https://127.0.0.1:6443")
    }

    @Test func `a client certificate, a proxy and another identity are taken over`() throws {
        let endpoint = try merged().endpoint(context: "far")

        #expect(endpoint.security.certificate == Array("CERT".utf8))
        #expect(endpoint.security.key == Array("KEY".utf8))
        #expect(endpoint.security.serverName == "real.example")
        #expect(endpoint.security.acceptsAnyCertificate)
        #expect(endpoint.security.authorities == nil)
        #expect(endpoint.proxyURL == "http://10.0.0.1:3128")
        #expect(endpoint.impersonation == Impersonation(user: "boss", groups: ["ops"]))
        #expect(endpoint.namespace == "default")
    }

    @Test func `files that entries name are relative to the file that names them`() throws {
        let text = """
            contexts: [{name: x, context: {cluster: x, user: x}}]
            clusters: [{name: x, cluster: {server: "https://x", certificate-authority: ca.crt}}]
            users: [{name: x, user: {tokenFile: secrets/token}}]
            """
        let config = try Kubeconfig(parsing: text, file: "/no/such/folder/config")

        #expect(
            throws: ClientError.fileUnreadable(
                path: "/no/such/folder/ca.crt",
                reason: "No such file or directory"
            )
        ) {
            try config.endpoint(context: "x")
        }
    }

    @Test func `a context that is not there is named with those that are`() throws {
        let config = try merged()

        #expect(throws: ClientError.noSuchContext(name: "prod", known: ["dev", "far"])) {
            try config.endpoint(context: "prod")
        }
        #expect(throws: ClientError.noCurrentContext) { try Kubeconfig().endpoint() }
    }

    @Test func `broken YAML is reported with the file and the place`() {
        #expect(throws: ClientError.self) { try Kubeconfig(parsing: "a: [", file: "/x") }
    }

    @Test func `a credential never prints its secret`() {
        #expect("\(Credential.token("s3cret"))" == "a token")
        #expect("\(Credential.password(user: "u", password: "s3cret"))" == "the password of u")
    }
}
