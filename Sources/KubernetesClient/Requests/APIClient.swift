public import Documents
import Failures
public import HTTP
public import HTTPTypes
import Kubernetes

/// What speaks to one API server.
///
/// It is a value: copies share the transport and nothing else. Every request throws `ClientError`,
/// or `CancellationError` when its task is cancelled.
public struct APIClient: Sendable {
    /// The cluster and who one is there.
    public let endpoint: ClusterEndpoint
    /// Who one acts as; from the endpoint unless set otherwise.
    public var impersonation: Impersonation?
    /// How requests that failed are repeated.
    public var retrying: RetryPolicy
    /// What writes are signed with, so that others see whose a field is.
    public var fieldManager: String

    let transport: any HTTPTransport
    let credentials: CredentialSource
    let clock: any Clock<Duration>

    /// Makes a client.
    ///
    /// - Parameters:
    ///   - endpoint: Where the cluster is; its credentials go into each request.
    ///   - transport: What carries requests; made with the endpoint's certificates.
    ///   - fieldManager: What writes are signed with.
    ///   - retrying: How requests that failed are repeated.
    ///   - plugins: What runs the credential plugin that the endpoint may name.
    ///   - clock: What waiting is measured by.
    public init(
        _ endpoint: ClusterEndpoint,
        over transport: any HTTPTransport,
        fieldManager: String = "radiant",
        retrying: RetryPolicy = RetryPolicy(),
        plugins: (any PluginRunner)? = nil,
        clock: any Clock<Duration> = ContinuousClock()
    ) {
        self.endpoint = endpoint
        self.transport = transport
        self.fieldManager = fieldManager
        self.retrying = retrying
        self.clock = clock
        credentials = CredentialSource(
            endpoint.credential,
            files: endpoint.security.files,
            runner: plugins
        )
        impersonation = endpoint.impersonation
    }

    /// The same client as another user.
    public func acting(as impersonation: Impersonation?) -> APIClient {
        var copy = self
        copy.impersonation = impersonation
        return copy
    }

    /// Sends a request and returns the answer, whatever its status.
    ///
    /// - Parameters:
    ///   - method: The method.
    ///   - path: The path, percent-encoded, such as `/api/v1/namespaces`.
    ///   - query: The parameters.
    ///   - fields: Header fields beside the credentials.
    ///   - body: What follows the header.
    ///   - options: How the request is carried.
    /// - Returns: The answer.
    /// - Throws: `ClientError.unreachable`, `.fileUnreadable` of a token, or `CancellationError`.
    public func response(
        _ method: HTTPRequest.Method,
        _ path: String,
        query: Query = Query(),
        fields: HTTPFields = [:],
        body: Body = .empty,
        options: RequestOptions = RequestOptions()
    ) async throws -> Response {
        var attempt = 0
        var isSecondTry = false
        while true {
            let signedIn = try await credentials.current()
            var options = options
            options.clientCertificate = options.clientCertificate ?? signedIn.certificate
            let request = try request(method, path, query, fields, body, signedIn)
            let outcome: Result<Response, HTTPError>
            do {
                outcome = .success(try await transport.send(request, options))
            } catch let error as HTTPError {
                outcome = .failure(error)
            }
            // What a plugin gave may have been taken back before its time: it is asked once more.
            if case .success(let response) = outcome, response.status == 401, !isSecondTry,
                await credentials.discard(signedIn)
            {
                isSecondTry = true
                continue
            }
            attempt += 1
            guard let delay = retrying.delay(after: outcome, of: method, attempt: attempt) else {
                do { return try outcome.get() } catch { throw ClientError.unreachable(error) }
            }
            try await clock.sleep(for: delay)
        }
    }

    /// Gets the credentials now, so that a plugin that needs the terminal asks before a screen is
    /// drawn on it.
    ///
    /// - Throws: `ClientError.pluginFailed`, `.fileUnreadable`, or `CancellationError`.
    public func signIn() async throws { _ = try await credentials.current() }

    /// The longest document that is taken, in bytes.
    static let documentLimit = 64 << 20

    /// Sends a request and returns the document of the answer, as far as a projection keeps it.
    ///
    /// - Throws: `ClientError.refused` when the status is no success, `.malformedReply`, and what
    ///   `response` throws.
    public func json(
        _ method: HTTPRequest.Method,
        _ path: String,
        query: Query = Query(),
        fields: HTTPFields = [:],
        body: Body = .empty,
        options: RequestOptions = RequestOptions(),
        keeping projection: Projection = .all
    ) async throws -> JSON {
        let response = try await response(
            method,
            path,
            query: query,
            fields: fields,
            body: body,
            options: options
        )
        let bytes = try await collected(response, upTo: APIClient.documentLimit)
        guard (200..<300).contains(response.status) else {
            throw ClientError.refused(APIStatus(response, body: bytes))
        }
        if bytes.isEmpty { return .null }
        do {
            return try JSON(parsing: bytes, keeping: projection)
        } catch {
            throw ClientError.malformedReply(
                to: "\(method.rawValue) \(path)",
                problem: error.failure.message
            )
        }
    }

    /// The bytes of an answer's body.
    func collected(_ response: Response, upTo limit: Int) async throws -> [UInt8] {
        do {
            return try await response.body.collected(upTo: limit)
        } catch let error as HTTPError {
            throw ClientError.unreachable(error)
        }
    }

    private func request(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ query: Query,
        _ fields: HTTPFields,
        _ body: Body,
        _ signedIn: SignedIn
    ) throws -> Request {
        var fields = fields
        if fields[.accept] == nil { fields[.accept] = "application/json" }
        fields[.userAgent] = "radiant"
        if let authorization = signedIn.authorization { fields[.authorization] = authorization }
        impersonation?.add(to: &fields)
        let target = query.isEmpty ? path : "\(path)?\(query.text)"
        do {
            return try Request(method, url: endpoint.server + target, fields: fields, body: body)
        } catch {
            throw ClientError.unreachable(error)
        }
    }
}

extension Impersonation {
    fileprivate func add(to fields: inout HTTPFields) {
        guard let userName = HTTPField.Name("Impersonate-User"),
            let groupName = HTTPField.Name("Impersonate-Group"),
            let uidName = HTTPField.Name("Impersonate-Uid")
        else { return }
        fields[userName] = user
        if !groups.isEmpty { fields[values: groupName] = groups }
        if let uid { fields[uidName] = uid }
    }
}

extension APIStatus {
    /// The status that an answer's body has, or one made from its code when it has none.
    ///
    /// How long the server wants to be left alone stands in the status or, where a 429 comes before
    /// anybody looked at the request, in the header only.
    init(_ response: Response, body: [UInt8]) {
        self.init(code: response.status, body: body)
        let seconds = response.head.headerFields[.retryAfter].flatMap { Int($0) }
        if let seconds, retryAfter == nil {
            details = details ?? .object([:])
            details?["retryAfterSeconds"] = .int(seconds)
        }
    }

    private init(code: Int, body: [UInt8]) {
        if let json = try? JSON(parsing: body), let status = APIStatus(json: json) {
            self = status
            return
        }
        let text = String(decoding: body.prefix(500), as: UTF8.self)
        let firstLine = text.split(separator: "\n").first.map(String.init) ?? ""
        let reasons = [
            401: "Unauthorized", 403: "Forbidden", 404: "NotFound", 409: "Conflict", 410: "Expired",
            429: "TooManyRequests", 503: "ServiceUnavailable",
        ]
        self.init(code: code, reason: reasons[code] ?? "", message: firstLine)
    }
}
