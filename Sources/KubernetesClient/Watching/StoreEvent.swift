public import Kubernetes

/// What a watcher makes of lists and watches, for a store to follow.
public enum StoreEvent<Object: KubernetesObject>: Sendable, Equatable {
    /// A fresh list begins; what an unfinished one brought is void.
    case restarted
    /// A part of the list.
    case listed([Object])
    /// The list is whole and replaces everything.
    case listEnded
    /// An object is new or has changed.
    case applied(Object)
    /// An object is gone; its last state.
    case deleted(Object)
}

/// How one object of a store changed.
public struct StoreChange<Object: KubernetesObject>: Sendable, Equatable {
    /// The object before; `nil` when it is new.
    public var old: Object?
    /// The object now; `nil` when it is gone.
    public var new: Object?

    /// Makes a change.
    public init(old: Object? = nil, new: Object? = nil) {
        self.old = old
        self.new = new
    }

    /// What names the object.
    public var key: ObjectKey {
        new?.key ?? old?.key ?? ObjectKey(namespace: "", name: "")
    }
}

/// Something that happened to a store.
public enum StoreNews<Object: KubernetesObject>: Sendable {
    /// An object is new, has changed, or is gone.
    case changed(StoreChange<Object>)
    /// A list has come in whole; all its objects were told before.
    case filled
    /// Its source answers better or worse than before.
    case noted(SourceState)
}
