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
        let (width, height) = (image.width, image.height)
        self.width = width
        self.height = height
        isInk = [Bool](unsafeUninitializedCapacity: width * height) { ink, count in
            count = width * height
            image.pixels.withUnsafeBufferPointer { pixels in
                guard let source = pixels.baseAddress, let target = ink.baseAddress else { return }
                // So that the sums of a square fit 32 bits.
                var window = SlidingSquare(width: width, height: height, radius: min(85, radius))
                for y in 0..<height {
                    window.move(to: y, in: source)
                    window.compare(source + y * width, contrast, into: target + y * width)
                }
            }
        }
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
        var runs: [(row: Int32, start: Int32, end: Int32)] = []
        var parents: [Int32] = []
        var previous = 0..<0
        for y in 0..<height {
            let first = runs.count
            isInk.withUnsafeBytes { bytes in
                Self.eachRun(
                    in: UnsafeRawBufferPointer(rebasing: bytes[(y * width)...].prefix(width))
                ) {
                    runs.append((Int32(y), Int32($0), Int32($1)))
                }
            }
            var above = previous.lowerBound
            for index in first..<runs.count {
                parents.append(Int32(index))
                while above < previous.upperBound, runs[above].end < runs[index].start {
                    above += 1
                }
                var other = above
                while other < previous.upperBound, runs[other].start <= runs[index].end {
                    Self.join(Int32(index), Int32(other), &parents)
                    other += 1
                }
            }
            previous = first..<runs.count
        }
        var slots = [Int32](repeating: -1, count: runs.count)
        var found: [Blob] = []
        for (index, run) in runs.enumerated() {
            let root = Int(Self.root(Int32(index), &parents))
            if slots[root] < 0 {
                slots[root] = Int32(found.count)
                found.append(
                    Blob(left: .max, top: .max, right: .min, bottom: .min, area: 0)
                )
            }
            found[Int(slots[root])]
                .add(row: Int(run.row), start: Int(run.start), end: Int(run.end))
        }
        return found
    }

    /// Calls with the first pixel of each run of ink and the one behind its last; paper is passed
    /// eight pixels at a time.
    private static func eachRun(in row: UnsafeRawBufferPointer, _ body: (Int, Int) -> Void) {
        var x = 0
        let end = row.count
        while x < end {
            if x + 8 <= end, row.loadUnaligned(fromByteOffset: x, as: UInt64.self) == 0 {
                x += 8
                continue
            }
            guard row[x] != 0 else {
                x += 1
                continue
            }
            let start = x
            while x < end, row[x] != 0 { x += 1 }
            body(start, x)
        }
    }

    private static func root(_ index: Int32, _ parents: inout [Int32]) -> Int32 {
        var root = index
        while parents[Int(root)] != root {
            parents[Int(root)] = parents[Int(parents[Int(root)])]
            root = parents[Int(root)]
        }
        return root
    }

    private static func join(_ a: Int32, _ b: Int32, _ parents: inout [Int32]) {
        let first = root(a, &parents)
        let second = root(b, &parents)
        if first != second { parents[Int(max(first, second))] = min(first, second) }
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
