import FoundationEssentials

/// What a Prometheus answers to an instant query: the newest sample of each series that matches
/// (Prometheus, "HTTP API", instant vectors).
public struct PrometheusVector: Sendable, Hashable {
    /// The samples, named by their label `__name__`.
    public private(set) var samples: [Sample]
    /// The moment that the query was evaluated for, in seconds since 1970; 0 with no samples.
    public private(set) var evaluatedAt: Double

    private struct Answer: Decodable {
        struct Content: Decodable {
            var resultType: String
            var result: [Series]
        }

        struct Series: Decodable {
            var metric: [String: String]
            var value: Value
        }

        /// A pair of a number and a text, in one array.
        struct Value: Decodable {
            var time: Double
            var text: String

            init(from decoder: any Decoder) throws {
                var values = try decoder.unkeyedContainer()
                time = try values.decode(Double.self)
                text = try values.decode(String.self)
            }
        }

        var status: String
        var error: String?
        var data: Content?
    }

    /// Reads an answer.
    ///
    /// - Throws: `TelemetryError.queryFailed` with Prometheus' words, or `.malformedAnswer`.
    public init(parsing bytes: [UInt8]) throws(TelemetryError) {
        let answer: Answer
        do {
            answer = try JSONDecoder().decode(Answer.self, from: Data(bytes))
        } catch {
            throw .malformedAnswer
        }
        guard answer.status == "success", let data = answer.data else {
            throw .queryFailed(answer.error ?? answer.status)
        }
        guard data.resultType == "vector" else { throw .malformedAnswer }
        samples = data.result.compactMap { series in
            guard let value = ExpositionScanner.number(series.value.text) else { return nil }
            var labels = series.metric
            let name = labels.removeValue(forKey: "__name__") ?? ""
            let pairs = labels.map { (name: $0.key, value: $0.value) }
            return Sample(name: name, labels: LabelSet(pairs), value: value)
        }
        evaluatedAt = data.result.first?.value.time ?? 0
    }

    /// The text as it stands within quotes in a query.
    public static func quoted(_ text: String) -> String {
        "\"" + text.flatMap { $0 == "\"" || $0 == "\\" ? ["\\", $0] : [$0] } + "\""
    }
}
