import Documents
import HTTP
import HTTPTypes
import Kubernetes

extension ClusterAPI {
    /// Answers a `watch`: a stream of events, one line each.
    func watch(_ call: Call, _ form: OutputForm) async throws(APIStatus) -> Response {
        let options = try ListOptions(call.query, isWatch: true)
        let selection = try Selection(call.query, kind: call.kind, name: call.name)
        let mailbox = WatchMailbox()
        let start = await beginning(of: call, options, mailbox)
        let session: WatchSession
        switch start {
        case .failed(let status): return WatchSession.failed(status)
        case .after(let version, let initial):
            session = WatchSession(
                call: call,
                form: form,
                selection: selection,
                mailbox: mailbox,
                options: options,
                version: version,
                initial: initial?.filter(selection.matches),
                clock: clock
            )
        }
        let stream = ByteStream { try await session.next() }
        return Response(.ok, type: "application/json", body: .stream(stream))
    }

    private enum Beginning {
        case after(Int, initial: [StoredObject]?)
        case failed(APIStatus)
    }

    private func beginning(
        of call: Call,
        _ options: ListOptions,
        _ mailbox: WatchMailbox
    ) async -> Beginning {
        let kind = call.kind.storage
        if let version = options.version, version > 0, !options.wantsInitialEvents {
            if let oldest = await store.subscribe(mailbox, to: kind, after: version) {
                return .failed(.tooOld("too old resource version: \(version) (\(oldest))"))
            }
            return .after(version, initial: nil)
        }
        let (collection, version) = await store.subscribe(mailbox, to: kind)
        return .after(version, initial: Array(collection.slice(namespace: call.namespace)))
    }
}
