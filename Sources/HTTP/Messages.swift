public import HTTPTypes

/// What a client sends.
public struct Request: Sendable {
    /// Method, address and header fields.
    ///
    /// A server sees the path as it was sent, undecoded.
    public var head: HTTPRequest
    /// What follows the header.
    public var body: Body
    /// Who sent it, as far as a server knows.
    public var peer: Peer

    /// Makes a request.
    public init(head: HTTPRequest, body: Body = .empty, peer: Peer = Peer()) {
        self.head = head
        self.body = body
        self.peer = peer
    }

    /// Makes a request to an absolute URL such as `http://127.0.0.1:8003/live`.
    ///
    /// - Throws: `HTTPError.malformedURL`.
    public init(
        _ method: HTTPRequest.Method = .get,
        url: String,
        fields: HTTPFields = [:],
        body: Body = .empty
    ) throws(HTTPError) {
        guard let colon = url.firstRange(of: "://") else { throw .malformedURL(url) }
        let rest = url[colon.upperBound...]
        let end = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
        let path = rest[end...]
        guard !rest[..<end].isEmpty, !url.utf8.contains(where: { $0 <= 0x20 }) else {
            throw .malformedURL(url)
        }
        let head = HTTPRequest(
            method: method,
            scheme: String(url[..<colon.lowerBound]),
            authority: String(rest[..<end]),
            path: path.hasPrefix("/") ? String(path) : "/" + path,
            headerFields: fields
        )
        self.init(head: head, body: body)
    }

    /// The absolute URL.
    public var url: String {
        "\(head.scheme ?? "http")://\(head.authority ?? "localhost")\(head.path ?? "/")"
    }

    /// The path without the query, percent-encoded as it was sent.
    public var path: Substring {
        let whole = (head.path ?? "/")[...]
        return whole.firstIndex(of: "?").map { whole[..<$0] } ?? whole
    }

    /// The parameters of the query in order, decoded; `+` is a space.
    public var query: Query {
        let whole = (head.path ?? "/")[...]
        guard let mark = whole.firstIndex(of: "?") else { return Query() }
        return Query(parsing: whole[whole.index(after: mark)...])
    }
}

/// The other end of a connection, as a server sees it.
public struct Peer: Sendable, Hashable {
    /// Its address, such as `127.0.0.1`; empty when unknown.
    public var address: String
    /// The common name of its verified client certificate.
    public var commonName: String?
    /// The organizations of its verified client certificate, which Kubernetes reads as groups.
    public var organizations: [String]
    /// Whether it showed a client certificate that is not valid here.
    public var isForeign: Bool

    /// Makes a peer.
    public init(
        address: String = "",
        commonName: String? = nil,
        organizations: [String] = [],
        isForeign: Bool = false
    ) {
        self.address = address
        self.commonName = commonName
        self.organizations = organizations
        self.isForeign = isForeign
    }
}

/// What a server answers.
public struct Response: Sendable {
    /// Status and header fields.
    public var head: HTTPResponse
    /// What follows the header.
    public var body: Body

    /// Makes a response.
    public init(head: HTTPResponse, body: Body = .empty) {
        self.head = head
        self.body = body
    }

    /// Makes a response with a content type.
    public init(
        _ status: HTTPResponse.Status,
        type: String? = nil,
        body: Body = .empty,
        fields: HTTPFields = [:]
    ) {
        var fields = fields
        if let type { fields[.contentType] = type }
        self.init(head: HTTPResponse(status: status, headerFields: fields), body: body)
    }

    /// The status as a number, such as 200.
    public var status: Int { head.status.code }
}
