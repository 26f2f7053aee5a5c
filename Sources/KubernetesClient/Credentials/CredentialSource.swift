import Documents
import HTTP
import Kubernetes

/// What a request shows of who one is.
struct SignedIn: Sendable, Hashable {
    /// The value of the header field `Authorization`.
    var authorization: String?
    /// The certificate, where a plugin gave one.
    var certificate: ClientCertificate?
}

/// What gives each request its credentials, and keeps those of a plugin until they run out.
///
/// Plugins may open a browser or ask for a password: one runs at a time, and those who need its
/// answer meanwhile wait for the same one.
actor CredentialSource {
    /// The longest that a plugin may take: somebody may have to sign in.
    static let pluginLimit = Duration.seconds(120)
    /// How long a plugin that failed is not run again, so that a session that has run out does not
    /// open a browser window for each try.
    static let pluginPause = Duration.seconds(10)

    private let credential: Credential
    private let runner: (any PluginRunner)?
    private var renewed: RenewedCertificate?
    private var answer: PluginAnswer?
    private var running: Task<PluginAnswer, any Error>?
    private var failure: (error: ClientError, isOver: Timestamp)?

    init(
        _ credential: Credential,
        files: CertificateFiles? = nil,
        runner: (any PluginRunner)?
    ) {
        self.credential = credential
        self.runner = runner
        renewed = files.map(RenewedCertificate.init)
    }

    /// What to show now.
    ///
    /// - Throws: `ClientError.fileUnreadable`, `.pluginFailed`, or `CancellationError`.
    func current() async throws -> SignedIn {
        guard case .plugin(let plugin) = credential else {
            return SignedIn(
                authorization: try credential.authorization(),
                certificate: try renewed?.current()
            )
        }
        if let answer, answer.isValid(at: .now) { return answer.signedIn }
        return try await ask(plugin).signedIn
    }

    /// Drops what a server has refused, unless it was replaced already; returns whether asking again
    /// can bring something else.
    func discard(_ refused: SignedIn) -> Bool {
        guard case .plugin = credential else { return false }
        if answer?.signedIn == refused { answer = nil }
        return true
    }

    private func ask(_ plugin: ExecPlugin) async throws -> PluginAnswer {
        if let running { return try await running.value }
        if let failure, failure.isOver > .now { throw failure.error }
        // A task of its own: whoever asked first may be cancelled while others still wait.
        let task = Task { try await PluginSession(plugin, runner: runner).answer() }
        running = task
        defer { running = nil }
        do {
            let fresh = try await task.value
            answer = fresh
            failure = nil
            return fresh
        } catch let error as ClientError {
            failure = (error, .now + CredentialSource.pluginPause)
            throw error
        }
    }
}

/// The credentials that a plugin gave.
struct PluginAnswer: Sendable {
    var signedIn: SignedIn
    /// When they run out; `nil` when they last as long as the process.
    var expiry: Timestamp?

    func isValid(at moment: Timestamp) -> Bool { expiry.map { moment < $0 } ?? true }
}

/// One run of a plugin.
struct PluginSession {
    private let plugin: ExecPlugin
    private let runner: (any PluginRunner)?

    init(_ plugin: ExecPlugin, runner: (any PluginRunner)?) {
        self.plugin = plugin
        self.runner = runner
    }

    func answer() async throws -> PluginAnswer {
        guard let runner else {
            throw ClientError.unsupportedCredential(
                user: plugin.user,
                kind: "the plugin \(plugin.command)"
            )
        }
        let mode = plugin.interactiveMode
        let isInteractive = mode == .never ? false : await runner.hasTerminal(for: mode)
        guard isInteractive || plugin.interactiveMode != .always else {
            throw failed("it needs the terminal, and there is none to give", hint: terminalHint)
        }
        var environment = plugin.environment
        environment["KUBERNETES_EXEC_INFO"] = plugin.info(isInteractive: isInteractive).text()
        let call = PluginCall(
            command: plugin.command,
            arguments: plugin.arguments,
            environment: environment,
            isInteractive: isInteractive,
            limit: CredentialSource.pluginLimit
        )
        let outcome: PluginOutcome
        do {
            outcome = try await runner.run(call)
        } catch let failure as PluginFailure {
            throw error(for: failure)
        }
        guard outcome.status == 0 else {
            let last = outcome.complaint.split(separator: "\n").last.map(String.init) ?? ""
            let words = "it ended with status \(outcome.status)"
            throw failed(last.isEmpty ? words : "\(words): \(last)", hint: signInHint)
        }
        return try read(outcome.output)
    }

    private func read(_ output: [UInt8]) throws(ClientError) -> PluginAnswer {
        guard let json = try? JSON(parsing: output), json["kind"]?.string == "ExecCredential" else {
            throw failed("it printed no ExecCredential", hint: nil)
        }
        guard json["apiVersion"]?.string == plugin.apiVersion else {
            let version = json["apiVersion"]?.string ?? "no version"
            throw failed("it answered in \(version) instead of \(plugin.apiVersion)", hint: nil)
        }
        func text(_ key: String) -> String? {
            json["status"]?[key]?.string.flatMap { $0.isEmpty ? nil : $0 }
        }
        let certificate = text("clientCertificateData")
        let key = text("clientKeyData")
        guard text("token") != nil || certificate != nil, (certificate == nil) == (key == nil)
        else { throw failed("it gave neither a token nor a certificate with its key", hint: nil) }
        var pair: ClientCertificate?
        if let certificate, let key {
            pair = ClientCertificate(certificate: Array(certificate.utf8), key: Array(key.utf8))
        }
        var expiry: Timestamp?
        if let written = text("expirationTimestamp") {
            guard let moment = Timestamp(written) else {
                throw failed("its expirationTimestamp \(written) is no time", hint: nil)
            }
            expiry = moment
        }
        return PluginAnswer(
            signedIn: SignedIn(
                authorization: text("token").map { "Bearer \($0)" },
                certificate: pair
            ),
            expiry: expiry
        )
    }

    private func error(for failure: PluginFailure) -> ClientError {
        switch failure {
        case .notFound:
            let hint = plugin.installHint ?? "install it, or put it into PATH"
            return failed("there is no such program", hint: hint)
        case .timedOut: return failed("it did not come to an end in time", hint: signInHint)
        case .other(let reason): return failed(reason, hint: nil)
        }
    }

    private func failed(_ reason: String, hint: String?) -> ClientError {
        .pluginFailed(user: plugin.user, command: plugin.command, reason: reason, hint: hint)
    }

    private var terminalHint: String {
        "run it once where there is one, such as by: radiant get, or kubectl get ns"
    }

    private var signInHint: String? { plugin.installHint ?? "is the session of its tool over?" }
}
