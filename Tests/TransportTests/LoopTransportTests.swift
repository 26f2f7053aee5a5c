import HTTP
import HTTPTypes
import NIOCore
import Testing

@testable import Transport

/// The upstream side of the data plane against servers that behave and that do not.
struct LoopTransportTests {
    private static let ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"

    private func post(_ server: RawServer, _ method: HTTPRequest.Method = .post) throws -> Request {
        try Request(method, url: "http://\(server.address)/x", body: .text("END"))
    }

    @Test func `one connection serves one request after another`() async throws {
        let server = try await RawServer([.bytes(Self.ok)])
        let transport = LoopTransport()
        try await OnOneLoop.run {
            for _ in 0..<10 {
                let response = try await transport.send(post(server))
                #expect(response.body.bytes == Array("ok".utf8))
            }
        }
        #expect(server.connections == 1)
        #expect(server.requests == 10)
    }

    @Test func `a kept connection that died costs nothing where repeating is allowed`() async throws
    {
        for isRepeatable in [true, false] {
            let server = try await RawServer([.bytes(Self.ok), .last(""), .bytes(Self.ok)])
            let transport = LoopTransport()
            let options = RequestOptions(isRepeatable: isRepeatable)
            try await OnOneLoop.run {
                _ = try await transport.send(post(server), options)
                if isRepeatable {
                    let response = try await transport.send(post(server), options)
                    #expect(response.status == 200)
                } else {
                    await #expect(throws: HTTPError.self) {
                        try await transport.send(post(server), options)
                    }
                }
            }
            #expect(server.requests == (isRepeatable ? 3 : 2))
        }
    }

    @Test func `a new connection that dies is not tried again`() async throws {
        let server = try await RawServer([.last("")])
        await #expect {
            try await LoopTransport().send(post(server), RequestOptions(isRepeatable: true))
        } throws: { error in
            if case HTTPError.interrupted = error { true } else { false }
        }
        #expect(server.requests == 1)
    }

    @Test(arguments: [
        "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf", "HTTP/1.1 200 OK\r\nConte",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
    ])
    func `half an answer is an error, not an answer`(text: String) async throws {
        let server = try await RawServer([.last(text)])
        await #expect {
            try await LoopTransport().send(post(server))
        } throws: { error in
            if case HTTPError.interrupted = error { true } else { false }
        }
    }

    @Test(arguments: [
        "SSH-2.0-OpenSSH_9.2p1\r\n\r\n", "HTTP/1.1 999999\r\n\r\n",
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        String(repeating: "HTTP/1.1 100 Continue\r\n\r\n", count: 20),
    ])
    func `garbage is said to be garbage`(text: String) async throws {
        let server = try await RawServer([.bytes(text)])
        await #expect {
            try await LoopTransport().send(post(server))
        } throws: { error in
            if case HTTPError.malformed = error { true } else { false }
        }
    }

    @Test(arguments: [
        ("HTTP/1.1 302 Found\r\nLocation: /y\r\nContent-Length: 0\r\n\r\n", 302, ""),
        ("HTTP/1.1 100 Continue\r\n\r\n" + ok, 200, "ok"),
        ("HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" + ok, 200, "ok"),
        ("HTTP/1.1 204 No Content\r\n\r\n", 204, ""),
        (
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\nT: x\r\n\r\n", 200,
            "a"
        ),
    ])
    func `redirects, provisional answers and chunks are read as they are`(
        text: String,
        status: Int,
        body: String
    ) async throws {
        let server = try await RawServer([.bytes(text)])
        let response = try await LoopTransport().send(post(server))
        #expect(response.status == status)
        #expect(response.body.bytes == Array(body.utf8))
    }

    @Test func `an answer without a length ends with its connection`() async throws {
        let server = try await RawServer([.last("HTTP/1.0 200 OK\r\n\r\nall of it")])
        let response = try await LoopTransport().send(post(server))
        #expect(response.body.bytes == Array("all of it".utf8))
    }

    @Test func `an answer that is too long is cut off`() async throws {
        let text = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n"
        let server = try await RawServer([.bytes(text)])
        let options = RequestOptions(delivery: .collected(upTo: 99))
        await #expect(throws: HTTPError.bodyTooLarge(limit: 99)) {
            try await LoopTransport().send(post(server), options)
        }
    }

    @Test func `silence ends with the time limit`() async throws {
        let server = try await RawServer([.silence])
        let request = try post(server)
        await #expect(throws: HTTPError.timedOut(url: request.url)) {
            try await LoopTransport().send(
                request,
                RequestOptions(timeout: .milliseconds(100))
            )
        }
    }

    @Test(.timeLimit(.minutes(1)), arguments: ["loop", "libcurl"])
    func `cancelling is heard whenever it comes, be it before the request has begun`(
        name: String
    ) async throws {
        let server = try await RawServer([.silence])
        let request = try post(server)
        let transport: any HTTPTransport =
            name == "loop" ? LoopTransport() : CurlTransport()
        let never = RequestOptions(timeout: nil)
        for turns in 0..<300 {
            await #expect(throws: CancellationError.self) {
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask { _ = try await transport.send(request, never) }
                    for _ in 0..<turns % 30 { await Task.yield() }
                    group.cancelAll()
                    try await group.waitForAll()
                }
            }
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func `a request that was given up before its loop saw it is never sent`() async throws {
        let server = try await RawServer([.silence])
        let member = LoopGroup.shared.members[0]
        let settings = UpstreamPool.Settings(connectTimeout: .seconds(5), idleTimeout: .seconds(5))
        let pool = UpstreamPool(loop: member.loop, executor: member.executor, settings)
        let exchange = UpstreamExchange(try post(server), RequestOptions(timeout: nil), pool)

        await #expect(throws: CancellationError.self) {
            _ = try await withUnsafeThrowingContinuation { continuation in
                member.loop.execute {
                    exchange.cancel()
                    pool.start(exchange, continuation)
                }
            }
        }

        #expect(server.connections == 0)
    }

    @Test func `a port where nobody listens and a name without an address are said as that`()
        async throws
    {
        await #expect {
            try await LoopTransport().send(Request(url: "http://127.0.0.1:1/"))
        } throws: { error in
            guard case HTTPError.cannotConnect(_, let reason) = error else { return false }
            return reason == "connection refused"
        }
        await #expect(throws: HTTPError.malformedURL("http://127.0.0.1:x/")) {
            try await LoopTransport().send(Request(url: "http://127.0.0.1:x/"))
        }
    }

    @Test func `words after an answer are not taken for the next one`() async throws {
        let server = try await RawServer([
            .bytes(Self.ok + "HTTP/1.1 500 Smuggled\r\nContent-Length: 0\r\n\r\n"),
            .bytes(Self.ok),
        ])
        let transport = LoopTransport()
        try await OnOneLoop.run {
            for _ in 0..<2 {
                let response = try await transport.send(post(server))
                #expect(response.status == 200)
            }
        }
        #expect(server.connections == 2)
    }

    @Test func `a streamed answer arrives piece by piece`() async throws {
        let text = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\none\r\n"
        let server = try await RawServer([.bytes(text)])
        let response = try await LoopTransport().send(
            post(server),
            RequestOptions(delivery: .streamed)
        )
        guard case .stream(let stream) = response.body else {
            Issue.record("the body is no stream")
            return
        }
        for try await piece in stream {
            #expect(piece == Array("one".utf8))
            break
        }
    }
}

/// Runs a task on one event loop, whose connections are its own.
enum OnOneLoop {
    static func run(_ body: @escaping () async throws -> Void) async throws {
        let executor = LoopGroup.shared.members[0].executor
        try await withTaskExecutorPreference(executor) { try await body() }
    }
}
