public import Documents

/// Something that a node measured while it handled a message.
public struct Metric: Sendable, Hashable {
    /// What kind of number it is.
    public enum Kind: String, Sendable, Hashable {
        /// Added to a count.
        case counter = "COUNTER"
        /// Replaces a number.
        case gauge = "GAUGE"
        /// A time in milliseconds.
        case timer = "TIMER"
    }

    /// The name.
    public var key: String
    /// What kind of number it is.
    public var kind: Kind
    /// The number; of a timer in milliseconds.
    public var value: Double
    /// More labels.
    public var tags: [String: String]

    /// Makes a metric.
    public init(_ kind: Kind, _ key: String, _ value: Double, tags: [String: String] = [:]) {
        self.key = key
        self.kind = kind
        self.value = value
        self.tags = tags
    }

    /// Adds to a count.
    public static func counter(_ key: String, _ value: Double = 1) -> Metric {
        Metric(.counter, key, value)
    }

    /// Replaces a number.
    public static func gauge(_ key: String, _ value: Double) -> Metric {
        Metric(.gauge, key, value)
    }

    /// A time.
    public static func timer(_ key: String, _ duration: Duration) -> Metric {
        Metric(.timer, key, duration / .milliseconds(1))
    }

    /// Reads a metric of a message; a missing type means a counter, as in protobuf.
    init(json: JSON) throws(InferenceError) {
        guard let key = json["key"]?.string else {
            throw .malformed(path: "meta.metrics", expected: "a list of metrics with keys")
        }
        let kind: Kind
        switch json["type"] {
        case nil: kind = .counter
        case .string(let name):
            guard let known = Kind(rawValue: name) else {
                throw .malformed(
                    path: "meta.metrics.type",
                    expected: "COUNTER, GAUGE or TIMER"
                )
            }
            kind = known
        case .number(let number):
            kind = number.int == 1 ? .gauge : number.int == 2 ? .timer : .counter
        default: kind = .counter
        }
        self.init(kind, key, json["value"]?.double ?? 0, tags: json["tags"]?.strings ?? [:])
    }

    /// The metric as it stands in a message.
    public var json: JSON {
        var json: JSON = [
            "key": .string(key), "type": .string(kind.rawValue), "value": .double(value),
        ]
        if !tags.isEmpty { json["tags"] = .strings(tags) }
        return json
    }
}
