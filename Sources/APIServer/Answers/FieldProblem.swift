import Documents
import Kubernetes

/// One thing that is wrong with one field of an object.
struct FieldProblem: Sendable, Hashable {
    enum Kind: String, Sendable {
        case required = "FieldValueRequired"
        case invalid = "FieldValueInvalid"
        case wrongType = "FieldValueTypeInvalid"
        case forbidden = "FieldValueForbidden"
        case notSupported = "FieldValueNotSupported"
    }

    var kind: Kind
    /// The path of the field.
    var field: String
    /// What is wrong, in words.
    var message: String

    init(_ kind: Kind, _ field: String, _ problem: String = "", value: JSON? = nil) {
        self.kind = kind
        self.field = field
        let start: String
        switch kind {
        case .required: start = "Required value"
        case .forbidden: start = "Forbidden"
        case .notSupported: start = "Unsupported value: \(value?.text() ?? "")"
        case .invalid, .wrongType: start = "Invalid value: \(value?.text() ?? "null")"
        }
        message = problem.isEmpty ? start : "\(start): \(problem)"
    }

    var json: JSON {
        [
            "reason": .string(kind.rawValue), "message": .string(message),
            "field": .string(field),
        ]
    }
}

extension APIStatus {
    /// The refusal of an object that is not valid.
    ///
    /// With `usesPlural` the kind is named by its plural, as the generic code of the real server does.
    static func invalid(
        _ kind: ResourceKind,
        name: String,
        _ problems: [FieldProblem],
        usesPlural: Bool = false
    ) -> APIStatus {
        let word = usesPlural ? kind.plural : kind.kind
        let qualified = kind.group.isEmpty ? word : "\(word).\(kind.group)"
        let texts = problems.map { "\($0.field): \($0.message)" }
        let list = texts.count == 1 ? texts[0] : "[\(texts.joined(separator: ", "))]"
        var details: JSON = [:]
        if !name.isEmpty { details["name"] = .string(name) }
        if !kind.group.isEmpty { details["group"] = .string(kind.group) }
        details["kind"] = .string(word)
        details["causes"] = .array(problems.map(\.json))
        return APIStatus(
            code: 422,
            reason: "Invalid",
            message: "\(qualified) \"\(name)\" is invalid: \(list)",
            details: details
        )
    }
}
