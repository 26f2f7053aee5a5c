/// How far the bars of CMC-7 reach up and down, so that the eye sees the digit.
///
/// The outlines are drawn after the look of the font, in twelfths of its height; what a reader goes by
/// are the intervals of the bars, which are the standard's.
enum CMC7Outline {
    /// The rows of a glyph from its head to its foot, a column a bar.
    static func rows(of glyph: CMC7Glyph) -> [String] {
        switch glyph {
        case .zero:
            stacked([
                (".#####.", 1), ("#######", 2), ("##...##", 6), ("#######", 2), (".#####.", 1),
            ])
        case .one: stacked([("...###.", 2), (".#####.", 2), ("...###.", 4), ("#######", 4)])
        case .two:
            stacked([
                ("#######", 3), ("....###", 2), ("#######", 2), ("###....", 2), ("#######", 3),
            ])
        case .three:
            stacked([
                ("#######", 3), ("....###", 2), ("..#####", 2), ("....###", 2), ("#######", 3),
            ])
        case .four: stacked([("###....", 4), ("###.##.", 2), ("#######", 3), ("....##.", 3)])
        case .five:
            stacked([
                ("#######", 3), ("###....", 2), ("#######", 2), ("....###", 2), ("#######", 3),
            ])
        case .six:
            stacked([
                ("#####..", 3), ("###....", 2), ("#######", 2), ("###.###", 2), ("#######", 3),
            ])
        case .seven: stacked([("#######", 4), ("....###", 3), ("..####.", 2), ("..###..", 3)])
        case .eight:
            stacked([
                ("#######", 3), ("###.###", 2), (".#####.", 2), ("###.###", 2), ("#######", 3),
            ])
        case .nine:
            stacked([
                ("#######", 3), ("###.###", 2), ("#######", 2), ("....###", 2), ("..#####", 3),
            ])
        case .symbol1:
            stacked([
                (".....##", 2), ("...####", 2), ("..#####", 2), ("#####..", 2), ("####...", 2),
                ("##.....", 2),
            ])
        case .symbol2: stacked([("....###", 4), ("..#####", 4), ("####...", 4)])
        case .symbol3: stacked([("#######", 6), (".......", 2), ("#######", 4)])
        case .symbol4: stacked([("###.###", 4), ("....###", 4), ("#######", 4)])
        case .symbol5:
            stacked([
                ("...#...", 2), ("..###.#", 2), (".######", 3), ("######.", 3), ("##...##", 2),
            ])
        }
    }

    private static func stacked(_ parts: [(row: String, count: Int)]) -> [String] {
        parts.flatMap { [String](repeating: $0.row, count: $0.count) }
    }
}
