public import Inference

/// What the front of a graph needs to know beside its data plane.
public struct GraphFrontOptions: Sendable {
    /// The path of the metrics page.
    public var metricsPath: String
    /// The deployment, as CloudEvents name it.
    public var deployment: String
    /// The namespace, as CloudEvents name it.
    public var namespace: String
    /// The origins that browsers may call from.
    public var allowedOrigins: String
    /// The header fields that browsers may send.
    public var allowedHeaders: String
    /// How many calls may be under way; more are answered with 503 and `Retry-After`.
    public var inFlightLimit: Int
    /// How much of a request is taken.
    public var limits: Limits
    /// The payload protocol.
    public var payloads: PayloadProtocol

    /// Makes options, with the executor's defaults.
    public init(
        metricsPath: String = "/metrics",
        deployment: String = "",
        namespace: String = "",
        allowedOrigins: String = "*",
        allowedHeaders: String =
            "Accept, Accept-Encoding, Authorization, Content-Length, Content-Type, X-CSRF-Token",
        inFlightLimit: Int = 2000,
        limits: Limits = Limits(),
        payloads: PayloadProtocol = .seldon
    ) {
        self.metricsPath = metricsPath
        self.deployment = deployment
        self.namespace = namespace
        self.allowedOrigins = allowedOrigins
        self.allowedHeaders = allowedHeaders
        self.inFlightLimit = inFlightLimit
        self.limits = limits
        self.payloads = payloads
    }
}
