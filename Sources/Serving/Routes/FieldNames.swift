import HTTP
public import HTTPTypes

extension HTTPField.Name {
    /// The identity of a request, passed to every node and back.
    public static let seldonPuid = known("Seldon-Puid")
    /// Asks, with `true`, `on` or `1`, that payloads are not logged.
    public static let seldonSkipLogging = known("Seldon-Skip-Logging")
    /// Asks, with any value, for the time of each node in `Server-Timing`.
    public static let radiantTrace = known("X-Radiant-Trace")
    /// The node that made a request fail.
    public static let radiantFailedNode = known("X-Radiant-Failed-Node")
    /// The time of each node, as the W3C's Server Timing writes it.
    public static let serverTiming = known("Server-Timing")
    static let retryAfter = known("Retry-After")
    static let ceSpecversion = known("Ce-Specversion")
    static let ceID = known("Ce-Id")
    static let cePath = known("Ce-Path")
    static let ceSource = known("Ce-Source")
    static let ceType = known("Ce-Type")
}
