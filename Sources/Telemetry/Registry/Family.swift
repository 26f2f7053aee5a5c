import Synchronization

/// What counts for one series.
public protocol Instrument: Sendable {
    /// What it is in an exposition.
    static var kind: MetricKind { get }
    /// Its lines in an exposition.
    func samples(name: String, labels: LabelSet) -> [Sample]
}

/// A family of any kind of instrument.
protocol MetricFamily: Sendable {
    var kind: MetricKind { get }
    func write(to output: inout [UInt8])
}

/// The series of one metric, told apart by their labels.
public final class Family<Metric: Instrument>: MetricFamily {
    /// The most series that one family shows; what a client can make many of must end somewhere.
    public static var seriesLimit: Int { 10_000 }

    private let name: String
    private let help: String
    private let make: @Sendable () -> Metric
    private let series = Mutex<[LabelSet: Metric]>([:])

    init(name: String, help: String, make: @escaping @Sendable () -> Metric) {
        self.name = name
        self.help = help
        self.make = make
    }

    /// The series with these labels, made when it is new.
    public func callAsFunction(_ labels: LabelSet = LabelSet()) -> Metric {
        series.withLock { series in
            if let known = series[labels] { return known }
            let new = make()
            if series.count < Self.seriesLimit { series[labels] = new }
            return new
        }
    }

    var kind: MetricKind { Metric.kind }

    func write(to output: inout [UInt8]) {
        let known = series.withLock { $0 }
        guard !known.isEmpty else { return }
        ExpositionWriter.writeHeader(name, help: help, kind: kind, to: &output)
        let sorted = known.map { (text: $0.key.description, labels: $0.key, metric: $0.value) }
            .sorted { $0.text < $1.text }
        for series in sorted {
            for sample in series.metric.samples(name: name, labels: series.labels) {
                ExpositionWriter.write(sample, to: &output)
            }
        }
    }
}
