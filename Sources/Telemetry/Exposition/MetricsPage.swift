/// A metrics page in Prometheus' text format, read.
///
/// Reading is tolerant: `# HELP` and `# TYPE` may be repeated or missing, timestamps and exemplars
/// are passed over, and a line that cannot be read is counted and skipped, since one odd line of a
/// component must not hide all the others.
public struct MetricsPage: Sendable {
    /// How much of a page is read.
    public struct Limits: Sendable {
        /// The most samples that are kept; the rest of the page is not read.
        public var samples: Int
        /// The longest line in bytes; longer ones are skipped.
        public var lineLength: Int

        /// Makes limits.
        public init(samples: Int = 100_000, lineLength: Int = 64 << 10) {
            self.samples = samples
            self.lineLength = lineLength
        }
    }

    /// The samples by the name of their metric, in the order in which they stood.
    public internal(set) var samplesByName: [String: [Sample]] = [:]
    /// The kinds of the families that a `# TYPE` line named.
    public internal(set) var kinds: [String: MetricKind] = [:]
    /// How many lines could not be read.
    public internal(set) var skippedLines = 0
    /// Whether the page had more samples than the limit.
    public internal(set) var isTruncated = false

    /// Makes an empty page.
    public init() {}

    /// Makes a page of samples that came in another form.
    public init(_ samples: some Sequence<Sample>) {
        for sample in samples { samplesByName[sample.name, default: []].append(sample) }
    }

    /// Reads a page.
    ///
    /// - Parameters:
    ///   - bytes: The page as it came.
    ///   - limits: How much of it is read.
    ///   - isWanted: Which metrics are kept, by name with suffix; others cost next to nothing.
    public init(
        parsing bytes: [UInt8],
        limits: Limits = Limits(),
        keeping isWanted: (String) -> Bool = { _ in true }
    ) {
        self = bytes.withUnsafeBufferPointer { buffer in
            var scanner = ExpositionScanner(buffer, limits: limits)
            return scanner.page(keeping: isWanted)
        }
    }

    /// Reads a page from a text.
    public init(parsing text: String) { self.init(parsing: Array(text.utf8)) }

    /// How many samples there are.
    public var count: Int { samplesByName.values.reduce(0) { $0 + $1.count } }

    /// The samples of a metric that bear all of these labels.
    public func samples(of name: String, where labels: LabelSet = LabelSet()) -> [Sample] {
        guard let all = samplesByName[name] else { return [] }
        return labels.isEmpty ? all : all.filter { $0.labels.contains(labels) }
    }

    /// The values of a metric, added up by the labels named; by all of them when `names` is `nil`.
    public func sums(
        of name: String,
        by names: [String]? = nil,
        where labels: LabelSet = LabelSet()
    ) -> [LabelSet: Double] {
        var result: [LabelSet: Double] = [:]
        for sample in samples(of: name, where: labels) {
            let key = names.map { sample.labels.keeping($0) } ?? sample.labels
            result[key, default: 0] += sample.value
        }
        return result
    }

    /// The histograms of a family, added up by the labels named; by all but `le` when it is `nil`.
    ///
    /// - Parameters:
    ///   - name: The family, without `_bucket`.
    ///   - names: The labels that tell the results apart.
    ///   - labels: What the series must bear.
    /// - Returns: The histograms by those labels.
    public func histograms(
        of name: String,
        by names: [String]? = nil,
        where labels: LabelSet = LabelSet()
    ) -> [LabelSet: Histogram] {
        var single: [LabelSet: HistogramBuilder] = [:]
        for sample in samples(of: name + "_bucket", where: labels) {
            guard let bound = sample.labels["le"].flatMap(ExpositionScanner.number) else {
                continue
            }
            single[sample.labels.without("le"), default: HistogramBuilder()]
                .add(sample.value, upTo: bound)
        }
        for sample in samples(of: name + "_sum", where: labels) {
            single[sample.labels]?.sum = sample.value
        }
        for sample in samples(of: name + "_count", where: labels) {
            single[sample.labels]?.add(sample.value, upTo: .infinity)
        }
        var result: [LabelSet: Histogram] = [:]
        for (labels, builder) in single {
            let histogram = builder.histogram
            let key = names.map { labels.keeping($0) } ?? labels
            result[key] = result[key].map { $0.adding(histogram) } ?? histogram
        }
        return result
    }
}
