import FoundationEssentials

/// How one proves to a cluster who one is, beside a client certificate.
///
/// Printing it never shows the secret.
public enum Credential: Sendable, Hashable, CustomStringConvertible {
    /// Not at all.
    case none
    /// By a token.
    case token(String)
    /// By a token in a file, read again for each request since others renew it.
    case tokenFile(String)
    /// By a name and a password.
    case password(user: String, password: String)
    /// By what a program says.
    case plugin(ExecPlugin)

    /// The value of the header field `Authorization`; `nil` when there is none to send.
    ///
    /// - Throws: `ClientError.fileUnreadable`.
    func authorization() throws(ClientError) -> String? {
        switch self {
        case .none, .plugin: nil
        case .token(let token): "Bearer \(token)"
        case .tokenFile(let path): "Bearer \(try TextFile.text(at: path))"
        case .password(let user, let password):
            "Basic " + Data("\(user):\(password)".utf8).base64EncodedString()
        }
    }

    /// The kind of credential, without the secret.
    public var description: String {
        switch self {
        case .none: "none"
        case .token: "a token"
        case .tokenFile(let path): "the token in \(path)"
        case .password(let user, _): "the password of \(user)"
        case .plugin(let plugin): "what \(plugin.command) says"
        }
    }
}
