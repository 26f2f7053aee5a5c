import Synchronization

/// The metrics of one process, and the page on which they are read.
///
/// Look a series up once and keep it where it is used often: counting then costs one uncontended
/// lock. A family holds a bounded number of series; past it, what is counted is not shown.
public final class MetricsRegistry: Sendable {
    private let families = Mutex<[String: any MetricFamily]>([:])
    private let readers = Mutex<[@Sendable () -> [Sample]]>([])

    /// Makes an empty registry.
    public init() {}

    /// The counters of a name, made when it is new.
    ///
    /// - Throws: `TelemetryError` when the name is malformed or that of another kind.
    public func counters(
        _ name: String,
        help: String = ""
    ) throws(TelemetryError) -> Family<Counter> {
        try family(name, help: help) { Counter() }
    }

    /// The gauges of a name, made when it is new.
    ///
    /// - Throws: `TelemetryError` when the name is malformed or that of another kind.
    public func gauges(_ name: String, help: String = "") throws(TelemetryError) -> Family<Gauge> {
        try family(name, help: help) { Gauge() }
    }

    /// The histograms of a name, made when it is new.
    ///
    /// - Parameters:
    ///   - name: The name, without `_bucket`.
    ///   - help: What is observed, in one line.
    ///   - bounds: The upper bounds; an infinite one is added. Those of the first call count.
    /// - Returns: The family.
    /// - Throws: `TelemetryError` when the name is malformed or that of another kind.
    public func histograms(
        _ name: String,
        help: String = "",
        bounds: [Double]
    ) throws(TelemetryError) -> Family<LiveHistogram> {
        try family(name, help: help) { LiveHistogram(bounds: bounds) }
    }

    /// The summaries of a name, made when it is new.
    ///
    /// - Throws: `TelemetryError` when the name is malformed or that of another kind.
    public func summaries(
        _ name: String,
        help: String = "",
        quantiles: [Double]
    ) throws(TelemetryError) -> Family<Summary> {
        try family(name, help: help) { Summary(quantiles: quantiles) }
    }

    /// Adds gauges that are read only when the page is.
    public func read(_ reader: @escaping @Sendable () -> [Sample]) {
        readers.withLock { $0.append(reader) }
    }

    /// The page in Prometheus' text format, families and series in alphabetical order.
    public func exposition() -> [UInt8] {
        var output: [UInt8] = []
        let known = families.withLock { $0 }
        for (_, family) in known.sorted(by: { $0.key < $1.key }) { family.write(to: &output) }
        for reader in readers.withLock({ $0 }) {
            for sample in reader() {
                let kind: MetricKind = sample.name.hasSuffix("_total") ? .counter : .gauge
                ExpositionWriter.writeHeader(sample.name, help: "", kind: kind, to: &output)
                ExpositionWriter.write(sample, to: &output)
            }
        }
        return output
    }

    /// The content type of the page.
    public static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    private func family<Metric: Instrument>(
        _ name: String,
        help: String,
        make: @escaping @Sendable () -> Metric
    ) throws(TelemetryError) -> Family<Metric> {
        guard Self.isName(name) else { throw .malformedName(name) }
        let existing = families.withLock { families -> any MetricFamily in
            if let known = families[name] { return known }
            let new = Family(name: name, help: help, make: make)
            families[name] = new
            return new
        }
        guard let family = existing as? Family<Metric> else {
            throw .nameTaken(name, by: existing.kind)
        }
        return family
    }

    private static func isName(_ name: String) -> Bool {
        guard let first = name.utf8.first, !(0x30...0x39).contains(first) else { return false }
        return name.utf8.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F, 0x3A: true
            default: false
            }
        }
    }
}
