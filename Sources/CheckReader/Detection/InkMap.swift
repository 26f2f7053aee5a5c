internal import Pictures

/// Which pixels are ink: those that are clearly darker than what surrounds them.
struct InkMap {
    let width: Int
    let height: Int
    private(set) var isInk: [Bool]

    /// Compares every pixel with the mean of the square of `2 · radius + 1` pixels around it.
    ///
    /// It must be darker by `contrast` standard deviations of that square.
    init(_ image: GrayImage, radius: Int, contrast: Float) {
        width = image.width
        height = image.height
        let stride = width + 1
        var sums = [UInt32](repeating: 0, count: stride * (height + 1))
        var squares = [UInt64](repeating: 0, count: stride * (height + 1))
        var ink = [Bool](repeating: false, count: width * height)
        let width = width
        let height = height
        image.pixels.withUnsafeBufferPointer { pixels in
            sums.withUnsafeMutableBufferPointer { sums in
                squares.withUnsafeMutableBufferPointer { squares in
                    for y in 0..<height {
                        var sum: UInt32 = 0
                        var square: UInt64 = 0
                        let row = y * width
                        let below = (y + 1) * stride
                        let above = y * stride
                        for x in 0..<width {
                            let value = UInt32(pixels[row + x])
                            sum &+= value
                            square &+= UInt64(value &* value)
                            sums[below + x + 1] = sums[above + x + 1] &+ sum
                            squares[below + x + 1] = squares[above + x + 1] &+ square
                        }
                    }
                    ink.withUnsafeMutableBufferPointer { ink in
                        for y in 0..<height {
                            let top = max(0, y - radius) * stride
                            let bottom = min(height, y + radius + 1) * stride
                            let rows = (bottom - top) / stride
                            for x in 0..<width {
                                let left = max(0, x - radius)
                                let right = min(width, x + radius + 1)
                                let count = Float(rows * (right - left))
                                let sum = Float(
                                    sums[bottom + right] &- sums[bottom + left]
                                        &- sums[top + right] &+ sums[top + left]
                                )
                                let square = Float(
                                    squares[bottom + right] &- squares[bottom + left]
                                        &- squares[top + right] &+ squares[top + left]
                                )
                                let mean = sum / count
                                let variance = max(0, square / count - mean * mean)
                                let needed = max(7, contrast * variance.squareRoot())
                                ink[y * width + x] = Float(pixels[y * width + x]) < mean - needed
                            }
                        }
                    }
                }
            }
        }
        isInk = ink
    }

    /// Fills gaps of so many pixels at most between ink on the same row.
    mutating func close(gapsUpTo gap: Int) {
        for y in 0..<height {
            var last = -1
            for x in 0..<width where isInk[y * width + x] {
                if last >= 0, x - last > 1, x - last <= gap + 1 {
                    for inner in (last + 1)..<x { isInk[y * width + inner] = true }
                }
                last = x
            }
        }
    }

    /// The boxes around the connected pieces of ink, touching corners counted as connected.
    func blobs() -> [Blob] {
        // Runs of ink in a row, joined with the runs above that they touch.
        var runs: [(row: Int, start: Int, end: Int)] = []
        var parents: [Int] = []
        var previous = 0..<0
        for y in 0..<height {
            let first = runs.count
            var x = 0
            let row = y * width
            isInk.withUnsafeBufferPointer { ink in
                while x < width {
                    if ink[row + x] {
                        let start = x
                        while x < width, ink[row + x] { x += 1 }
                        runs.append((y, start, x))
                    } else {
                        x += 1
                    }
                }
            }
            var above = previous.lowerBound
            for index in first..<runs.count {
                parents.append(index)
                while above < previous.upperBound, runs[above].end < runs[index].start {
                    above += 1
                }
                var other = above
                while other < previous.upperBound, runs[other].start <= runs[index].end {
                    Self.join(index, other, &parents)
                    other += 1
                }
            }
            previous = first..<runs.count
        }
        var slots = [Int](repeating: -1, count: runs.count)
        var found: [Blob] = []
        for index in runs.indices {
            let root = Self.root(index, &parents)
            if slots[root] < 0 {
                slots[root] = found.count
                found.append(
                    Blob(left: .max, top: .max, right: .min, bottom: .min, area: 0)
                )
            }
            let run = runs[index]
            found[slots[root]].add(row: run.row, start: run.start, end: run.end)
        }
        return found
    }

    private static func root(_ index: Int, _ parents: inout [Int]) -> Int {
        var root = index
        while parents[root] != root {
            parents[root] = parents[parents[root]]
            root = parents[root]
        }
        return root
    }

    private static func join(_ a: Int, _ b: Int, _ parents: inout [Int]) {
        let first = root(a, &parents)
        let second = root(b, &parents)
        if first != second { parents[max(first, second)] = min(first, second) }
    }
}

/// The box around a connected piece of ink, in pixels; `right` and `bottom` lie just outside.
struct Blob: Equatable {
    var left: Int
    var top: Int
    var right: Int
    var bottom: Int
    /// Pixels of ink.
    var area: Int

    var width: Int { right - left }
    var height: Int { bottom - top }

    mutating func add(row: Int, start: Int, end: Int) {
        left = min(left, start)
        right = max(right, end)
        top = min(top, row)
        bottom = max(bottom, row + 1)
        area += end - start
    }
}
