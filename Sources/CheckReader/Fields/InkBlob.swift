internal import Pictures

/// Ink that hangs together.
struct InkBlob {
    var box: PixelBox
    var area: Int
    /// The sum of the contrast of its pixels.
    var contrast: Float

    /// The blobs of a mask, specks left out; pixels that touch at a corner hang together.
    static func all(in mask: TextMask) -> [InkBlob] {
        let (width, height) = (mask.width, mask.height)
        var labels = [Int32](repeating: -1, count: width * height)
        var parents: [Int32] = []
        func root(_ label: Int32) -> Int32 {
            var label = label
            while parents[Int(label)] != label {
                parents[Int(label)] = parents[Int(parents[Int(label)])]
                label = parents[Int(label)]
            }
            return label
        }
        for y in 0..<height {
            for x in 0..<width where mask.bits[y * width + x] {
                var label: Int32 = -1
                func join(_ index: Int) {
                    let other = labels[index]
                    guard other >= 0 else { return }
                    let first = root(other)
                    if label < 0 {
                        label = first
                    } else if first != label {
                        parents[Int(max(first, label))] = min(first, label)
                        label = min(first, label)
                    }
                }
                if x > 0 { join(y * width + x - 1) }
                if y > 0 {
                    if x > 0 { join((y - 1) * width + x - 1) }
                    join((y - 1) * width + x)
                    if x + 1 < width { join((y - 1) * width + x + 1) }
                }
                if label < 0 {
                    label = Int32(parents.count)
                    parents.append(label)
                }
                labels[y * width + x] = label
            }
        }
        var slots = [Int](repeating: -1, count: parents.count)
        var blobs: [InkBlob] = []
        for y in 0..<height {
            for x in 0..<width where labels[y * width + x] >= 0 {
                let index = y * width + x
                let pixel = PixelBox(left: x, top: y, right: x + 1, bottom: y + 1)
                let label = Int(root(labels[index]))
                if slots[label] < 0 {
                    slots[label] = blobs.count
                    blobs.append(InkBlob(box: pixel, area: 0, contrast: 0))
                }
                blobs[slots[label]].add(pixel, mask.contrast[index])
            }
        }
        return
            blobs
            .filter { $0.area >= 4 && $0.box.height < height / 2 && $0.box.width < width * 3 / 4 }
            .sorted { ($0.box.left, $0.box.top, $0.area) < ($1.box.left, $1.box.top, $1.area) }
    }

    private mutating func add(_ pixel: PixelBox, _ contrast: Float) {
        box.add(pixel)
        area += 1
        self.contrast += contrast
    }
}

extension PixelBox {
    /// Grows to hold another box.
    mutating func add(_ other: PixelBox) {
        left = min(left, other.left)
        top = min(top, other.top)
        right = max(right, other.right)
        bottom = max(bottom, other.bottom)
    }

    /// The pixels that two boxes have in common.
    func overlap(with other: PixelBox) -> Int {
        max(0, min(right, other.right) - max(left, other.left))
            * max(0, min(bottom, other.bottom) - max(top, other.top))
    }
}
