internal import Pictures

/// The network that reads strips of MICR lines: E-13B and CMC-7, made by `Training/train-micr.sh`.
///
/// Convolutions over the strip down to three rows, then along the line. Each column of the answer
/// stands for four pixels and sees about two characters to either side of it.
struct StripNetwork: Sendable {
    /// Pixels of a strip in a column of the answer.
    static let stride = 4
    /// What a column may hold: nothing, fourteen characters of E-13B, fifteen of CMC-7.
    ///
    /// One output more says by how many modules the character lies lower than the strip has it.
    static let classes = characters.count
    /// The character of each class; a blank stands for nothing.
    static let characters: [Character] =
        [" "] + E13BGlyph.allCases.map(\.character) + CMC7Glyph.allCases.map(\.character)

    private let image: [Convolution]
    private let gather: Convolution
    private let line: [Convolution]
    private let head: Convolution

    /// The network that ships with the program.
    static let standard = StripNetwork(TrainedModels.micr)

    /// Loads the weights now rather than with the first picture.
    static func prepare() { _ = standard?.head.outputs }

    /// Reads the file that training writes; `nil` when it is none.
    ///
    /// The form is said in `Training/micr/network.py`.
    init?(_ bytes: [UInt8]) {
        var reader = ByteReader(bytes)
        guard reader.text(5) == "MICR1", let count = reader.short(), count >= 4 else { return nil }
        var layers: [Convolution] = []
        for index in 0..<count {
            var shape: [Int] = []
            for _ in 0..<7 { shape.append(reader.short() ?? 0) }
            let inner = shape[1] * shape[2] * shape[3]
            guard shape.allSatisfy({ $0 > 0 }), let scales = reader.floats(shape[0]),
                let biases = reader.floats(shape[0]), let whole = reader.signed(shape[0] * inner)
            else { return nil }
            var weights = [Float](repeating: 0, count: whole.count)
            for place in whole.indices {
                weights[place] = Float(whole[place]) * scales[place / inner]
            }
            // The three rows that are left of the strip are gathered into one.
            let isGather = index > 0 && shape[1] != layers[index - 1].outputs
            let rows = isGather ? shape[1] / layers[index - 1].outputs : shape[2]
            layers.append(
                Convolution(
                    shape: (shape[0], isGather ? shape[1] / rows : shape[1], rows, shape[3]),
                    stride: (shape[4], shape[5]),
                    dilation: shape[6],
                    weights: weights,
                    biases: biases
                )
            )
        }
        guard let middle = layers.firstIndex(where: { $0.rows > 1 && $0.columns == 1 }),
            middle + 1 < layers.count, layers[layers.count - 1].outputs == Self.classes + 1
        else { return nil }
        image = Array(layers[..<middle])
        gather = layers[middle]
        line = Array(layers[(middle + 1)..<(layers.count - 1)])
        head = layers[layers.count - 1]
    }

    /// How likely each class is at each column of the answer, for a strip of 45 rows.
    func probabilities(of strip: GrayImage) -> ColumnProbabilities {
        var values = Self.normalized(strip)
        for layer in image { values = layer.applied(to: values) }
        values = gather.applied(to: values, isPadded: false)
        for layer in line { values.add(layer.applied(to: values)) }
        return ColumnProbabilities(scores: head.applied(to: values, rectifies: false))
    }

    /// Ink positive, in standard deviations of the strip.
    private static func normalized(_ strip: GrayImage) -> Planes {
        var planes = Planes(width: strip.width, height: strip.height, channels: 1)
        let count = Double(strip.pixels.count)
        var sum = 0.0
        var squares = 0.0
        for pixel in strip.pixels {
            sum += Double(pixel)
            squares += Double(pixel) * Double(pixel)
        }
        let mean = sum / count
        let deviation = max(8, max(0, squares / count - mean * mean).squareRoot())
        for (index, pixel) in strip.pixels.enumerated() {
            planes.values[index] = Float((mean - Double(pixel)) / deviation)
        }
        return planes
    }
}

/// Takes a file apart from its front; `nil` once it has ended.
private struct ByteReader {
    private let bytes: [UInt8]
    private var place = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    private mutating func take(_ count: Int) -> ArraySlice<UInt8>? {
        guard count >= 0, place + count <= bytes.count else { return nil }
        defer { place += count }
        return bytes[place..<place + count]
    }

    mutating func text(_ count: Int) -> String? {
        take(count).map { String(decoding: $0, as: UTF8.self) }
    }

    mutating func short() -> Int? {
        take(2).map { Int($0[$0.startIndex]) | Int($0[$0.startIndex + 1]) << 8 }
    }

    mutating func floats(_ count: Int) -> [Float]? {
        guard let part = take(4 * count) else { return nil }
        return (0..<count).map { index in
            let start = part.startIndex + 4 * index
            let bits = (0..<4).reduce(UInt32(0)) {
                $0 | UInt32(part[start + $1]) << (8 * UInt32($1))
            }
            return Float(bitPattern: bits)
        }
    }

    mutating func signed(_ count: Int) -> [Int8]? {
        take(count).map { $0.map { Int8(bitPattern: $0) } }
    }
}
