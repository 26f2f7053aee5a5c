/// The hosts for which the gateway answers.
///
/// A page of the internet whose name leads to 127.0.0.1 sends its own name, and gets nothing.
enum GatewayHost {
    /// Whether a request's host, with or without a port, is this machine's loopback.
    static func isLocal(_ authority: String) -> Bool {
        if authority == "[::1]" || authority.hasPrefix("[::1]:") { return true }
        let parts = authority.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count <= 2, let host = parts.first?.lowercased() else { return false }
        if parts.count == 2, Int(parts[1]) == nil { return false }
        if host == "localhost" { return true }
        let numbers = host.split(separator: ".", omittingEmptySubsequences: false)
        return numbers.count == 4 && numbers[0] == "127"
            && numbers.allSatisfy { UInt8($0) != nil }
    }
}
