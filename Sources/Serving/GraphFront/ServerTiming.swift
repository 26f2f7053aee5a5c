/// The times of nodes as the W3C's Server Timing writes them.
///
/// One entry a call, in the order in which calls ended: the node, what it was asked, milliseconds:
/// `detection-infer;desc="/predict";dur=41.2, recognition-infer;desc="/predict";dur=30.1`.
public struct ServerTiming: Sendable, Hashable {
    /// The times.
    public var timings: [NodeTiming]

    /// Makes a field's value of times.
    public init(_ timings: [NodeTiming]) { self.timings = timings }

    /// Reads the value of a field; entries without a duration are left out.
    public init(parsing text: String) {
        timings = []
        for entry in text.split(separator: ",") {
            let parameters = FieldParameters(String(entry))
            guard let duration = parameters["dur"].flatMap(Double.init), !parameters.value.isEmpty
            else { continue }
            timings.append(
                NodeTiming(
                    node: parameters.value,
                    step: parameters["desc"] ?? "",
                    duration: .milliseconds(duration)
                )
            )
        }
    }

    /// The value of the field.
    public var text: String {
        timings.map { timing in
            let microseconds = Int((timing.duration / .microseconds(1)).rounded())
            let fraction = String(microseconds % 1000 + 1000).dropFirst()
            return
                "\(timing.node);desc=\"\(timing.step)\";dur=\(microseconds / 1000).\(fraction)"
        }.joined(separator: ", ")
    }
}
