internal import Glibc
internal import Pictures

/// Blobs that stand in a row: a line of text, a signature, or part of a pattern.
struct InkGroup {
    let blobs: [InkBlob]
    let box: PixelBox

    init(_ blobs: [InkBlob]) {
        self.blobs = blobs
        var box = blobs[0].box
        for blob in blobs { box.add(blob.box) }
        self.box = box
    }

    /// Joins blobs that follow each other at less than a letter's height.
    static func all(of blobs: [InkBlob]) -> [InkGroup] {
        var parents = Array(blobs.indices)
        func root(_ index: Int) -> Int {
            var index = index
            while parents[index] != index {
                parents[index] = parents[parents[index]]
                index = parents[index]
            }
            return index
        }
        for i in blobs.indices {
            let a = blobs[i].box
            for j in (i + 1)..<max(i + 1, blobs.count) {
                let b = blobs[j].box
                let high = max(a.height, b.height)
                // Blobs are in order of their left edges.
                guard b.left - a.right < max(9, high < 24 ? high * 14 / 10 : high) else {
                    if b.left - a.right > 90 { break }
                    continue
                }
                let low = min(a.height, b.height)
                let common = min(a.bottom, b.bottom) - max(a.top, b.top)
                let isDot = low * 3 < high && min(blobs[i].area, blobs[j].area) < 60
                let isBeside = common * 10 >= low * 4 && (high <= 3 * low || isDot)
                // Dots of letters stand above or below them.
                let isAbove =
                    isDot && common > -high / 3 && b.left < a.right + 2 && a.left < b.right + 2
                if isBeside || isAbove { parents[root(j)] = root(i) }
            }
        }
        return Dictionary(grouping: blobs.indices, by: root)
            .sorted { $0.key < $1.key }
            .map { InkGroup($0.value.map { blobs[$0] }) }
            .filter { $0.box.width >= 3 && $0.box.height >= 6 }
    }

    /// What a group looks like, as numbers of about the size of one.
    ///
    /// `page` is the size of the picture that the mask was taken of.
    func features(in mask: TextMask) -> [Float] {
        let wide = Float(box.width)
        let high = Float(box.height)
        let length = max(0.5, wide / high)
        var rows = [Float](repeating: 0, count: box.height)
        var across = 0
        var down = 0
        for y in box.top..<box.bottom {
            for x in box.left..<box.right where mask.bits[y * mask.width + x] {
                rows[y - box.top] += 1
                if x == box.left || !mask.bits[y * mask.width + x - 1] { across += 1 }
                if y == box.top || !mask.bits[(y - 1) * mask.width + x] { down += 1 }
            }
        }
        let ink = max(1, rows.reduce(0, +))
        let peak = rows.indices.max { rows[$0] < rows[$1] } ?? 0
        let third = max(1, box.height / 3)
        let count = Float(blobs.count)
        let widest = Float(blobs.map(\.box.width).max() ?? 0)
        let meanWidth = Float(blobs.reduce(0) { $0 + $1.box.width }) / count
        let dots = Float(blobs.filter { Float($0.area) < 0.06 * high * high }.count)
        let contrast =
            blobs.reduce(0) { $0 + $1.contrast } / max(1, Float(blobs.reduce(0) { $0 + $1.area }))
        return [
            logf(wide) - 4.4, logf(high) - 2.7, logf(length), ink / (wide * high),
            count / length / 2,
            meanWidth / high, widest / wide, rows[peak] / (ink / high) / 3,
            Float(peak) / high, rows.prefix(third).reduce(0, +) / ink,
            rows.suffix(third).reduce(0, +) / ink, dots / count, Float(across) / high / length / 2,
            Float(down) / wide / 2, contrast,
            Float(box.left + box.right) / 2 / Float(mask.width),
            Float(box.top + box.bottom) / 2 / Float(mask.height), widest / high / 3,
        ]
    }
}
