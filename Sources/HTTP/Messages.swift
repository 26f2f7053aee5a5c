public import HTTPTypes

/// What a client sends.
public struct Request: Sendable {
    /// What is asked.
    public var method: HTTPRequest.Method
    /// `http` or `https`; a server does not know it.
    public var scheme: String?
    /// The host that is asked, with its port.
    public var authority: String?
    /// Path and query as they were sent, undecoded.
    public var target: String
    /// The header fields.
    public var fields: FieldLines
    /// What follows the header.
    public var body: Body
    /// Who sent it, as far as a server knows.
    public var peer: Peer

    /// Makes a request.
    public init(
        method: HTTPRequest.Method,
        scheme: String? = nil,
        authority: String? = nil,
        target: String,
        fields: FieldLines = FieldLines(),
        body: Body = .empty,
        peer: Peer = Peer()
    ) {
        self.method = method
        self.scheme = scheme
        self.authority = authority
        self.target = target
        self.fields = fields
        self.body = body
        self.peer = peer
    }

    /// Makes a request.
    public init(head: HTTPRequest, body: Body = .empty, peer: Peer = Peer()) {
        self.init(
            method: head.method,
            scheme: head.scheme,
            authority: head.authority,
            target: head.path ?? "/",
            fields: FieldLines(head.headerFields),
            body: body,
            peer: peer
        )
    }

    /// Method, address and header fields, made anew at each look: keep it where it is looked at twice.
    public var head: HTTPRequest {
        get {
            HTTPRequest(
                method: method,
                scheme: scheme,
                authority: authority,
                path: target,
                headerFields: fields.fields
            )
        }
        set {
            method = newValue.method
            scheme = newValue.scheme
            authority = newValue.authority
            target = newValue.path ?? "/"
            fields = FieldLines(newValue.headerFields)
        }
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
        self.init(
            method: method,
            scheme: String(url[..<colon.lowerBound]),
            authority: String(rest[..<end]),
            target: path.hasPrefix("/") ? String(path) : "/" + path,
            fields: FieldLines(fields),
            body: body
        )
    }

    /// The absolute URL.
    public var url: String {
        "\(scheme ?? "http")://\(authority ?? "localhost")\(target)"
    }

    /// The path without the query, percent-encoded as it was sent.
    public var path: Substring {
        target[..<(target.utf8.firstIndex(of: 0x3F) ?? target.endIndex)]
    }

    /// The parameters of the query in order, decoded; `+` is a space.
    public var query: Query {
        guard let mark = target.utf8.firstIndex(of: 0x3F) else { return Query() }
        return Query(parsing: target[target.utf8.index(after: mark)...])
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
    /// The status with its reason.
    public var statusLine: HTTPResponse.Status
    /// The header fields.
    public var fields: FieldLines
    /// What follows the header.
    public var body: Body

    /// Makes a response.
    public init(statusLine: HTTPResponse.Status, fields: FieldLines, body: Body = .empty) {
        self.statusLine = statusLine
        self.fields = fields
        self.body = body
    }

    /// Makes a response.
    public init(head: HTTPResponse, body: Body = .empty) {
        self.init(statusLine: head.status, fields: FieldLines(head.headerFields), body: body)
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
        self.init(statusLine: status, fields: FieldLines(fields), body: body)
    }

    /// Status and header fields, made anew at each look: keep it where it is looked at twice.
    public var head: HTTPResponse {
        get { HTTPResponse(status: statusLine, headerFields: fields.fields) }
        set {
            statusLine = newValue.status
            fields = FieldLines(newValue.headerFields)
        }
    }

    /// The status as a number, such as 200.
    public var status: Int { statusLine.code }
}
