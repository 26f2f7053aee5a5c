/// The executor's flags, as they are spelled there: `--name value`, `--name=value`, one dash or two.
struct OrchestratorFlags {
    /// Flags that mean something here.
    private static let known: Set<String> = [
        "sdep", "namespace", "predictor", "http_port", "grpc_port", "protocol", "transport", "file",
        "prometheus_path", "server_type", "graceful_timeout", "shutdown_delay", "log_level",
        "log_work_buffer_size",
        "logger_workers", "max_in_flight",
    ]
    /// Flags that are accepted and mean nothing here.
    private static let ignored: Set<String> = [
        "hostname", "host", "log_write_timeout_ms",
        "kafka_broker", "kafka_topic_in", "kafka_topic_out", "kafka_full_graph", "kafka_workers",
        "kafka_auto_commit", "kafka_config", "debug_defaults", "debug",
    ]
    /// Flags that need no value.
    private static let switches: Set<String> = ["full_health_checks", "kafka_full_graph", "debug"]

    private var values: [String: String] = [:]
    private(set) var notices: [String] = []

    init(_ arguments: [String]) throws(OrchestratorError) {
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            let name = argument.drop { $0 == "-" }
            guard name.count < argument.count, !name.isEmpty else {
                throw .unknownFlag(argument)
            }
            let parts = name.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let key = String(parts[0])
            let isSwitch = Self.switches.contains(key)
            guard isSwitch || Self.known.contains(key) || Self.ignored.contains(key) else {
                throw .unknownFlag("--\(key)")
            }
            let value: String
            if parts.count == 2 {
                value = String(parts[1])
            } else if isSwitch {
                value = "true"
            } else if let next = rest.popFirst() {
                value = next
            } else {
                throw .badFlag("--\(key)", value: "", expected: "followed by a value")
            }
            values[key] = value
            if Self.ignored.contains(key) { notices.append("--\(key) means nothing here") }
        }
    }

    subscript(name: String) -> String? { values[name] }

    func port(_ name: String) throws(OrchestratorError) -> Int? {
        guard let text = values[name] else { return nil }
        guard let port = Int(text), (0...65535).contains(port) else {
            throw .badFlag("--\(name)", value: text, expected: "a port")
        }
        return port
    }

    func count(_ name: String) throws(OrchestratorError) -> Int? {
        guard let text = values[name] else { return nil }
        guard let count = Int(text), count > 0 else {
            throw .badFlag("--\(name)", value: text, expected: "a number from 1 on")
        }
        return count
    }

    func bool(_ name: String) throws(OrchestratorError) -> Bool? {
        guard let text = values[name] else { return nil }
        switch text.lowercased() {
        case "true", "t", "1": return true
        case "false", "f", "0": return false
        default: throw .badFlag("--\(name)", value: text, expected: "true or false")
        }
    }

    func duration(_ name: String) throws(OrchestratorError) -> Duration? {
        guard let text = values[name] else { return nil }
        guard let duration = Self.duration(text) else {
            throw .badFlag("--\(name)", value: text, expected: "a duration such as 15s")
        }
        return duration
    }

    /// A duration as Go writes it, such as `1m30s` or `1.5s`; a bare number only when it is zero.
    static func duration(_ text: String) -> Duration? {
        if text == "0" { return .zero }
        var rest = text[...]
        var total = Duration.zero
        while !rest.isEmpty {
            let number = rest.prefix { $0.isNumber || $0 == "." }
            rest = rest.dropFirst(number.count)
            let unit = rest.prefix { !$0.isNumber && $0 != "." }
            rest = rest.dropFirst(unit.count)
            guard let value = Double(number), let scale = units[String(unit)] else { return nil }
            total += .seconds(value * scale)
        }
        return text.isEmpty ? nil : total
    }

    private static let units: [String: Double] = [
        "h": 3600, "m": 60, "s": 1, "ms": 1e-3, "us": 1e-6, "µs": 1e-6, "ns": 1e-9,
    ]
}
