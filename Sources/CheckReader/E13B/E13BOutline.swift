/// The shape of a glyph as boxes on a grid of half modules.
///
/// `x` runs from the glyph's left edge, `y` down from the top of the digits. The proportions are
/// those of printed characters, measured on scans; the standard's drawing differs from them by a
/// quarter module at the serif of the 1 and the hook of the 6.
struct E13BOutline {
    /// A box from (`x0`, `y0`) to (`x1`, `y1`) in half modules.
    struct Box {
        let x0: Double
        let y0: Double
        let x1: Double
        let y1: Double

        init(_ x0: Double, _ y0: Double, _ x1: Double, _ y1: Double) {
            (self.x0, self.y0, self.x1, self.y1) = (x0, y0, x1, y1)
        }

        func contains(_ x: Double, _ y: Double) -> Bool { x >= x0 && x < x1 && y >= y0 && y < y1 }

        /// Whether the point lies in the box when its corners are rounded with the radius.
        func contains(_ x: Double, _ y: Double, radius: Double) -> Bool {
            let dx = max(x0 + radius - x, 0, x - (x1 - radius))
            let dy = max(y0 + radius - y, 0, y - (y1 - radius))
            return dx * dx + dy * dy <= radius * radius
        }
    }

    /// Modules from left to right.
    let width: Int
    let boxes: [Box]
    /// Corners of the slope of the 7, in half modules; empty for every other glyph.
    let slope: [(x: Double, y: Double)]
    /// The 0 has rounder corners than the rest: outer radius 4, inner radius 2 half modules.
    let isRing: Bool

    /// Whether the point belongs to the shape before its corners are rounded.
    func contains(_ x: Double, _ y: Double) -> Bool {
        if isRing {
            return boxes[0].contains(x, y, radius: 4) && !boxes[1].contains(x, y, radius: 2)
        }
        return boxes.contains { $0.contains(x, y) } || isInSlope(x, y)
    }

    private func isInSlope(_ x: Double, _ y: Double) -> Bool {
        var isInside = false
        var previous = slope.last
        for corner in slope {
            if let last = previous, (corner.y > y) != (last.y > y),
                x < (last.x - corner.x) * (y - corner.y) / (last.y - corner.y) + corner.x
            {
                isInside.toggle()
            }
            previous = corner
        }
        return isInside
    }

    private init(
        _ width: Int,
        _ boxes: [Box],
        slope: [(x: Double, y: Double)] = [],
        isRing: Bool = false
    ) {
        self.width = width
        self.boxes = boxes
        self.slope = slope
        self.isRing = isRing
    }
}

extension E13BOutline {
    /// The shape of a glyph.
    init(of glyph: E13BGlyph) {
        switch glyph {
        case .zero: self.init(7, [Box(0, 0, 14, 18), Box(2, 2, 12, 16)], isRing: true)
        case .one:
            self.init(4, [Box(0, 0, 4, 2), Box(0, 0, 2, 3), Box(2, 0, 4, 10), Box(0, 10, 8, 18)])
        case .two:
            self.init(
                4,
                [
                    Box(0, 0, 8, 2), Box(6, 0, 8, 10), Box(0, 8, 8, 10), Box(0, 8, 2, 18),
                    Box(0, 16, 8, 18),
                ]
            )
        case .three:
            self.init(
                5,
                [
                    Box(0, 0, 8, 2), Box(6, 0, 8, 10), Box(0, 8, 8, 10), Box(6, 9, 10, 18),
                    Box(0, 16, 10, 18),
                ]
            )
        case .four: self.init(6, [Box(0, 0, 4, 14), Box(0, 12, 12, 14), Box(8, 10, 12, 18)])
        case .five:
            self.init(
                5,
                [
                    Box(0, 0, 10, 2), Box(0, 0, 2, 10), Box(0, 8, 10, 10), Box(8, 8, 10, 18),
                    Box(0, 16, 10, 18),
                ]
            )
        case .six:
            self.init(
                6,
                [
                    Box(0, 0, 8, 2), Box(6, 0, 8, 5), Box(0, 0, 2, 18), Box(0, 10, 12, 12),
                    Box(10, 10, 12, 18), Box(0, 16, 12, 18),
                ]
            )
        case .seven:
            self.init(
                5,
                [Box(0, 0, 10, 2), Box(0, 0, 2, 6), Box(8, 0, 10, 7), Box(4, 9, 6, 18)],
                slope: [(8, 6.6), (4, 8.4), (4, 10), (6, 9.8), (10, 8), (10, 6), (8, 6)]
            )
        case .eight:
            self.init(
                7,
                [
                    Box(2, 0, 12, 2), Box(2, 0, 4, 10), Box(10, 0, 12, 10), Box(2, 8, 12, 10),
                    Box(0, 9, 4, 18), Box(10, 9, 14, 18), Box(0, 16, 14, 18),
                ]
            )
        case .nine:
            self.init(
                6,
                [
                    Box(0, 0, 12, 2), Box(0, 0, 2, 10), Box(10, 0, 12, 10), Box(0, 8, 12, 10),
                    Box(8, 8, 12, 18),
                ]
            )
        case .transit: self.init(7, [Box(0, 3, 4, 15), Box(8, 0, 14, 6), Box(8, 12, 14, 18)])
        case .amount: self.init(7, [Box(0, 10, 4, 18), Box(6, 4.5, 8, 13.5), Box(10, 0, 14, 8)])
        case .onUs: self.init(7, [Box(0, 3, 2, 15), Box(4, 3, 6, 15), Box(8, 1, 14, 9)])
        case .dash: self.init(7, [Box(0, 5, 4, 13), Box(6, 5, 10, 13), Box(12, 5, 14, 13)])
        }
    }
}
