import Documents
import Failures
import HTTP
import HTTPTypes
import Kubernetes
import KubernetesClient
import Synchronization
import Testing

/// Runs no program: it answers what a test wants and keeps the calls.
private final class FakePrograms: PluginRunner {
    private let answers: Mutex<[Result<PluginOutcome, PluginFailure>]>
    private let seen = Mutex<[PluginCall]>([])
    private let isOnTerminal: Bool

    init(_ answers: [Result<PluginOutcome, PluginFailure>], isOnTerminal: Bool = false) {
        self.answers = Mutex(answers)
        self.isOnTerminal = isOnTerminal
    }

    var calls: [PluginCall] { seen.withLock { $0 } }

    func hasTerminal(for mode: ExecPlugin.InteractiveMode) -> Bool { isOnTerminal }

    func run(_ call: PluginCall) async throws -> PluginOutcome {
        seen.withLock { $0.append(call) }
        return try answers.withLock { $0.count > 1 ? $0.removeFirst() : $0[0] }.get()
    }

    static func token(
        _ token: String,
        expiry: String? = nil
    ) -> Result<
        PluginOutcome, PluginFailure
    > {
        var status: JSON = ["token": .string(token)]
        if let expiry { status["expirationTimestamp"] = .string(expiry) }
        let credential: JSON = [
            "kind": "ExecCredential", "apiVersion": "client.authentication.k8s.io/v1",
            "status": status,
        ]
        return .success(PluginOutcome(status: 0, output: credential.bytes()))
    }
}

struct ExecPluginTests {
    private func config(_ exec: String, file: String = "/home/me/.kube/config") throws -> Kubeconfig
    {
        try Kubeconfig(
            parsing: """
                current-context: x
                contexts: [{name: x, context: {cluster: c, user: u}}]
                clusters:
                - name: c
                  cluster:
                    server: https://api:6443
                    certificate-authority-data: Q0E=
                    extensions:
                    - name: client.authentication.k8s.io/exec
                      extension: {audience: "06e3fbd18de8"}
                users: [{name: u, user: {exec: \(exec)}}]
                """,
            file: file
        )
    }

    private let exec = """
        {apiVersion: client.authentication.k8s.io/v1, command: ./bin/login, args: [get-token],
         interactiveMode: IfAvailable, provideClusterInfo: true, installHint: "brew install login",
         env: [{name: PROFILE, value: prod}]}
        """

    private func client(
        _ exec: String,
        _ programs: FakePrograms,
        _ answers: [Response] = []
    ) throws -> (APIClient, Script) {
        let ok = Response(.ok, body: .text("{}"))
        let script = Script(answers + Array(repeating: ok, count: 10))
        let client = APIClient(
            try config(exec).endpoint(),
            over: InProcessTransport(to: ClosureHandler { script.next($0) }),
            plugins: programs
        )
        return (client, script)
    }

    @Test func `a plugin is run with its arguments and told of the cluster, once`() async throws {
        let programs = FakePrograms([FakePrograms.token("t1")])
        let (client, script) = try client(exec, programs)

        _ = try await client.json(.get, "/version")
        _ = try await client.json(.get, "/version")

        #expect(
            script.requests.map { $0.head.headerFields[.authorization] } == [
                "Bearer t1", "Bearer t1",
            ]
        )
        let call = try #require(programs.calls.first)
        #expect(programs.calls.count == 1)
        #expect(call.command == "/home/me/.kube/./bin/login")
        #expect(call.arguments == ["get-token"])
        #expect(call.environment["PROFILE"] == "prod")
        let info = try JSON(parsing: call.environment["KUBERNETES_EXEC_INFO"] ?? "")
        #expect(info["kind"] == "ExecCredential")
        #expect(info["spec"]?["interactive"] == false)
        #expect(info["spec"]?["cluster"]?["server"] == "https://api:6443")
        #expect(info["spec"]?["cluster"]?["certificate-authority-data"] == "Q0E=")
        #expect(info["spec"]?["cluster"]?["config"]?["audience"] == "06e3fbd18de8")
    }

    @Test func `what has run out or was refused is asked for anew`() async throws {
        let programs = FakePrograms([
            FakePrograms.token("old", expiry: "2001-01-01T00:00:00Z"), FakePrograms.token("good"),
            FakePrograms.token("better"),
        ])
        let answers = [Response(.ok, body: .text("{}")), Response(.ok, body: .text("{}"))]
        let (client, script) = try client(exec, programs, answers + [Response(.unauthorized)])

        for _ in 0..<3 { _ = try await client.json(.get, "/version") }

        #expect(
            script.requests.map { $0.head.headerFields[.authorization] } == [
                "Bearer old", "Bearer good", "Bearer good", "Bearer better",
            ]
        )
    }

    @Test func `a plugin that gives a certificate signs in by it`() async throws {
        let credential: JSON = [
            "kind": "ExecCredential", "apiVersion": "client.authentication.k8s.io/v1",
            "status": ["clientCertificateData": "CERT", "clientKeyData": "KEY"],
        ]
        let seen = Mutex<ClientCertificate?>(nil)
        struct Recorder: HTTPTransport {
            let body: @Sendable (RequestOptions) -> Void
            func send(_ request: Request, _ options: RequestOptions) async throws -> Response {
                body(options)
                return Response(.ok, body: .text("{}"))
            }
        }
        let client = APIClient(
            try config(exec).endpoint(),
            over: Recorder { options in seen.withLock { $0 = options.clientCertificate } },
            plugins: FakePrograms([
                .success(PluginOutcome(status: 0, output: credential.bytes()))
            ])
        )

        _ = try await client.json(.get, "/version")

        #expect(
            seen.withLock { $0 }
                == ClientCertificate(certificate: Array("CERT".utf8), key: Array("KEY".utf8))
        )
    }

    @Test(arguments: [
        (Result<PluginOutcome, PluginFailure>.failure(.notFound), "no such program"),
        (.failure(.timedOut), "in time"),
        (
            .success(PluginOutcome(status: 3, output: [], complaint: "a\nSSO session expired\n")),
            "status 3: SSO session expired"
        ),
        (.success(PluginOutcome(status: 0, output: Array("hello".utf8))), "no ExecCredential"),
    ])
    func `a plugin that fails is named with what it said and what to do`(
        answer: Result<PluginOutcome, PluginFailure>,
        words: String
    ) async throws {
        let programs = FakePrograms([answer])
        let (client, _) = try client(exec, programs)

        for _ in 0..<2 {
            let error = await #expect(throws: ClientError.self) {
                try await client.json(.get, "/version")
            }
            #expect(
                error?.failure.message.contains(words) == true,
                "\(error?.failure.message ?? "")"
            )
            #expect(error?.failure.message.contains("user u") == true)
        }
        // One that failed is not run again for each request: it may open a window each time.
        #expect(programs.calls.count == 1)
    }

    @Test func `a plugin that needs a terminal is not run without one`() async throws {
        let programs = FakePrograms([FakePrograms.token("t")])
        let always = exec.replacing("IfAvailable", with: "Always")
        let (client, _) = try client(always, programs)

        let error = await #expect(throws: ClientError.self) { try await client.signIn() }

        #expect(error?.failure.message.contains("needs the terminal") == true)
        #expect(programs.calls.isEmpty)
    }

    @Test(arguments: [
        ("{command: x}", "apiVersion"),
        ("{apiVersion: client.authentication.k8s.io/v1, interactiveMode: Never}", "command"),
        ("{apiVersion: client.authentication.k8s.io/v1, command: x}", "interactiveMode"),
        (
            "{apiVersion: client.authentication.k8s.io/v1, command: x, interactiveMode: Maybe}",
            "interactiveMode Maybe"
        ),
    ])
    func `an entry that kubectl would not take says what is wrong and where`(
        exec: String,
        words: String
    ) throws {
        let config = try config(exec)

        let error = #expect(throws: ClientError.self) { try config.endpoint() }

        #expect(error?.failure.message.contains(words) == true)
        #expect(error?.failure.message.contains("/home/me/.kube/config") == true)
    }

    @Test func `version v1beta1 needs no interactiveMode`() throws {
        let exec = "{apiVersion: client.authentication.k8s.io/v1beta1, command: aws}"

        guard case .plugin(let plugin) = try config(exec).endpoint().credential else {
            Issue.record("no plugin")
            return
        }

        #expect(plugin.interactiveMode == .ifAvailable)
        #expect(plugin.command == "aws")
    }
}

struct ProxyEnvironmentTests {
    @Test(arguments: [
        ("https://api.prod:6443", "http://proxy:3128" as String?),
        ("http://api.prod", "http://plain:80"), ("https://127.0.0.1:6443", nil),
        ("https://localhost:6443", nil), ("https://[::1]:6443", nil),
        ("https://10.1.2.3:6443", nil), ("https://11.1.2.3:6443", "http://proxy:3128"),
        ("https://x.internal", nil), ("https://internal", nil),
        ("https://notinternal", "http://proxy:3128"),
        ("https://port.example:8443", nil), ("https://port.example:443", "http://proxy:3128"),
    ])
    func `a proxy is taken from the environment as Go's programs take it`(
        url: String,
        proxy: String?
    ) {
        let environment = ProxyEnvironment([
            "HTTPS_PROXY": "proxy:3128", "http_proxy": "http://plain:80",
            "NO_PROXY": "10.0.0.0/8, .internal,internal,port.example:8443",
        ])

        #expect(environment.proxy(for: url) == proxy)
    }

    @Test func `a star excepts everything`() {
        let environment = ProxyEnvironment(["HTTPS_PROXY": "proxy:3128", "no_proxy": "*"])

        #expect(environment.proxy(for: "https://api.prod") == nil)
    }
}
