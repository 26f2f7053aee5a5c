import Documents
import HTTP
import HTTPTypes
import Kubernetes

/// Answers as they go over the wire.
enum Answer {
    /// A document.
    static func document(
        _ json: JSON,
        status: Int = 200,
        form: OutputForm = OutputForm(),
        warnings: [String] = []
    ) -> Response {
        if form.isYAML {
            return Response(
                HTTPResponse.Status(code: status),
                type: "application/yaml",
                body: .text(json.yaml),
                fields: fields(warnings)
            )
        }
        var bytes = json.bytes(form.isPretty ? .indented : .compact)
        bytes.append(UInt8(ascii: "\n"))
        return Answer.json(bytes, status: status, warnings: warnings)
    }

    /// A document whose text is at hand.
    static func json(_ bytes: [UInt8], status: Int = 200, warnings: [String] = []) -> Response {
        Response(
            HTTPResponse.Status(code: status),
            type: "application/json",
            body: .bytes(bytes),
            fields: fields(warnings)
        )
    }

    private static func fields(_ warnings: [String]) -> HTTPFields {
        var fields = HTTPFields()
        for warning in warnings {
            let text = warning.split(separator: "\"", omittingEmptySubsequences: false)
                .joined(separator: "\\\"")
            fields.append(HTTPField(name: .warning, value: "299 - \"\(text)\""))
        }
        return fields
    }

    /// A refusal.
    static func status(_ status: APIStatus, form: OutputForm = OutputForm()) -> Response {
        var response = document(status.json, status: status.code, form: form)
        if let seconds = status.details?["retryAfterSeconds"]?.int {
            response.head.headerFields[.retryAfter] = String(seconds)
        }
        return response
    }

    /// A refusal in the only form that a client takes, protobuf.
    static func protobuf(_ status: APIStatus) -> Response {
        Response(
            HTTPResponse.Status(code: status.code),
            type: "application/vnd.kubernetes.protobuf",
            body: .bytes(status.protobuf)
        )
    }

    /// A line of text.
    static func text(_ text: String, status: Int = 200) -> Response {
        Response(
            HTTPResponse.Status(code: status),
            type: "text/plain; charset=utf-8",
            body: .text(text)
        )
    }

    /// What a request gets that nobody has time for.
    static let tooManyRequests = {
        var response = text("Too many requests, please try again later.\n", status: 429)
        response.head.headerFields[.retryAfter] = "1"
        return response
    }()

    /// What an unknown path gets, which is no `Status`.
    static let pageNotFound = text("404 page not found\n", status: 404)
}

extension HTTPField.Name {
    /// `Warning` (RFC 7234, section 5.5).
    static let warning = HTTPField.Name("Warning") ?? .server
}
