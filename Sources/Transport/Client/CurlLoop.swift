internal import CCurl
internal import HTTP

/// The transfers in progress; used by the engine's thread alone.
struct CurlLoop {
    private let multi: UnsafeMutableRawPointer
    private let settings: CurlSettings
    private let engine: CurlEngine
    private var transfers: [UInt64: CurlTransfer] = [:]

    init(multi: UnsafeMutableRawPointer, settings: CurlSettings, engine: CurlEngine) {
        self.multi = multi
        self.settings = settings
        self.engine = engine
    }

    mutating func start(_ job: CurlEngine.Job) {
        let transfer = CurlTransfer(
            job,
            settings,
            onEnd: { [engine] in engine.cancel($0) },
            onResume: { [engine] in engine.resume($0) }
        )
        guard let transfer else {
            let url = job.request.url
            job.continuation.resume(
                throwing: HTTPError.cannotConnect(url: url, reason: "out of memory")
            )
            return
        }
        transfers[job.id] = transfer
        curl_multi_add_handle(multi, transfer.handle)
    }

    /// Moves what can be moved, then waits for more, a second at most.
    mutating func turn() {
        var running: Int32 = 0
        curl_multi_perform(multi, &running)
        var left: Int32 = 0
        while let message = curl_multi_info_read(multi, &left) {
            guard message.pointee.msg == CURLMSG_DONE else { continue }
            let id = CurlTransfer.id(of: message.pointee.easy_handle)
            guard let transfer = transfers.removeValue(forKey: id) else { continue }
            curl_multi_remove_handle(multi, transfer.handle)
            transfer.finish(message.pointee.data.result)
        }
        let now = ContinuousClock.now
        var wait = Duration.seconds(1)
        for (id, transfer) in transfers {
            guard let deadline = transfer.headDeadline else { continue }
            if deadline <= now {
                end(id, with: HTTPError.timedOut(url: transfer.url))
            } else {
                wait = min(wait, deadline - now)
            }
        }
        var ready: Int32 = 0
        curl_multi_poll(multi, nil, 0, Int32(max(1, wait / .milliseconds(1))), &ready)
    }

    mutating func end(_ id: UInt64, with error: any Error) {
        guard let transfer = transfers.removeValue(forKey: id) else { return }
        curl_multi_remove_handle(multi, transfer.handle)
        transfer.fail(error)
    }

    func resume(_ id: UInt64) { transfers[id]?.unpause() }

    mutating func endAll() {
        for id in Array(transfers.keys) { end(id, with: CancellationError()) }
    }
}
