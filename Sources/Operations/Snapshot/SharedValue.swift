/// A value that its copies share until one of them is given another.
///
/// A fleet of a thousand deployments is handed on thirty times a second, and most of it is what it was:
/// so copying costs a reference, and that nothing changed is seen without looking inside.
struct SharedValue<Value: Sendable & Equatable>: Sendable, Equatable {
    private final class Storage: Sendable {
        let value: Value

        init(_ value: Value) { self.value = value }
    }

    private var storage: Storage

    /// A value that is shared with nobody yet.
    init(_ value: Value) { storage = Storage(value) }

    /// The value; setting it leaves the copies as they were.
    var value: Value {
        get { storage.value }
        set { storage = Storage(newValue) }
    }

    /// Whether both are copies of one.
    func isCopy(of other: SharedValue) -> Bool { storage === other.storage }

    static func == (left: SharedValue, right: SharedValue) -> Bool {
        left.isCopy(of: right) || left.value == right.value
    }
}
