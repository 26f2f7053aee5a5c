public import Documents

/// How a call ended, as a message says it.
public struct Status: Sendable, Hashable {
    /// The code: that of HTTP from an orchestrator, −1 from Seldon's wrapper.
    public var code: Int
    /// What happened, in words.
    public var info: String
    /// A fixed word for the kind of failure, such as `MICROSERVICE_BAD_DATA`; may be empty.
    public var reason: String
    /// Whether it is a failure.
    public var isFailure: Bool

    /// Makes a status.
    public init(code: Int, info: String, reason: String = "", isFailure: Bool = true) {
        self.code = code
        self.info = info
        self.reason = reason
        self.isFailure = isFailure
    }

    /// Reads a status; it is a failure by word (from an orchestrator) or by number (a wrapper).
    public init(json: JSON) {
        let isFailure =
            switch json["status"] {
            case .string(let word): word == "FAILURE"
            case .number(let number): number.int == 1
            default: false
            }
        self.init(
            code: json["code"]?.int ?? 0,
            info: json["info"]?.string ?? "",
            reason: json["reason"]?.string ?? "",
            isFailure: isFailure
        )
    }

    /// The status with its outcome by word, as protobuf writes it.
    public var json: JSON {
        var json: JSON = ["code": .int(code), "info": .string(info)]
        if !reason.isEmpty { json["reason"] = .string(reason) }
        json["status"] = isFailure ? "FAILURE" : "SUCCESS"
        return json
    }

    /// The status with its outcome by number, as Seldon's wrapper writes it.
    public var wrapperJSON: JSON {
        var json = self.json
        json["status"] = .int(isFailure ? 1 : 0)
        return json
    }
}
