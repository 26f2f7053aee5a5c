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
    let clock: any Clock<Duration>

    /// Makes a client.
    ///
    /// - Parameters:
    ///   - endpoint: Where the cluster is; its credentials go into each request.
    ///   - transport: What carries requests; made with the endpoint's certificates.
    ///   - fieldManager: What writes are signed with.
    ///   - retrying: How requests that failed are repeated.
    ///   - clock: What waiting is measured by.
    public init(
        _ endpoint: ClusterEndpoint,
        over transport: any HTTPTransport,
        fieldManager: String = "radiant",
        retrying: RetryPolicy = RetryPolicy(),
        clock: any Clock<Duration> = ContinuousClock()
    ) {
        self.endpoint = endpoint
        self.transport = transport
        self.fieldManager = fieldManager
        self.retrying = retrying
        self.clock = clock
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
        while true {
            let request = try request(method, path, query, fields, body)
            let outcome: Result<Response, HTTPError>
            do {
                outcome = .success(try await transport.send(request, options))
            } catch let error as HTTPError {
                outcome = .failure(error)
            }
            attempt += 1
            guard let delay = retrying.delay(after: outcome, of: method, attempt: attempt) else {
                do { return try outcome.get() } catch { throw ClientError.unreachable(error) }
            }
            try await clock.sleep(for: delay)
        }
    }

    /// Sends a request and returns the document of the answer.
    ///
    /// - Throws: `ClientError.refused` when the status is no success, `.malformedReply`, and what
    ///   `response` throws.
    public func json(
        _ method: HTTPRequest.Method,
        _ path: String,
        query: Query = Query(),
        fields: HTTPFields = [:],
        body: Body = .empty,
        options: RequestOptions = RequestOptions()
    ) async throws -> JSON {
        let response = try await response(
            method,
            path,
            query: query,
            fields: fields,
            body: body,
            options: options
        )
        let bytes = try await collected(response, upTo: 256 << 20)
        guard (200..<300).contains(response.status) else {
            throw ClientError.refused(APIStatus(code: response.status, body: bytes))
        }
        if bytes.isEmpty { return .null }
        do {
            return try JSON(parsing: bytes)
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
        _ body: Body
    ) throws -> Request {
        var fields = fields
        if fields[.accept] == nil { fields[.accept] = "application/json" }
        fields[.userAgent] = "radiant"
        if let authorization = try endpoint.credential.authorization() {
            fields[.authorization] = authorization
        }
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
    init(code: Int, body: [UInt8]) {
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
