/// Takes the answer to one request apart.
struct ResponseDecoder {
    private let isToHead: Bool
    private let bodyLimit: Int
    private var collector = HeadCollector()
    private var body: BodyCollector?
    private var provisional = 0
    /// The header, once it is there.
    private(set) var head: ResponseHead?
    /// Whether a byte of the answer has come.
    private(set) var hasBegun = false

    /// The most provisional answers (1xx) before the final one.
    private static let provisionalLimit = 16

    /// Makes a decoder.
    ///
    /// - Parameters:
    ///   - isToHead: Whether the request was HEAD, whose answer has no body.
    ///   - bodyLimit: The longest body in bytes.
    init(toHead isToHead: Bool, bodyLimit: Int) {
        self.isToHead = isToHead
        self.bodyLimit = bodyLimit
    }

    /// Reads on; true when the answer is whole.
    mutating func read(
        _ input: UnsafeRawBufferPointer,
        _ offset: inout Int
    ) throws(WireError) -> Bool {
        if offset < input.count { hasBegun = true }
        while head == nil {
            let isToHead = isToHead
            let next = try collector.next(input, &offset) { bytes throws(WireError) in
                try ResponseHead(bytes, toHead: isToHead)
            }
            guard let next else { return false }
            if next.status == 101 { throw .malformed("it changes to another protocol unasked") }
            if next.status < 200 {
                provisional += 1
                guard provisional <= Self.provisionalLimit else {
                    throw .malformed("more than \(Self.provisionalLimit) provisional answers")
                }
                continue
            }
            head = next
            body = try BodyCollector(next.framing, limit: bodyLimit)
        }
        if offset < input.count { try body?.read(input, &offset) }
        return body?.isComplete ?? false
    }

    /// Says that the connection has ended; true when that completes the answer.
    func isCompleteAtEnd() -> Bool { body?.endsWithConnection ?? false }

    /// Hands over the body as far as it has come.
    mutating func takeBody() -> [UInt8] { body?.take() ?? [] }
}
