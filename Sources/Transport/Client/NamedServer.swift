/// A server whose certificate bears another name than its address: libcurl is given that name and
/// told where it really is.
struct NamedServer {
    /// The URL with the name in the place of the host.
    let url: String
    /// Host and port that the request is for, as the field `Host` has them.
    let authority: String
    /// The value of `CURLOPT_CONNECT_TO`.
    let route: String

    /// Puts a name into an absolute URL; `nil` for a URL that is none.
    init?(_ url: String, name: String) {
        guard let colon = url.firstRange(of: "://") else { return nil }
        let scheme = url[..<colon.lowerBound]
        let rest = url[colon.upperBound...]
        let end = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
        let authority = String(rest[..<end])
        // Behind the last bracket of an IPv6 address, a colon begins the port.
        let tail = authority.lastIndex(of: "]") ?? authority.startIndex
        let mark = authority[tail...].lastIndex(of: ":")
        let host = mark.map { authority[..<$0] } ?? authority[...]
        let usual = scheme == "https" ? "443" : "80"
        let port = mark.map { String(authority[authority.index(after: $0)...]) } ?? usual
        self.authority = authority
        self.url = "\(scheme)://\(name):\(port)\(rest[end...])"
        route = "\(name):\(port):\(host):\(port)"
    }
}
