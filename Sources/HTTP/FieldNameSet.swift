internal import HTTPTypes

/// Names of header fields, to tell quickly whether a line's is among them.
package struct FieldNameSet: Sendable {
    /// Names in small letters, by their length.
    private var byLength: [[[UInt8]]] = []

    /// Makes a set of names, in any case.
    package init(_ names: some Sequence<some StringProtocol>) {
        for name in names {
            let bytes = name.utf8.map(FieldLines.lowercased)
            while byLength.count <= bytes.count { byLength.append([]) }
            byLength[bytes.count].append(bytes)
        }
    }

    /// Whether a field's name is one of these, in any case.
    package func contains(_ line: FieldLines.Line) -> Bool {
        let name = line.nameBytes
        guard name.count < byLength.count else { return false }
        for candidate in byLength[name.count] {
            var index = 0
            while index < name.count, FieldLines.lowercased(name[index]) == candidate[index] {
                index += 1
            }
            if index == name.count { return true }
        }
        return false
    }

    /// What holds for one connection only (RFC 9110, section 7.6.1), and what the writer of a message
    /// adds itself: a proxy does not pass these on.
    package static let hopByHop = FieldNameSet([
        "Connection", "Keep-Alive", "Proxy-Connection", "Proxy-Authenticate",
        "Proxy-Authorization", "TE", "Trailer", "Transfer-Encoding", "Upgrade", "Content-Length",
        "Host", "Expect",
    ])
}

extension FieldLines {
    /// The fields that a proxy passes on, without `surplus`.
    package func passedOn(without surplus: FieldNameSet? = nil) -> FieldLines {
        // What `Connection` names belongs to the connection too.
        let named = self[.connection].map { value in
            FieldNameSet(
                value.split(separator: ",").map { name in name.filter { $0 != " " && $0 != "\t" } }
            )
        }
        return without { line in
            FieldNameSet.hopByHop.contains(line) || surplus?.contains(line) == true
                || named?.contains(line) == true
        }
    }
}
