import CNcurses
import Terminal

/// The pairs of colours that ncurses was told of.
struct ColorPairs {
    private struct Key: Hashable {
        var foreground: Int32
        var background: Int32
    }

    private let depth: ColorDepth
    private let capacity: Int32
    private var numbers: [Key: Int32] = [:]

    init(depth: ColorDepth) {
        self.depth = depth
        capacity = radiant_color_pairs()
    }

    /// The number of the pair of a look, or `nil` when there is no room for one more.
    mutating func number(for style: Style) -> Int32? {
        guard depth > .none else { return 0 }
        let key = Key(
            foreground: depth.index(of: style.foreground) ?? -1,
            background: depth.index(of: style.background) ?? -1
        )
        if key.foreground == -1, key.background == -1 { return 0 }
        if let known = numbers[key] { return known }
        let next = Int32(numbers.count) + 1
        guard next < capacity else { return nil }
        guard init_extended_pair(next, key.foreground, key.background) == OK else { return 0 }
        numbers[key] = next
        return next
    }

    /// Forgets every pair; what is on the screen must be drawn again.
    mutating func reset() {
        numbers.removeAll()
        reset_color_pairs()
    }
}

extension Style.Attributes {
    /// The attributes as ncurses knows them.
    var ncurses: attr_t {
        var bits: attr_t = 0
        if contains(.bold) { bits |= radiant_bold() }
        if contains(.dim) { bits |= radiant_dim() }
        if contains(.italic) { bits |= radiant_italic() }
        if contains(.underline) { bits |= radiant_underline() }
        if contains(.reverse) { bits |= radiant_reverse() }
        return bits
    }
}
