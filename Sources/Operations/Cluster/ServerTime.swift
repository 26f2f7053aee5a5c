import HTTP
import HTTPTypes
package import Kubernetes
import Synchronization

/// What time it is by the cluster's clock, as far as its answers tell.
package final class ServerTime: Sendable {
    private let offset = Mutex(0.0)

    package init() {}

    /// The moment that it is there.
    package var now: Moment { moment(at: .now) }

    /// What the cluster's clock showed, or will show, at a moment of this machine's clock.
    package func moment(at local: Timestamp) -> Moment {
        Moment(local).advanced(by: .seconds(offset.withLock { $0 }))
    }

    /// Learns from the field `Date` of an answer that just came.
    ///
    /// The field has whole seconds and is as old as its way, so that differences under two seconds
    /// mean nothing.
    package func learn(fromDate field: String) {
        guard let there = ServerTime.moment(ofDate: field) else { return }
        let difference = there.secondsSince1970 + 0.5 - Moment(Timestamp.now).secondsSince1970
        offset.withLock { $0 = difference.magnitude < 2 ? 0 : difference }
    }

    /// Reads an IMF-fixdate (RFC 9110, 5.6.7), such as `Mon, 23 Nov 2026 20:15:00 GMT`.
    package static func moment(ofDate field: String) -> Moment? {
        let months = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ]
        let words = field.split(separator: " ")
        guard words.count == 6, words[5] == "GMT", words[1].count == 2,
            let month = months.firstIndex(of: String(words[2]))
        else { return nil }
        let number = month + 1 < 10 ? "0\(month + 1)" : "\(month + 1)"
        return Timestamp("\(words[3])-\(number)-\(words[1])T\(words[4])Z").map(Moment.init)
    }
}
