import Documents
import Kubernetes

/// Takes events away an hour after they last happened, as the real server does.
enum EventExpiry {
    private static let lifetime = Duration.seconds(3600)
    /// Between how many versions events are looked through; looking is cheap, but not free.
    private static let interval = 64

    /// Looks through the events from time to time, when one is made.
    static func sweepSometimes(_ transaction: inout StoreTransaction, now: Timestamp) {
        if transaction.version % interval == 0 { sweep(&transaction, now: now) }
    }

    /// Takes away the events that are over.
    static func sweep(_ transaction: inout StoreTransaction, now: Timestamp) {
        for object in transaction.objects(.event) {
            let last = Event(json: object.json).lastTimestamp
            if let last, now - last > lifetime { transaction.remove(object.id) }
        }
    }
}
