internal import Pictures

/// The ink of a page that stands out of its paper: local threshold, without rules and frames.
struct TextMask {
    let width: Int
    let height: Int
    /// Whether each pixel is ink.
    private(set) var bits: [Bool]
    /// How dark ink is against its surroundings, 0 to 1, on average.
    let contrast: [Float]

    /// Takes the ink of a picture of about 110 pixels an inch.
    ///
    /// A pixel is ink when it is a quarter darker than the mean of a third of an inch around it
    /// (D. Bradley and G. Roth, Adaptive thresholding using the integral image, 2007).
    init(of image: GrayImage) {
        let (width, height) = (image.width, image.height)
        var sums = [Int32](repeating: 0, count: (width + 1) * (height + 1))
        for y in 0..<height {
            var row: Int32 = 0
            for x in 0..<width {
                row += Int32(image.pixels[y * width + x])
                sums[(y + 1) * (width + 1) + x + 1] = sums[y * (width + 1) + x + 1] + row
            }
        }
        var bits = [Bool](repeating: false, count: width * height)
        var contrast = [Float](repeating: 0, count: width * height)
        let reach = 18
        for y in 0..<height {
            let top = max(0, y - reach) * (width + 1)
            let bottom = min(height, y + reach + 1) * (width + 1)
            for x in 0..<width {
                let left = max(0, x - reach)
                let right = min(width, x + reach + 1)
                let area = (bottom - top) / (width + 1) * (right - left)
                let sum =
                    sums[bottom + right] - sums[bottom + left] - sums[top + right]
                    + sums[top + left]
                let mean = Float(sum) / Float(area)
                let value = Float(image.pixels[y * width + x])
                guard value < 0.75 * mean - 4 else { continue }
                bits[y * width + x] = true
                contrast[y * width + x] = 1 - value / mean
            }
        }
        self.width = width
        self.height = height
        self.bits = bits
        self.contrast = contrast
        removeRules()
    }

    /// Takes away long thin strokes, along and across: rules that are written on, frames of boxes.
    private mutating func removeRules() {
        var cleared: [Int] = []
        for y in 0..<height {
            collect(count: width, at: { y * width + $0 }, step: width, least: 45, into: &cleared)
        }
        for x in 0..<width {
            collect(count: height, at: { $0 * width + x }, step: 1, least: 26, into: &cleared)
        }
        for index in cleared { bits[index] = false }
    }

    /// Finds runs of at least `least` pixels along a line; of each, the pixels where the ink is thin
    /// across are collected.
    private func collect(
        count: Int,
        at index: (Int) -> Int,
        step: Int,
        least: Int,
        into cleared: inout [Int]
    ) {
        var start = 0
        for position in 0...count {
            if position < count, bits[index(position)] { continue }
            if position - start >= least {
                for place in start..<position where thickness(at: index(place), step) <= 3 {
                    cleared.append(index(place))
                }
            }
            start = position + 1
        }
    }

    private func thickness(at index: Int, _ step: Int) -> Int {
        var count = 1
        var next = index + step
        while next < bits.count, bits[next], count <= 4 {
            count += 1
            next += step
        }
        next = index - step
        while next >= 0, bits[next], count <= 4 {
            count += 1
            next -= step
        }
        return count
    }
}
