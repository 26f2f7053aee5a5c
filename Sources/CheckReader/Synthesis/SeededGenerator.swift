internal import Glibc

/// Numbers that look random and are the same for the same seed, on every machine and in every
/// version of Swift's library.
///
/// SplitMix64 (Steele, Lea and Flood, 2014).
public struct SeededGenerator: Sendable {
    private var state: UInt64

    /// Starts the sequence of the seed.
    public init(seed: UInt64) { state = seed }

    /// Starts the sequence of item `index` of a series, independent of its neighbours'.
    public init(seed: UInt64, index: Int) {
        var root = SeededGenerator(seed: seed &+ 0x6a09_e667_f3bc_c909)
        self.init(seed: root.next() ^ (UInt64(index) &+ 1) &* 0xd1b5_4a32_d192_ed03)
        _ = next()
    }

    /// The next 64 bits.
    public mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var z = state
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }

    /// A number from 0 up to, but not including, 1.
    public mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// A number of the range, all equally likely.
    public mutating func uniform(_ low: Double, _ high: Double) -> Double {
        low + (high - low) * unit()
    }

    /// A whole number of the range.
    public mutating func integer(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + Int(next() % UInt64(range.count))
    }

    /// `true` with the given probability, 0 to 1.
    public mutating func chance(_ probability: Double) -> Bool { unit() < probability }

    /// A number of the normal distribution.
    public mutating func normal(_ mean: Double = 0, _ deviation: Double) -> Double {
        let radius = (-2 * log(1 - unit())).squareRoot()
        return mean + deviation * radius * cos(2 * .pi * unit())
    }

    /// An element of the list, all equally likely.
    public mutating func pick<Element>(_ list: [Element]) -> Element {
        list[integer(0...list.count - 1)]
    }

    /// Decimal digits, each equally likely.
    public mutating func digits(_ count: Int) -> String {
        String((0..<count).map { _ in Character(String(integer(0...9))) })
    }
}
