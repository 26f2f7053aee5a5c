public import Documents
public import HTTP
public import HTTPTypes
public import Kubernetes

extension APIClient {
    /// Opens a watch.
    ///
    /// It ends when the server ends it; ending the iteration, or the task, closes it.
    ///
    /// - Parameters:
    ///   - kind: The kind of the objects.
    ///   - query: Which objects.
    ///   - start: Where it begins.
    ///   - limit: How long the server shall keep it open.
    ///   - patience: How long the server may take before it answers.
    ///   - projection: What of the objects is of interest; `nil` for all of it.
    /// - Returns: The events as they arrive.
    /// - Throws: `ClientError.refused`, `.unreachable`.
    public func watch(
        _ kind: ResourceKind,
        _ query: ListQuery = ListQuery(),
        from start: WatchStart,
        for limit: Duration = .seconds(300),
        answeredWithin patience: Duration = .seconds(30),
        keeping projection: Projection? = nil
    ) async throws -> WatchEvents {
        var parameters = query.parameters()
        parameters["watch"] = "true"
        parameters["allowWatchBookmarks"] = "true"
        switch start {
        case .version(let version): parameters["resourceVersion"] = version
        case .initialEvents:
            parameters["sendInitialEvents"] = "true"
            parameters["resourceVersionMatch"] = "NotOlderThan"
        }
        parameters["timeoutSeconds"] = String(limit.components.seconds)
        let path = kind.path(namespace: query.namespace)
        let lines = try await lines(path, query: parameters, answeredWithin: patience)
        return WatchEvents(kind: kind, lines, keeping: projection)
    }

    /// The log of a container.
    ///
    /// - Parameters:
    ///   - pod: The pod.
    ///   - options: Which container, and which part of its log.
    /// - Returns: The lines as they arrive.
    /// - Throws: `ClientError.refused`, `.unreachable`.
    public func log(of pod: ObjectKey, _ options: LogOptions = LogOptions()) async throws -> Lines {
        let path = ResourceKind.pod.path(
            namespace: percentEncoded(pod.namespace),
            name: percentEncoded(pod.name),
            subresource: "log"
        )
        return try await lines(path, query: options.parameters())
    }

    /// Lets the API server send a request to a pod or a Service.
    ///
    /// The answer is the backend's own, whatever its status. One that the API server itself gives
    /// is a Status document.
    ///
    /// - Parameters:
    ///   - target: Whom it is for.
    ///   - path: The path at the target, with its query, such as `/prometheus`.
    ///   - method: The method.
    ///   - fields: Header fields.
    ///   - body: What follows the header.
    ///   - options: How it is carried.
    /// - Returns: The answer.
    /// - Throws: `ClientError.unreachable`.
    public func proxy(
        to target: ProxyTarget,
        _ path: String,
        method: HTTPRequest.Method = .get,
        fields: HTTPFields = [:],
        body: Body = .empty,
        options: RequestOptions = RequestOptions()
    ) async throws -> Response {
        var fields = fields
        if fields[.accept] == nil { fields[.accept] = "*/*" }
        return try await response(
            method,
            target.path + (path.hasPrefix("/") ? path : "/" + path),
            fields: fields,
            body: body,
            options: options
        )
    }

    private func lines(
        _ path: String,
        query: Query,
        answeredWithin patience: Duration = .seconds(30)
    ) async throws -> Lines {
        let response = try await response(
            .get,
            path,
            query: query,
            fields: [.accept: "application/json, */*"],
            options: RequestOptions(delivery: .streamed, timeout: patience)
        )
        guard (200..<300).contains(response.status) else {
            let bytes = try await collected(response, upTo: 1 << 20)
            throw ClientError.refused(APIStatus(response, body: bytes))
        }
        return Lines(response.body, from: endpoint.server + path)
    }
}

/// Where a watch begins.
public enum WatchStart: Sendable, Hashable, ExpressibleByStringLiteral {
    /// After the version of a list or of the last event seen.
    case version(String)
    /// With all objects that there are, after which a bookmark says that these were all: a list that
    /// costs the server less (Kubernetes, "streaming lists").
    case initialEvents

    /// A version.
    public init(stringLiteral value: String) { self = .version(value) }
}

/// Whom the API server sends a request to on our behalf.
public struct ProxyTarget: Sendable, Hashable {
    /// `pods` or `services`.
    public var kind: ResourceKind
    /// The object.
    public var key: ObjectKey
    /// The number or the name of the port.
    public var port: String

    /// A port of a pod.
    public static func pod(_ key: ObjectKey, port: Int) -> ProxyTarget {
        ProxyTarget(kind: .pod, key: key, port: String(port))
    }

    /// A port of a Service, by name or number.
    public static func service(_ key: ObjectKey, port: String) -> ProxyTarget {
        ProxyTarget(kind: .service, key: key, port: port)
    }

    var path: String {
        kind.path(
            namespace: percentEncoded(key.namespace),
            name: "\(percentEncoded(key.name)):\(percentEncoded(port))",
            subresource: "proxy"
        )
    }
}

/// Which part of a container's log is wanted.
public struct LogOptions: Sendable, Hashable {
    /// The container; `nil` where the pod has one only.
    public var container: String?
    /// Whether lines to come are wanted as well.
    public var follows: Bool
    /// Whether the log is that of the container before it was started again.
    public var isPrevious: Bool
    /// The age of the oldest line, in seconds; `nil` for all.
    public var sinceSeconds: Int?
    /// How many of the last lines; `nil` for all.
    public var tailLines: Int?
    /// Whether each line begins with its time.
    public var hasTimestamps: Bool

    /// Makes options.
    public init(
        container: String? = nil,
        follows: Bool = false,
        isPrevious: Bool = false,
        sinceSeconds: Int? = nil,
        tailLines: Int? = nil,
        hasTimestamps: Bool = false
    ) {
        self.container = container
        self.follows = follows
        self.isPrevious = isPrevious
        self.sinceSeconds = sinceSeconds
        self.tailLines = tailLines
        self.hasTimestamps = hasTimestamps
    }

    func parameters() -> Query {
        var query = Query()
        query["container"] = container
        if follows { query["follow"] = "true" }
        if isPrevious { query["previous"] = "true" }
        query["sinceSeconds"] = sinceSeconds.map(String.init)
        query["tailLines"] = tailLines.map(String.init)
        if hasTimestamps { query["timestamps"] = "true" }
        return query
    }
}
