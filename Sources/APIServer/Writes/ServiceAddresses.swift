import Documents
import Kubernetes

/// The addresses of Services, from 127.78.0.0/16.
///
/// Loopback addresses, so that a forwarder on this machine can listen on them; an address that was
/// given up is used again as late as possible.
struct ServiceAddresses {
    private let used: Set<Int>

    /// Looks up which addresses are in use.
    init(_ transaction: StoreTransaction) {
        used = Set(
            transaction.objects(.service).compactMap {
                ServiceAddresses.number($0.json["spec"]?["clusterIP"]?.string ?? "")
            }
        )
    }

    /// An address that nobody has.
    var free: String {
        let highest = used.max() ?? 0
        let next = highest + 1 <= 0xFFFE ? highest + 1 : (1...0xFFFE).first { !used.contains($0) }
        return ServiceAddresses.text(next ?? 1)
    }

    /// Whether an address is one that a Service may have.
    static func contains(_ address: String) -> Bool { number(address) != nil }

    private static func text(_ number: Int) -> String { "127.78.\(number >> 8).\(number & 255)" }

    private static func number(_ address: String) -> Int? {
        let parts = address.split(separator: ".").map { Int($0) ?? -1 }
        guard parts.count == 4, parts[0] == 127, parts[1] == 78,
            (0...255).contains(parts[2]), (0...255).contains(parts[3])
        else { return nil }
        return parts[2] << 8 | parts[3]
    }
}
