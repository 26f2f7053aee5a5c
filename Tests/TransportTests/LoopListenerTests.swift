import HTTP
import HTTPTypes
import Testing

@testable import Transport

/// The listener of the data plane over real sockets.
struct LoopListenerTests {
    private let echo = ClosureHandler { request in
        do {
            let body = try await request.body.collected()
            let path = request.method == .head ? [] : Array("\(request.target) ".utf8)
            return Response(.ok, body: .bytes(path + body))
        } catch {
            return Response(.contentTooLarge, body: .text("too long\n"))
        }
    }

    private func serving(
        _ handler: some Handler,
        bodyLimit: Int = 32 << 20,
        grace: Duration = .seconds(5),
        execution: LoopListener.Execution = .onLoop,
        _ body: @escaping @Sendable (SocketAddress) async throws -> Void
    ) async throws {
        let listener = LoopListener(
            SocketAddress(host: "127.0.0.1", port: 0),
            bodyLimit: bodyLimit,
            grace: grace,
            execution: execution
        )
        let (addresses, found) = AsyncStream<SocketAddress>.makeStream()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await listener.serve(handler) { found.yield($0) } }
            for await address in addresses.prefix(1) { try await body(address) }
            group.cancelAll()
        }
    }

    @Test(arguments: [LoopListener.Execution.onLoop, .offLoop])
    func `requests sent ahead are answered in their order`(
        execution: LoopListener.Execution
    ) async throws {
        try await serving(echo, execution: execution) { address in
            let requests = (0..<20).map { "GET /\($0) HTTP/1.1\r\nHost: h\r\n\r\n" }.joined()
            let text = try await RawClient.exchange([requests], with: address, heads: 20)
            let places = (0..<20).compactMap { text.firstRange(of: "/\($0) ")?.lowerBound }
            #expect(places.count == 20)
            #expect(places == places.sorted())
        }
    }

    @Test func `a body in pieces and chunks is one body`() async throws {
        try await serving(echo) { address in
            let pieces = [
                "POST /a HTTP/1.1\r\nHo", "st: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nab",
                "c\r\n2\r\nde\r\n0", "\r\n\r\n",
            ]
            let text = try await RawClient.exchange(pieces, with: address, heads: 1)
            #expect(text.hasPrefix("HTTP/1.1 200 OK\r\n"))
            #expect(text.hasSuffix("\r\n\r\n/a abcde"))
        }
    }

    @Test func `leave to send a body is given when it is asked for`() async throws {
        try await serving(echo) { address in
            let head =
                "POST /a HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n"
            let text = try await RawClient.exchange([head], with: address, heads: 1)
            #expect(text == "HTTP/1.1 100 Continue\r\n\r\n")
        }
    }

    @Test func `an answer to HEAD has no body, and HTTP/1.0 ends with its answer`() async throws {
        try await serving(echo) { address in
            let head = "HEAD /a HTTP/1.0\r\n\r\n"
            let text = try await RawClient.exchange([head], with: address)
            #expect(text.hasPrefix("HTTP/1.1 200 OK\r\n"))
            #expect(text.contains("Connection: close\r\n"))
            #expect(text.hasSuffix("\r\n\r\n"))
        }
    }

    @Test(arguments: [
        ("GET / HTTP/1.1\r\n\r\n", 400), ("\u{0}\u{1}\u{2}\r\n\r\n", 400),
        ("GET / HTTP/3.0\r\nHost: h\r\n\r\n", 505),
        ("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: x\r\n\r\n", 400),
        ("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: gzip\r\n\r\n", 501),
        ("POST / HTTP/1.1\r\nHost: h\r\nExpect: 200-ok\r\n\r\n", 417),
        ("GET / HTTP/1.1\r\nHost: h\r\nX: " + String(repeating: "a", count: 70_000), 431),
        ("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nz\r\n", 400),
    ])
    func `what is no request is refused, and the connection ended`(
        bytes: String,
        status: Int
    ) async throws {
        try await serving(echo) { address in
            let text = try await RawClient.exchange([bytes], with: address)
            #expect(text.hasPrefix("HTTP/1.1 \(status) "), "\(text)")
            #expect(text.contains("Connection: close\r\n"))
        }
    }

    @Test func `nothing after a refused request is answered`() async throws {
        try await serving(echo) { address in
            let smuggled =
                "POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "0\r\n\r\nGET /admin HTTP/1.1\r\nHost: h\r\n\r\n"
            let text = try await RawClient.exchange([smuggled], with: address)
            #expect(text.ranges(of: "HTTP/1.1 ").count == 1)
            #expect(!text.contains("/admin"))
        }
    }

    @Test func `a body that is too long is the handler's to refuse`() async throws {
        try await serving(echo, bodyLimit: 8) { address in
            let request = "POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\n123456789"
            let text = try await RawClient.exchange([request], with: address)
            #expect(text.hasPrefix("HTTP/1.1 413 "))
            #expect(text.hasSuffix("too long\n"))
        }
    }

    @Test func `a large body and a stream come through whole`() async throws {
        let streaming = ClosureHandler { request in
            let body = (try? await request.body.collected()) ?? []
            let (stream, pieces) = ByteStream.makeStream()
            for start in stride(from: 0, to: body.count, by: 50_000) {
                pieces.yield(Array(body[start..<min(start + 50_000, body.count)]))
            }
            pieces.finish()
            return Response(.ok, body: .stream(stream))
        }
        for handler in [streaming, ClosureHandler { Response(.ok, body: $0.body) }] {
            try await serving(handler) { address in
                let bytes = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
                let request = try Request(.post, url: "http://\(address)/", body: .bytes(bytes))
                #expect(try await CurlTransport().send(request).body.bytes == bytes)
                #expect(try await LoopTransport().send(request).body.bytes == bytes)
            }
        }
    }

    @Test func `a handler is cancelled when its client goes away`() async throws {
        let (ended, end) = AsyncStream<Bool>.makeStream()
        let waiting = ClosureHandler { _ in
            try? await Task.sleep(for: .seconds(60))
            end.yield(Task.isCancelled)
            return Response(.ok)
        }
        try await serving(waiting) { address in
            let request = try Request(url: "http://\(address)/")
            let options = RequestOptions(timeout: .milliseconds(100))
            await #expect(throws: HTTPError.timedOut(url: request.url)) {
                try await LoopTransport().send(request, options)
            }
            for await isCancelled in ended.prefix(1) { #expect(isCancelled) }
        }
    }

    @Test func `a request in flight is answered though the listener ends`() async throws {
        let (started, start) = AsyncStream<Bool>.makeStream()
        let slow = ClosureHandler { _ in
            start.yield(true)
            try? await Task.sleep(for: .milliseconds(300))
            return Response(.ok, body: .text("late"))
        }
        let (addresses, found) = AsyncStream<SocketAddress>.makeStream()
        try await withThrowingTaskGroup(of: String?.self) { group in
            group.addTask {
                try await serving(slow) { address in
                    found.yield(address)
                    for await _ in started.prefix(1) {}
                }
                return nil
            }
            group.addTask {
                for await address in addresses.prefix(1) {
                    let request = "GET / HTTP/1.1\r\nHost: h\r\n\r\n"
                    return try await RawClient.exchange([request], with: address)
                }
                return nil
            }
            for try await text in group {
                guard let text else { continue }
                #expect(text.hasSuffix("late"))
            }
        }
    }
}
