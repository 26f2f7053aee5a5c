public import Failures
public import HTTP
public import Kubernetes

/// Why a cluster could not be asked, or did not do what it was asked.
public enum ClientError: Error, Sendable, Hashable {
    /// A configuration file, or a file that it names, cannot be read.
    case fileUnreadable(path: String, reason: String)
    /// A configuration file is not what kubectl would accept.
    case kubeconfigMalformed(path: String, problem: String)
    /// No context was asked for, and the configuration names none as current.
    case noCurrentContext
    /// The configuration has no context of that name; `known` are those it has.
    case noSuchContext(name: String, known: [String])
    /// A context names a cluster or user that the configuration does not have.
    case danglingReference(context: String, kind: String, name: String)
    /// A user's credentials are of a kind that is not understood.
    case unsupportedCredential(user: String, kind: String)
    /// The program that a user's credentials come from gave none.
    case pluginFailed(user: String, command: String, reason: String, hint: String?)
    /// The server answered that it will not do it.
    case refused(APIStatus)
    /// There was no answer.
    case unreachable(HTTPError)
    /// The answer makes no sense.
    case malformedReply(to: String, problem: String)
}

extension ClientError {
    /// The server's answer when there was one.
    public var status: APIStatus? {
        if case .refused(let status) = self { status } else { nil }
    }

    /// Whether the server answered, if only to refuse.
    public var isAnswer: Bool { if case .refused = self { true } else { false } }

    /// Whether the object or the whole kind is not there.
    public var isNotFound: Bool { status?.code == 404 }

    /// Whether the object changed since it was read, or is there already.
    public var isConflict: Bool { status?.code == 409 }

    /// Whether an object of that name is there already.
    public var isAlreadyThere: Bool { status?.reason == "AlreadyExists" }

    /// Whether what was asked for lies too far in the past, so that a fresh list is needed.
    public var isExpired: Bool { status?.code == 410 }
}

extension ClientError: ExplainedError {
    /// The error in words.
    public var failure: Failure {
        switch self {
        case .fileUnreadable(let path, let reason): Failure("cannot read \(path): \(reason)")
        case .kubeconfigMalformed(let path, let problem):
            Failure("the kubeconfig \(path) is not valid: \(problem)")
        case .noCurrentContext:
            Failure(
                "no cluster is chosen: the kubeconfig has no current context",
                hint: "name one with --context, or use the embedded cluster with --local"
            )
        case .noSuchContext(let name, let known):
            Failure(
                "the kubeconfig has no context \(name)",
                hint: known.isEmpty ? nil : "it has \(known.joined(separator: ", "))"
            )
        case .danglingReference(let context, let kind, let name):
            Failure(
                "context \(context) names the \(kind) \(name), which the kubeconfig lacks",
                hint: "is a file of KUBECONFIG missing? see: kubectl config view"
            )
        case .unsupportedCredential(let user, let kind):
            Failure(
                "the user \(user) of the kubeconfig signs in by \(kind), which is not supported",
                hint: "give it a token, a client certificate or a plugin (exec)"
            )
        case .pluginFailed(let user, let command, let reason, let hint):
            Failure(
                "the plugin \(command) of user \(user) gave no credentials: \(reason)",
                hint: hint
            )
        case .refused(let status): status.failure
        case .unreachable(.cannotConnect(let url, let reason)):
            // The path says nothing about why nobody is there; what the transport adds in front of
            // the reason repeats the address.
            Failure(
                "cannot reach \(ClientError.origin(of: url)): "
                    + (reason.split(separator: ":").last.map(String.init) ?? reason)
                    .trimmingPrefix(" ").lowercased(),
                hint: "is the cluster up? the embedded one starts with: radiant up"
            )
        case .unreachable(.insecure(let url, let reason)):
            Failure(
                "no trusted connection to \(ClientError.origin(of: url)): \(reason)",
                hint: ClientError.remedy(forInsecure: reason)
            )
        case .unreachable(let error): error.failure
        case .malformedReply(let request, let problem):
            Failure("the answer to \(request) makes no sense: \(problem)")
        }
    }

    /// Scheme, host and port of a URL.
    private static func origin(of url: String) -> Substring {
        guard let scheme = url.firstRange(of: "://") else { return url[...] }
        return url[..<(url[scheme.upperBound...].firstIndex(of: "/") ?? url.endIndex)]
    }

    /// What to do about a connection that TLS did not trust, by OpenSSL's words.
    private static func remedy(forInsecure reason: String) -> String {
        let reason = reason.lowercased()
        // An alert is what the server says of the client's certificate.
        if reason.contains("alert") {
            return "the server refuses the client's certificate: has it run out? see the user's "
                + "client-certificate in the kubeconfig"
        }
        if reason.contains("expired") || reason.contains("not yet valid") {
            return
                "is this machine's clock right? otherwise the server's certificate must be renewed"
        }
        if reason.contains("alternative") || reason.contains("subject name")
            || reason.contains("does not match")
        {
            return
                "the certificate is for another name; tls-server-name in the kubeconfig says which"
        }
        return "is certificate-authority in the kubeconfig the authority of this server?"
    }
}
