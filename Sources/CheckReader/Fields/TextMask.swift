internal import Pictures

/// The ink of a page that stands out of its paper: local threshold, without rules and frames.
struct TextMask {
    let width: Int
    let height: Int
    /// Whether each pixel is ink.
    private(set) var bits: [Bool]
    /// How dark ink is against its surroundings, 0 to 1, on average.
    let contrast: [Float]

    /// By how much of the brightness around it a pixel may be darker before it counts as ink; the first
    /// is taken at which no more than ``fullest`` of the page is ink.
    private static let limits: [Float] = [0.1, 0.13, 0.16, 0.2, 0.25]
    /// Print and writing cover less than this; patterns of security paper more.
    private static let fullest = 0.09

    /// Takes the ink of a picture of ``FieldFinder/dpi``.
    ///
    /// A pixel is held against the mean of a third of an inch around it (D. Bradley and G. Roth, Adaptive
    /// thresholding using the integral image, 2007).
    init(of image: GrayImage) {
        width = image.width
        height = image.height
        let darker = Self.darker(image)
        let limit =
            Self.limits.first { limit in
                darker.count { $0 >= limit } <= Int(Self.fullest * Double(darker.count))
            } ?? 0.25
        bits = darker.map { $0 >= limit }
        contrast = darker
        removeRules()
    }

    /// By which share of the brightness around it each pixel is darker, 0 where it is hardly so.
    private static func darker(_ image: GrayImage) -> [Float] {
        let (width, height) = (image.width, image.height)
        var darker = [Float](repeating: 0, count: width * height)
        var means = [Float](repeating: 0, count: width)
        let radius = Int(FieldFinder.dpi / 6)
        var window = SlidingSquare(width: width, height: height, radius: radius)
        image.pixels.withUnsafeBufferPointer { pixels in
            guard let source = pixels.baseAddress else { return }
            for y in 0..<height {
                window.move(to: y, in: source)
                window.means(into: &means)
                for x in 0..<width {
                    let value = Float(source[y * width + x])
                    if value < 0.9 * means[x], value < means[x] - 8 {
                        darker[y * width + x] = 1 - value / means[x]
                    }
                }
            }
        }
        return darker
    }

    /// Takes away long thin strokes, along and across: rules that are written on, frames of boxes.
    private mutating func removeRules() {
        let along = Int(FieldFinder.dpi * 0.41)
        let across = Int(FieldFinder.dpi * 0.24)
        let thick = Int(FieldFinder.dpi * 0.03)
        var cleared: [Int] = []
        for y in 0..<height {
            let row = (start: y * width, step: 1, count: width)
            collect(row, across: width, least: along, thick, into: &cleared)
        }
        for x in 0..<width {
            let column = (start: x, step: width, count: height)
            collect(column, across: 1, least: across, thick, into: &cleared)
        }
        for index in cleared { bits[index] = false }
    }

    /// Finds runs of at least `least` pixels along a line; of each, the pixels where the ink is thin
    /// across are collected.
    private func collect(
        _ line: (start: Int, step: Int, count: Int),
        across step: Int,
        least: Int,
        _ thick: Int,
        into cleared: inout [Int]
    ) {
        bits.withUnsafeBufferPointer { bits in
            var start = 0
            for position in 0...line.count {
                if position < line.count, bits[line.start + position * line.step] { continue }
                if position - start >= least {
                    for place in start..<position {
                        let index = line.start + place * line.step
                        if Self.thickness(bits, at: index, step, upTo: thick) <= thick {
                            cleared.append(index)
                        }
                    }
                }
                start = position + 1
            }
        }
    }

    private static func thickness(
        _ bits: UnsafeBufferPointer<Bool>,
        at index: Int,
        _ step: Int,
        upTo most: Int
    ) -> Int {
        var count = 1
        var next = index + step
        while next < bits.count, bits[next], count <= most {
            count += 1
            next += step
        }
        next = index - step
        while next >= 0, bits[next], count <= most {
            count += 1
            next -= step
        }
        return count
    }
}
