internal import Glibc
internal import Synchronization

/// Tells by its looks what sort of field a group of ink is: a small network of one hidden layer.
///
/// Its numbers are made by `Training/train-fields.sh` from drawn checks alone.
struct KindClassifier: Sendable {
    /// The classes, in the network's order; `nil` is no field at all.
    static let classes: [FieldKind?] = [nil, .english, .arabic, .signature, .micr]

    private let inputs: Int
    private let hidden: Int
    private let mean: [Float]
    private let deviation: [Float]
    private let first: [Float]
    private let firstBias: [Float]
    private let second: [Float]
    private let secondBias: [Float]

    /// The one that ships with the program; `nil` when its file is damaged.
    static let shipped = KindClassifier(text: String(decoding: TrainedModels.fields, as: UTF8.self))

    /// Reads numbers: inputs and hidden nodes, then means, deviations, weights and biases by layer.
    init?(text: String) {
        var numbers = text.split(whereSeparator: \.isWhitespace).compactMap { Float($0) }[...]
        guard let inputs = numbers.popFirst(), let hidden = numbers.popFirst(), inputs > 0,
            inputs < 1000, hidden > 0, hidden < 1000
        else { return nil }
        self.inputs = Int(inputs)
        self.hidden = Int(hidden)
        let outputs = Self.classes.count
        let sizes = [
            self.inputs, self.inputs, self.inputs * self.hidden, self.hidden, self.hidden * outputs,
            outputs,
        ]
        guard numbers.count == sizes.reduce(0, +) else { return nil }
        var parts: [[Float]] = []
        for size in sizes {
            parts.append(Array(numbers.prefix(size)))
            numbers = numbers.dropFirst(size)
        }
        mean = parts[0]
        deviation = parts[1]
        first = parts[2]
        firstBias = parts[3]
        second = parts[4]
        secondBias = parts[5]
    }

    /// How likely each of ``classes`` is, together 1.
    func probabilities(of features: [Float]) -> [Float] {
        guard features.count == inputs else { return [1, 0, 0, 0, 0] }
        var layer = firstBias
        for i in 0..<inputs {
            let value = (features[i] - mean[i]) / deviation[i]
            for j in 0..<hidden { layer[j] += value * first[i * hidden + j] }
        }
        var scores = secondBias
        for j in 0..<hidden {
            let value = tanhf(layer[j])
            for k in scores.indices { scores[k] += value * second[j * scores.count + k] }
        }
        let top = scores.max() ?? 0
        let powers = scores.map { expf($0 - top) }
        let total = powers.reduce(0, +)
        return powers.map { $0 / total }
    }
}
