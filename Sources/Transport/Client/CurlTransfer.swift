internal import CCurl
internal import HTTP
internal import HTTPTypes

/// One exchange; used by the engine's thread alone.
final class CurlTransfer {
    let handle: UnsafeMutableRawPointer
    let url: String
    /// When a streamed answer's header must be here; `nil` once it is, or without limit.
    private(set) var headDeadline: ContinuousClock.Instant?

    private let id: UInt64
    /// Ends the engine when it goes, so it stays for as long as this does.
    private let owner: CurlTransport
    private let delivery: RequestOptions.Delivery
    private let onEnd: @Sendable (UInt64) -> Void
    private let onResume: @Sendable (UInt64) -> Void
    private var continuation: CheckedContinuation<Response, any Error>?
    private var stream: BodyBuffer?
    private var head = ResponseHeadReader()
    private var collected: [UInt8] = []
    private var isTooLarge = false
    private var headerBytes = 0
    /// The longest header of an answer, in bytes, with those of provisional answers.
    private static let headerLimit = 1 << 20
    private var list: UnsafeMutablePointer<curl_slist>?
    private var route: UnsafeMutablePointer<curl_slist>?
    private let errorText = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))

    init?(
        _ job: CurlEngine.Job,
        _ settings: CurlSettings,
        onEnd: @escaping @Sendable (UInt64) -> Void,
        onResume: @escaping @Sendable (UInt64) -> Void
    ) {
        guard let handle = curl_easy_init() else { return nil }
        self.handle = handle
        self.onEnd = onEnd
        self.onResume = onResume
        id = job.id
        owner = job.owner
        url = job.request.url
        delivery = job.options.delivery
        continuation = job.continuation
        errorText.pointee = 0
        set(CURLOPT_ERRORBUFFER, errorText)
        set(CURLOPT_PRIVATE, UnsafeMutableRawPointer(bitPattern: UInt(job.id)))
        configure(settings, job.options.clientCertificate)
        setCallbacks()
        setTimeouts(job.options, settings)
        setMessage(job.request, job.body, serverName: settings.security.serverName)
    }

    deinit {
        curl_easy_cleanup(handle)
        curl_slist_free_all(list)
        curl_slist_free_all(route)
        errorText.deallocate()
    }

    static func id(of handle: UnsafeMutableRawPointer?) -> UInt64 {
        var pointer: UnsafeMutableRawPointer?
        radiant_curl_get_pointer(handle, CURLINFO_PRIVATE, &pointer)
        return UInt64(UInt(bitPattern: pointer))
    }

    // MARK: Options

    private func set(_ option: CURLoption, _ value: Int) {
        radiant_curl_set_long(handle, option, value)
    }

    private func set(_ option: CURLoption, _ value: String) {
        radiant_curl_set_string(handle, option, value)
    }

    private func set(_ option: CURLoption, _ value: UnsafeMutableRawPointer?) {
        radiant_curl_set_pointer(handle, option, value)
    }

    private func set(_ option: CURLoption, blob: [UInt8]) {
        radiant_curl_set_blob(handle, option, blob, blob.count)
    }

    private func configure(_ settings: CurlSettings, _ own: ClientCertificate?) {
        set(CURLOPT_NOSIGNAL, 1)
        set(CURLOPT_TCP_KEEPALIVE, 1)
        set(CURLOPT_TCP_KEEPIDLE, 10)
        set(CURLOPT_TCP_KEEPINTVL, 5)
        radiant_curl_bound_silence(handle, 20_000)
        set(CURLOPT_TCP_NODELAY, 1)
        set(CURLOPT_PATH_AS_IS, 1)
        // Redirects are handed to the caller, who knows whether they may be followed.
        set(CURLOPT_FOLLOWLOCATION, 0)
        set(CURLOPT_PROXY, settings.proxy ?? "")
        // What a proxy answers to CONNECT is not the answer to the request.
        set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
        if url.hasPrefix("https:") {
            set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_2TLS))
            // Without it, requests made at once open a connection each (measured: 99 of 100).
            set(CURLOPT_PIPEWAIT, 1)
        } else {
            set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
        }
        if settings.decompresses { set(CURLOPT_ACCEPT_ENCODING, "gzip") }
        let security = settings.security
        if let authorities = security.authorities { set(CURLOPT_CAINFO_BLOB, blob: authorities) }
        if let own {
            set(CURLOPT_SSLCERT_BLOB, blob: own.certificate)
            set(CURLOPT_SSLKEY_BLOB, blob: own.key)
        } else if let credential = security.credential {
            set(CURLOPT_SSLCERT_BLOB, blob: credential.certificate)
            set(CURLOPT_SSLKEY_BLOB, blob: credential.key)
        }
        if security.skipsVerification {
            set(CURLOPT_SSL_VERIFYPEER, 0)
            set(CURLOPT_SSL_VERIFYHOST, 0)
        }
    }

    private func setTimeouts(_ options: RequestOptions, _ settings: CurlSettings) {
        set(CURLOPT_CONNECTTIMEOUT_MS, Int(settings.connectTimeout / .milliseconds(1)))
        if let stall = options.longestStall {
            set(CURLOPT_LOW_SPEED_LIMIT, 1)
            set(CURLOPT_LOW_SPEED_TIME, max(1, Int(stall.components.seconds)))
        }
        guard let timeout = options.timeout else { return }
        if case .collected = options.delivery {
            set(CURLOPT_TIMEOUT_MS, max(1, Int(timeout / .milliseconds(1))))
        } else {
            headDeadline = .now + timeout
        }
    }

    private func setMessage(_ request: Request, _ body: [UInt8], serverName: String?) {
        if let serverName, let named = NamedServer(url, name: serverName) {
            set(CURLOPT_URL, named.url)
            route = curl_slist_append(nil, named.route)
            radiant_curl_set_list(handle, CURLOPT_CONNECT_TO, route)
            append("Host: \(named.authority)")
        } else {
            set(CURLOPT_URL, url)
        }
        let method = request.head.method
        if method == .head {
            set(CURLOPT_NOBODY, 1)
        } else if method == .get, body.isEmpty {
            set(CURLOPT_HTTPGET, 1)
        } else {
            radiant_curl_set_offset(handle, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(body.count))
            body.withUnsafeBytes { bytes in
                // An empty array may have no address, which libcurl would take for "no body set".
                let start = bytes.baseAddress ?? UnsafeRawPointer(errorText)
                set(CURLOPT_COPYPOSTFIELDS, UnsafeMutableRawPointer(mutating: start))
            }
            set(CURLOPT_CUSTOMREQUEST, method.rawValue)
        }
        let fields = request.head.headerFields
        for field in fields {
            let isEmpty = field.value.isEmpty
            append(isEmpty ? "\(field.name.rawName);" : "\(field.name.rawName): \(field.value)")
        }
        // Fields that libcurl adds of its own accord.
        append("Expect:")
        if fields[.contentType] == nil { append("Content-Type:") }
        if fields[.accept] == nil { append("Accept:") }
        radiant_curl_set_list(handle, CURLOPT_HTTPHEADER, list)
    }

    private func append(_ line: String) { list = curl_slist_append(list, line) }

    private func setCallbacks() {
        let context = Unmanaged.passUnretained(self).toOpaque()
        set(CURLOPT_WRITEDATA, context)
        set(CURLOPT_HEADERDATA, context)
        radiant_curl_set_data_function(handle, CURLOPT_HEADERFUNCTION) {
            bytes,
            size,
            count,
            context in
            CurlTransfer.with(context, bytes, size * count) { $0.receiveHeader($1) }
        }
        radiant_curl_set_data_function(handle, CURLOPT_WRITEFUNCTION) {
            bytes,
            size,
            count,
            context in
            CurlTransfer.with(context, bytes, size * count) { $0.receiveBody($1) }
        }
    }

    /// What becomes of bytes that libcurl hands over.
    private enum Reception { case taken, refused, notYet }

    private static func with(
        _ context: UnsafeMutableRawPointer?,
        _ bytes: UnsafeMutablePointer<CChar>?,
        _ count: Int,
        _ receive: (CurlTransfer, UnsafeRawBufferPointer) -> Reception
    ) -> Int {
        guard let context else { return 0 }
        let transfer = Unmanaged<CurlTransfer>.fromOpaque(context).takeUnretainedValue()
        let buffer = UnsafeRawBufferPointer(start: bytes, count: count)
        switch receive(transfer, buffer) {
        case .taken: return count
        // Another count than was given makes libcurl end the transfer.
        case .refused: return count == 0 ? 1 : 0
        case .notYet: return Int(CURL_WRITEFUNC_PAUSE)
        }
    }

    // MARK: What arrives

    private func receiveHeader(_ bytes: UnsafeRawBufferPointer) -> Reception {
        headerBytes += bytes.count
        if headerBytes > CurlTransfer.headerLimit { return .refused }
        guard let response = head.receive(bytes) else { return .taken }
        if case .streamed = delivery, let continuation {
            self.continuation = nil
            headDeadline = nil
            let stream = BodyBuffer { [id, onResume] in onResume(id) }
            self.stream = stream
            let lease = BodyLease(stream) { [id, onEnd] in onEnd(id) }
            continuation.resume(returning: Response(head: response, body: .stream(lease.stream())))
        }
        return .taken
    }

    private func receiveBody(_ bytes: UnsafeRawBufferPointer) -> Reception {
        switch delivery {
        case .streamed:
            guard let stream else { return .refused }
            return stream.offer(bytes) ? .taken : .notYet
        case .collected(let limit):
            isTooLarge = collected.count + bytes.count > limit
            if isTooLarge { return .refused }
            collected += bytes
            return .taken
        }
    }

    /// Lets a transfer that was paused go on.
    func unpause() { curl_easy_pause(handle, CURLPAUSE_CONT) }

    func finish(_ code: CURLcode) {
        guard code == CURLE_OK else { return fail(error(for: code)) }
        if let stream {
            stream.finish(.success(()))
        } else if let response = head.final {
            continuation?.resume(returning: Response(head: response, body: .bytes(collected)))
            continuation = nil
        } else {
            fail(HTTPError.interrupted(url: url, reason: "there was no answer"))
        }
    }

    func fail(_ error: any Error) {
        stream?.finish(.failure(error))
        continuation?.resume(throwing: error)
        continuation = nil
    }

    private func error(for code: CURLcode) -> HTTPError {
        if isTooLarge, case .collected(let limit) = delivery { return .bodyTooLarge(limit: limit) }
        let detail = String(cString: errorText)
        let reason = detail.isEmpty ? String(cString: curl_easy_strerror(code)) : detail
        switch code {
        case CURLE_COULDNT_RESOLVE_HOST: return .unknownHost(url)
        case CURLE_COULDNT_CONNECT, CURLE_COULDNT_RESOLVE_PROXY, CURLE_UNSUPPORTED_PROTOCOL,
            CURLE_URL_MALFORMAT:
            return .cannotConnect(url: url, reason: reason)
        case CURLE_OPERATION_TIMEDOUT: return .timedOut(url: url)
        case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM,
            CURLE_SSL_CIPHER, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR:
            return .insecure(url: url, reason: reason)
        default: return .interrupted(url: url, reason: reason)
        }
    }
}
