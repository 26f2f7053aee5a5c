/// What names the objects of a kind may have.
enum NameRule: Sendable {
    /// Labels joined by dots, 253 characters at most (RFC 1123).
    case subdomain
    /// One label, 63 characters at most (RFC 1123).
    case label
    /// One label that begins with a letter (RFC 1035), for names that become host names.
    case serviceLabel

    /// Why a name is not allowed; `nil` when it is.
    func problem(with name: String) -> String? {
        let limit = self == .subdomain ? 253 : 63
        guard name.utf8.count <= limit else { return "must be no more than \(limit) characters" }
        let labels = name.split(separator: ".", omittingEmptySubsequences: false)
        let isValid: Bool
        switch self {
        case .subdomain: isValid = labels.allSatisfy(NameRule.isLabel)
        case .label: isValid = labels.count == 1 && NameRule.isLabel(name[...])
        case .serviceLabel:
            let startsWithLetter = name.utf8.first.map { (0x61...0x7A).contains($0) } ?? false
            isValid = labels.count == 1 && NameRule.isLabel(name[...]) && startsWithLetter
        }
        return isValid ? nil : text
    }

    private static func isLabel(_ text: Substring) -> Bool {
        guard let first = text.utf8.first, let last = text.utf8.last, first != 0x2D, last != 0x2D
        else { return false }
        return text.utf8.allSatisfy {
            (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D
        }
    }

    private var text: String {
        switch self {
        case .subdomain:
            "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, "
                + "'-' or '.', and must start and end with an alphanumeric character (e.g. "
                + "'example.com', regex used for validation is "
                + "'[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')"
        case .label:
            "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or "
                + "'-', and must start and end with an alphanumeric character (e.g. 'my-name',  "
                + "or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')"
        case .serviceLabel:
            "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start "
                + "with an alphabetic character, and end with an alphanumeric character (e.g. "
                + "'my-name',  or 'abc-123', regex used for validation is "
                + "'[a-z]([-a-z0-9]*[a-z0-9])?')"
        }
    }
}
