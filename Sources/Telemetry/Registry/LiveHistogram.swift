import Synchronization

/// Counts of observations by upper bounds, while they are made.
public final class LiveHistogram: Instrument {
    private struct Counts {
        var buckets: [Int]
        var sum = 0.0
    }

    private let bounds: [Double]
    private let counts: Mutex<Counts>

    /// What it is in an exposition.
    public static let kind = MetricKind.histogram

    init(bounds: [Double]) {
        self.bounds = Set(bounds.filter { $0.isFinite }).sorted()
        counts = Mutex(Counts(buckets: [Int](repeating: 0, count: self.bounds.count + 1)))
    }

    /// Counts one observation; one that is not a number is ignored.
    public func observe(_ value: Double) {
        guard !value.isNaN else { return }
        let index = bounds.firstIndex { value <= $0 } ?? bounds.count
        counts.withLock { counts in
            counts.buckets[index] += 1
            counts.sum += value
        }
    }

    /// What was observed so far.
    public var value: Histogram {
        let (buckets, sum) = counts.withLock { ($0.buckets, $0.sum) }
        var total = 0
        let cumulative = buckets.map { count -> Double in
            total += count
            return Double(total)
        }
        return Histogram(bounds: bounds + [.infinity], cumulativeCounts: cumulative, sum: sum)
    }

    /// Its lines in an exposition.
    public func samples(name: String, labels: LabelSet) -> [Sample] {
        let histogram = value
        var samples = zip(histogram.bounds, histogram.cumulativeCounts).map { bound, count in
            var labels = labels
            labels["le"] = ExpositionWriter.number(bound)
            return Sample(name: name + "_bucket", labels: labels, value: count)
        }
        samples.append(Sample(name: name + "_sum", labels: labels, value: histogram.sum))
        samples.append(Sample(name: name + "_count", labels: labels, value: histogram.count))
        return samples
    }
}
