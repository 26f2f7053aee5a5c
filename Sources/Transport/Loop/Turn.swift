internal import Synchronization

/// Gives out places one after another.
final class Turn: Sendable {
    private let count = Atomic(0)

    /// The next of `count` places.
    func next(of count: Int) -> Int {
        Int(UInt(bitPattern: self.count.wrappingAdd(1, ordering: .relaxed).oldValue) % UInt(count))
    }
}
