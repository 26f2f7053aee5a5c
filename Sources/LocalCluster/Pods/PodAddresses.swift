import Kubernetes
import Synchronization

/// Gives each pod a loopback address of its own, from 127.77.0.0/16, the cluster's own part first.
final class PodAddresses: Sendable {
    private struct Ledger {
        var next: Int
        var taken: [String: String] = [:]
        var pods: [ObjectKey: String] = [:]
    }

    private let ledger: Mutex<Ledger>
    private let prefix: String

    /// Makes the addresses of a cluster whose part of the network has a number.
    init(network: Int = 0) {
        ledger = Mutex(Ledger(next: network << 8 | 2))
        prefix = "127.77.\(network)."
    }

    /// The address of a pod, the same each time; `wanted` when that is free.
    func address(for uid: String, wanted: String? = nil) -> String {
        ledger.withLock { ledger in
            if let known = ledger.taken.first(where: { $0.value == uid }) { return known.key }
            if let wanted, wanted.hasPrefix(prefix), ledger.taken[wanted] == nil {
                ledger.taken[wanted] = uid
                return wanted
            }
            while true {
                // .0.0 and .255.255 are left out; addresses are used again as late as can be.
                let number = ledger.next
                ledger.next = number >= 65_533 ? 2 : number + 1
                let address = "127.77.\(number >> 8).\(number & 255)"
                if ledger.taken[address] == nil {
                    ledger.taken[address] = uid
                    return address
                }
            }
        }
    }

    /// Notes under which name a pod with an address runs.
    func register(_ pod: ObjectKey, at address: String) {
        ledger.withLock { $0.pods[pod] = address }
    }

    /// The address of the pod that runs under a name; `nil` when none does.
    func address(of pod: ObjectKey) -> String? { ledger.withLock { $0.pods[pod] } }

    /// Takes the address of a pod back.
    func release(_ uid: String) {
        ledger.withLock { ledger in
            let addresses = Set(ledger.taken.filter { $0.value == uid }.keys)
            ledger.taken = ledger.taken.filter { $0.value != uid }
            ledger.pods = ledger.pods.filter { !addresses.contains($0.value) }
        }
    }
}
