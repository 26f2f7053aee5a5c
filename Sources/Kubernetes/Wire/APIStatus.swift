public import Documents
public import Failures

/// What the server answers when it cannot do what was asked: the kind `Status` of the API.
public struct APIStatus: Error, Sendable, Hashable {
    /// The HTTP status, such as 404.
    public var code: Int
    /// The reason in one word, such as `NotFound`.
    public var reason: String
    /// What happened, in the server's words.
    public var message: String
    /// Name, kind, causes and so on, as the server gave them.
    public var details: JSON?
    /// What goes on with a list all the same whose `continue` was too old; `nil` when nothing does.
    public var continuation: String?

    /// Makes a status.
    public init(code: Int, reason: String, message: String, details: JSON? = nil) {
        self.code = code
        self.reason = reason
        self.message = message
        self.details = details
    }

    /// Reads a status; `nil` when the document is none or says success.
    public init?(json: JSON) {
        guard json["kind"]?.string == "Status", json["status"]?.string != "Success" else {
            return nil
        }
        code = json["code"]?.int ?? 500
        reason = json["reason"]?.string ?? ""
        message = json["message"]?.string ?? ""
        details = json["details"]
        continuation = json["metadata"]?["continue"]?.string
    }

    /// The status as the server sends it.
    public var json: JSON {
        var json: JSON = [
            "kind": "Status", "apiVersion": "v1", "metadata": [:], "status": "Failure",
            "message": .string(message),
        ]
        if let continuation { json["metadata"] = ["continue": .string(continuation)] }
        if !reason.isEmpty { json["reason"] = .string(reason) }
        if let details { json["details"] = details }
        json["code"] = .int(code)
        return json
    }

    /// How long the server wants not to be asked again; `nil` when it does not say.
    public var retryAfter: Duration? { details?["retryAfterSeconds"]?.int.map { .seconds($0) } }

    /// What is wrong with which field, for an object that is not valid.
    public var causes: [Cause] {
        (details?["causes"]?.elements ?? []).map { cause in
            Cause(
                field: cause["field"]?.string ?? "",
                reason: cause["reason"]?.string ?? "",
                message: cause["message"]?.string ?? ""
            )
        }
    }

    /// One thing that is wrong with one field.
    public struct Cause: Sendable, Hashable {
        /// The path of the field, such as `spec.predictors[0].traffic`.
        public var field: String
        /// The reason in one word, such as `FieldValueInvalid`.
        public var reason: String
        /// What is wrong, in words.
        public var message: String
    }
}

extension APIStatus: ExplainedError {
    /// The server's words, with a hint for the common cases.
    public var failure: Failure {
        Failure(message.isEmpty ? "the API server answered \(code) \(reason)" : message, hint: hint)
    }

    private var hint: String? {
        switch code {
        case 401: "the credentials are not known there; is the kubeconfig the right one?"
        case 403: "this user lacks the permission; see: radiant doctor"
        case 409 where reason == "Conflict":
            "somebody else changed it meanwhile; look and try again"
        default: nil
        }
    }
}
