import Synchronization

/// How many requests may be under way at a time, so that a storm of them is turned away and does not
/// fill the memory.
public final class Seats: Sendable {
    /// As many as kube-apiserver lets in by its defaults: 400 that read and 200 that write.
    public static let standard = 600

    private let count: Int
    private let taken = Mutex(0)

    init(_ count: Int) { self.count = count }

    /// Takes a seat; whether one was free.
    func take() -> Bool {
        taken.withLock { taken in
            guard taken < count else { return false }
            taken += 1
            return true
        }
    }

    /// Gives a seat back.
    func giveBack() { taken.withLock { $0 -= 1 } }
}
