/// Takes the requests of one connection apart, one after another.
struct RequestDecoder {
    /// What has become known.
    enum Event {
        /// A header, whose sender waits for leave to send the body.
        case waits(RequestHead)
        /// A whole request.
        case request(RequestHead, [UInt8])
    }

    private let bodyLimit: Int
    private var collector = HeadCollector()
    private var body: BodyCollector?
    /// The header of the request whose body is being read, or was too long.
    private(set) var head: RequestHead?

    /// Makes a decoder that takes bodies up to a length in bytes.
    init(bodyLimit: Int) { self.bodyLimit = bodyLimit }

    /// Whether a request has begun and not ended.
    var isInside: Bool { head != nil || !collector.isEmpty }

    /// The next event; `nil` when more bytes are needed.
    ///
    /// - Parameters:
    ///   - input: What has arrived.
    ///   - offset: Where reading goes on; moved past what was read.
    /// - Returns: The event.
    /// - Throws: `WireError`; the connection cannot be read any more.
    mutating func next(
        _ input: UnsafeRawBufferPointer,
        _ offset: inout Int
    ) throws(WireError) -> Event? {
        if head == nil {
            let next = try collector.next(input, &offset) { bytes throws(WireError) in
                try RequestHead(bytes)
            }
            guard let next else { return nil }
            head = next
            body = try BodyCollector(next.framing, limit: bodyLimit)
            if next.expectsContinue, offset == input.count, body?.isComplete == false {
                return .waits(next)
            }
        }
        guard let head else { return nil }
        if offset < input.count { try body?.read(input, &offset) }
        guard var whole = body, whole.isComplete else { return nil }
        body = nil
        self.head = nil
        return .request(head, whole.take())
    }
}
