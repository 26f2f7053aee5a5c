/// Which proxy the environment names for a URL, by the rules of Go's `net/http`, which are kubectl's.
public struct ProxyEnvironment: Sendable {
    private let variables: [String: String]

    /// Reads the variables of a process.
    public init(_ variables: [String: String]) { self.variables = variables }

    /// The URL of the proxy for a URL; `nil` when it is to be reached directly, as this machine always
    /// is.
    public func proxy(for url: String) -> String? {
        guard let colon = url.firstRange(of: "://") else { return nil }
        let scheme = url[..<colon.lowerBound].lowercased()
        let authority = url[colon.upperBound...].prefix { $0 != "/" && $0 != "?" }
        let (host, port) = ProxyEnvironment.parts(of: authority, scheme)
        guard host != "localhost", !host.hasPrefix("127."), host != "::1",
            !isExcepted(host, port: port)
        else { return nil }
        guard let proxy = value(scheme == "https" ? "https_proxy" : "http_proxy") else {
            return nil
        }
        return proxy.contains("://") ? proxy : "http://" + proxy
    }

    private func value(_ name: String) -> String? {
        let value = variables[name.uppercased()] ?? variables[name]
        return value.flatMap { $0.isEmpty ? nil : $0 }
    }

    private static func parts(
        of authority: Substring,
        _ scheme: String
    ) -> (host: String, port: String) {
        let usual = scheme == "https" ? "443" : "80"
        if authority.hasPrefix("["), let end = authority.firstIndex(of: "]") {
            let rest = authority[authority.index(after: end)...].dropFirst()
            return (
                String(authority[..<end].dropFirst()).lowercased(),
                rest.isEmpty ? usual : String(rest)
            )
        }
        guard let mark = authority.lastIndex(of: ":") else {
            return (authority.lowercased(), usual)
        }
        let port = authority[authority.index(after: mark)...]
        return (authority[..<mark].lowercased(), String(port))
    }

    /// Whether an entry of `NO_PROXY` is for the host: `*`, a network, an address, or a domain with
    /// all below it; each but `*` may have a port.
    private func isExcepted(_ host: String, port: String) -> Bool {
        let entries = (value("no_proxy") ?? "").split(separator: ",")
            .map { $0.filter { $0 != " " }.lowercased() }
        let address = IPv4Network.address(host)
        for entry in entries where !entry.isEmpty {
            if entry == "*" { return true }
            if let network = IPv4Network(entry), let address, network.contains(address) {
                return true
            }
            var name = entry[...]
            if let mark = name.lastIndex(of: ":"), !name.hasPrefix("[") {
                guard name[name.index(after: mark)...] == port else { continue }
                name = name[..<mark]
            }
            if name.hasPrefix("*.") { name = name.dropFirst() }
            if host == name || name.hasPrefix(".") && host.hasSuffix(name)
                || host.hasSuffix("." + name)
            {
                return true
            }
        }
        return false
    }
}

/// A range of IPv4 addresses as `10.0.0.0/8`.
private struct IPv4Network {
    private let base: UInt32
    private let mask: UInt32

    init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let base = IPv4Network.address(String(parts[0])),
            let length = UInt32(parts[1]), length <= 32
        else { return nil }
        mask = length == 0 ? 0 : ~UInt32(0) << (32 - length)
        self.base = base & mask
    }

    func contains(_ address: UInt32) -> Bool { address & mask == base }

    static func address(_ text: String) -> UInt32? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        var address: UInt32 = 0
        for part in parts {
            guard let byte = UInt8(part) else { return nil }
            address = address << 8 | UInt32(byte)
        }
        return address
    }
}
