import Documents
import Kubernetes

/// The refusals of the API, in the words of kube-apiserver 1.36.
extension APIStatus {
    static func details(_ kind: ResourceKind, _ name: String = "", _ more: JSON = [:]) -> JSON {
        var details: JSON = [:]
        if !name.isEmpty { details["name"] = .string(name) }
        if !kind.group.isEmpty { details["group"] = .string(kind.group) }
        details["kind"] = .string(kind.plural)
        return details.merging(more)
    }

    static func badRequest(_ message: String) -> APIStatus {
        APIStatus(code: 400, reason: "BadRequest", message: message)
    }

    static let unauthorized = APIStatus(
        code: 401,
        reason: "Unauthorized",
        message: "Unauthorized"
    )

    static func notFound(_ kind: ResourceKind, _ name: String) -> APIStatus {
        APIStatus(
            code: 404,
            reason: "NotFound",
            message: "\(kind.qualifiedName) \"\(name)\" not found",
            details: details(kind, name)
        )
    }

    static let methodNotAllowed = APIStatus(
        code: 405,
        reason: "MethodNotAllowed",
        message: "the server does not allow this method on the requested resource",
        details: [:]
    )

    static func notAcceptable(_ types: [String]) -> APIStatus {
        APIStatus(
            code: 406,
            reason: "NotAcceptable",
            message: "only the following media types are accepted: "
                + types.joined(separator: ", ")
        )
    }

    static func unsupportedMediaType(_ types: [String]) -> APIStatus {
        APIStatus(
            code: 415,
            reason: "UnsupportedMediaType",
            message: "the body of the request was in an unknown format - accepted media types "
                + "include: " + types.joined(separator: ", ")
        )
    }

    static func alreadyExists(_ kind: ResourceKind, _ name: String) -> APIStatus {
        APIStatus(
            code: 409,
            reason: "AlreadyExists",
            message: "\(kind.qualifiedName) \"\(name)\" already exists",
            details: details(kind, name)
        )
    }

    static func conflict(_ kind: ResourceKind, _ name: String) -> APIStatus {
        APIStatus(
            code: 409,
            reason: "Conflict",
            message: "Operation cannot be fulfilled on \(kind.qualifiedName) \"\(name)\": the "
                + "object has been modified; please apply your changes to the latest version and "
                + "try again",
            details: details(kind, name)
        )
    }

    static func tooOld(_ message: String) -> APIStatus {
        APIStatus(code: 410, reason: "Expired", message: message)
    }

    static func tooLarge(limit: Int) -> APIStatus {
        APIStatus(
            code: 413,
            reason: "RequestEntityTooLarge",
            message: "Request entity too large: limit is \(limit)"
        )
    }

    static func internalError(_ message: String) -> APIStatus {
        APIStatus(
            code: 500,
            reason: "InternalError",
            message: "Internal error occurred: \(message)",
            details: ["causes": [["message": .string(message)]]]
        )
    }

    static func unavailable(_ message: String) -> APIStatus {
        APIStatus(code: 503, reason: "ServiceUnavailable", message: message)
    }

    static func tooNew(_ version: Int, current: Int) -> APIStatus {
        APIStatus(
            code: 504,
            reason: "Timeout",
            message: "Timeout: Too large resource version: \(version), current: \(current)",
            details: [
                "causes": [
                    [
                        "reason": "ResourceVersionTooLarge",
                        "message": "Too large resource version",
                    ]
                ],
                "retryAfterSeconds": 1,
            ]
        )
    }
}
