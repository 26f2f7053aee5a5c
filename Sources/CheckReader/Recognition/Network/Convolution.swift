internal import CVectors

/// A layer of a network: sums over a small window of all inputs, and what is below 0 cut off.
///
/// Values lie pixel by pixel, all channels of a pixel together. Outputs are computed eight at a
/// time, for four pixels at once, which keeps the processor's registers full.
struct Convolution: Sendable {
    /// Outputs a vector holds.
    private static let lanes = 8

    let outputs: Int
    let inputs: Int
    let rows: Int
    let columns: Int
    let rowStride: Int
    let columnStride: Int
    /// Pixels from one column of the window to the next.
    let dilation: Int
    /// By block of eight outputs, row, column and input; eight values each.
    private let weights: [Float]
    private let biases: [Float]

    /// Takes weights by output, input, row and column.
    init(
        shape: (outputs: Int, inputs: Int, rows: Int, columns: Int),
        stride: (rows: Int, columns: Int),
        dilation: Int,
        weights raw: [Float],
        biases: [Float]
    ) {
        (outputs, inputs, rows, columns) = shape
        (rowStride, columnStride) = stride
        self.dilation = dilation
        let blocks = (shape.outputs + Self.lanes - 1) / Self.lanes
        var packed = [Float](
            repeating: 0,
            count: blocks * Self.lanes * shape.inputs * shape.rows * shape.columns
        )
        for output in 0..<shape.outputs {
            for input in 0..<shape.inputs {
                for row in 0..<shape.rows {
                    for column in 0..<shape.columns {
                        let from =
                            ((output * shape.inputs + input) * shape.rows + row) * shape.columns
                            + column
                        let place =
                            ((output / Self.lanes * shape.rows + row) * shape.columns + column)
                            * shape.inputs + input
                        packed[place * Self.lanes + output % Self.lanes] = raw[from]
                    }
                }
            }
        }
        weights = packed
        self.biases =
            biases
            + [Float](repeating: 0, count: blocks * Self.lanes - biases.count)
    }

    /// The layer's answer to values; the window's middle runs over every pixel, with zeros outside,
    /// or, with `isPadded` false, over those around which the values are whole.
    func applied(to values: Planes, isPadded: Bool = true, rectifies: Bool = true) -> Planes {
        let above = isPadded ? rows / 2 : 0
        let beside = isPadded ? columns / 2 * dilation : 0
        let source = values.padded(rows: above, columns: beside)
        let high = (source.height - rows) / rowStride + 1
        let wide = (source.width - (columns - 1) * dilation - 1) / columnStride + 1
        var result = Planes(width: max(0, wide), height: max(0, high), channels: outputs)
        guard wide > 0, high > 0 else { return result }
        let blocks = (outputs + Self.lanes - 1) / Self.lanes
        source.values.withUnsafeBufferPointer { input in
            weights.withUnsafeBufferPointer { weights in
                result.values.withUnsafeMutableBufferPointer { output in
                    guard let x = input.baseAddress, let w = weights.baseAddress,
                        let y = output.baseAddress
                    else { return }
                    for row in 0..<high {
                        for block in 0..<blocks {
                            let base = w + block * rows * columns * inputs * Self.lanes
                            var column = 0
                            while column < wide {
                                let many = min(4, wide - column)
                                fill(
                                    y + (row * wide + column) * outputs,
                                    block: block,
                                    many: many,
                                    from: x + row * rowStride * source.width * inputs
                                        + column * columnStride * inputs,
                                    width: source.width,
                                    weights: base,
                                    rectifies: rectifies
                                )
                                column += many
                            }
                        }
                    }
                }
            }
        }
        return result
    }

    /// Eight outputs of up to four neighbouring pixels.
    @inline(__always)
    private func fill(
        _ output: UnsafeMutablePointer<Float>,
        block: Int,
        many: Int,
        from input: UnsafePointer<Float>,
        width: Int,
        weights: UnsafePointer<Float>,
        rectifies: Bool
    ) {
        let kept = min(Self.lanes, outputs - block * Self.lanes)
        withUnsafeTemporaryAllocation(of: Float.self, capacity: 4 * Self.lanes) { sums in
            guard let start = sums.baseAddress else { return }
            for index in 0..<(4 * Self.lanes) {
                start[index] = biases[block * Self.lanes + index % Self.lanes]
            }
            radiant_sum_window(
                start,
                weights,
                input,
                columnStride * inputs,
                Int32(rows),
                width * inputs,
                Int32(columns),
                dilation * inputs,
                Int32(inputs),
                Int32(many)
            )
            for place in 0..<many {
                let at = output + place * outputs + block * Self.lanes
                for lane in 0..<kept {
                    let sum = start[place * Self.lanes + lane]
                    at[lane] = rectifies ? max(0, sum) : sum
                }
            }
        }
    }
}

/// Values of several channels on a grid, all channels of a pixel together.
struct Planes: Sendable {
    let width: Int
    let height: Int
    let channels: Int
    var values: [Float]

    init(width: Int, height: Int, channels: Int) {
        self.width = width
        self.height = height
        self.channels = channels
        values = [Float](repeating: 0, count: width * height * channels)
    }

    /// The values with zeros around them.
    func padded(rows: Int, columns: Int) -> Planes {
        guard rows > 0 || columns > 0 else { return self }
        var copy = Planes(width: width + 2 * columns, height: height + 2 * rows, channels: channels)
        let length = width * channels
        values.withUnsafeBufferPointer { from in
            copy.values.withUnsafeMutableBufferPointer { to in
                guard let source = from.baseAddress, let target = to.baseAddress else { return }
                for row in 0..<height {
                    let start = ((row + rows) * (width + 2 * columns) + columns) * channels
                    (target + start).update(from: source + row * length, count: length)
                }
            }
        }
        return copy
    }

    /// Adds the other's values to these.
    mutating func add(_ other: Planes) {
        for index in values.indices { values[index] += other.values[index] }
    }
}
