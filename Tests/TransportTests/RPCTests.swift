import HTTP
import HTTPTypes
import NIOCore
import NIOPosix
import Synchronization
import Testing

@testable import Transport

/// gRPC at both ends of a socket.
struct RPCTests {
    @Test func `a call brings its message, its metadata and its status to and fro`() async throws {
        let handler = ClosureHandler { request in
            var response = Response(.ok, body: request.body)
            response.head.headerFields[.grpcStatus] = "0"
            response.head.headerFields[Self.name("x-path")] = String(request.path)
            for value in request.head.headerFields[values: Self.name("x-two")] {
                response.head.headerFields.append(
                    HTTPField(name: Self.name("x-back"), value: value)
                )
            }
            return response
        }
        try await serving(handler) { address, transport in
            for size in [0, 1, 5, 70_000, 3 << 20] {
                let message = (0..<size).map { UInt8(truncatingIfNeeded: $0) }
                var request = try Self.request(address, message)
                request.head.headerFields.append(HTTPField(name: Self.name("x-two"), value: "a"))
                request.head.headerFields.append(HTTPField(name: Self.name("x-two"), value: "b"))
                let response = try await transport.send(request)
                #expect(response.status == 200)
                #expect(response.head.headerFields[.grpcStatus] == "0")
                #expect(response.head.headerFields[Self.name("x-path")] == "/a.B/C")
                #expect(response.head.headerFields[values: Self.name("x-back")] == ["a", "b"])
                #expect(response.body.bytes == message, "\(size) bytes")
            }
        }
    }

    @Test func `a failure has its status and words, and no message`() async throws {
        let handler = ClosureHandler { _ in
            var response = Response(.ok, body: .text("dropped"))
            response.head.headerFields[.grpcStatus] = "5"
            response.head.headerFields[.grpcMessage] = "no%20such"
            return response
        }
        try await serving(handler) { address, transport in
            let response = try await transport.send(try Self.request(address, [1]))
            #expect(response.head.headerFields[.grpcStatus] == "5")
            #expect(response.head.headerFields[.grpcMessage] == "no%20such")
            #expect(response.body.bytes == [])
        }
    }

    @Test func `a hundred calls at a time share connections`() async throws {
        let peers = Mutex<Int>(0)
        let handler = ClosureHandler { request in
            peers.withLock { $0 += 1 }
            var response = Response(.ok, body: request.body)
            response.head.headerFields[.grpcStatus] = "0"
            return response
        }
        try await serving(handler) { address, transport in
            try await withThrowingTaskGroup(of: [UInt8].self) { group in
                for number in 0..<100 {
                    group.addTask {
                        let message = [UInt8(number)]
                        let response = try await transport.send(Self.request(address, message))
                        #expect(response.body.bytes == message)
                        return message
                    }
                }
                for try await _ in group {}
            }
            #expect(peers.withLock { $0 } == 100)
        }
    }

    @Test func `a message over the limit is told, at either end, and the next call is served`()
        async throws
    {
        let failures = Mutex<[HTTPError]>([])
        let handler = ClosureHandler { request in
            do {
                let bytes = try await request.body.collected()
                var response = Response(.ok, body: .bytes(bytes + bytes))
                response.head.headerFields[.grpcStatus] = "0"
                return response
            } catch {
                if let error = error as? HTTPError { failures.withLock { $0.append(error) } }
                var response = Response(.ok)
                response.head.headerFields[.grpcStatus] = "8"
                return response
            }
        }
        try await serving(handler, messageLimit: 1000) { address, transport in
            let refused = try await transport.send(
                try Self.request(address, [UInt8](repeating: 0, count: 1001))
            )
            #expect(refused.head.headerFields[.grpcStatus] == "8")
            #expect(failures.withLock { $0 } == [.bodyTooLarge(limit: 1000)])

            let options = RequestOptions(delivery: .collected(upTo: 100))
            await #expect(throws: HTTPError.bodyTooLarge(limit: 100)) {
                _ = try await transport.send(
                    try Self.request(address, [UInt8](repeating: 0, count: 100)),
                    options
                )
            }
            let served = try await transport.send(try Self.request(address, [1]), options)
            #expect(served.body.bytes == [1, 1])
        }
    }

    @Test func `a call that takes too long ends at its deadline, and the handler is cancelled`()
        async throws
    {
        let (cancelled, cancel) = AsyncStream<Void>.makeStream()
        let handler = ClosureHandler { _ in
            await withTaskCancellationHandler {
                let (never, _) = AsyncStream<Void>.makeStream()
                for await _ in never {}
            } onCancel: {
                cancel.yield()
            }
            return Response(.ok)
        }
        try await serving(handler) { address, transport in
            let request = try Self.request(address, [1])
            await #expect(throws: HTTPError.timedOut(url: request.url)) {
                _ = try await transport.send(request, RequestOptions(timeout: .milliseconds(50)))
            }
            for await _ in cancelled { break }

            let task = Task { try await transport.send(request, RequestOptions(timeout: nil)) }
            task.cancel()
            await #expect(throws: CancellationError.self) { _ = try await task.value }
        }
    }

    @Test func `nobody there is told as such`() async throws {
        let transport = RPCTransport()
        let request = try Request(.post, url: "http://127.0.0.1:1/a.B/C")
        await #expect(
            throws: HTTPError.cannotConnect(url: request.url, reason: "connection refused")
        ) { _ = try await transport.send(request) }
    }

    @Test func `bytes that are no HTTP/2 end their connection and nothing else`() async throws {
        let handler = ClosureHandler { _ in
            var response = Response(.ok)
            response.head.headerFields[.grpcStatus] = "0"
            return response
        }
        try await serving(handler) { address, transport in
            var generator = SystemRandomNumberGenerator()
            let preface = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8)
            for round in 0..<40 {
                var bytes = round % 2 == 0 ? [] : preface
                for _ in 0..<Int.random(in: 1...400) { bytes.append(generator.next()) }
                try await Self.send(bytes, to: address)
            }
            try await Self.send(Array("GET / HTTP/1.1\r\nHost: a\r\n\r\n".utf8), to: address)
            let response = try await transport.send(try Self.request(address, []))
            #expect(response.head.headerFields[.grpcStatus] == "0")
        }
    }

    @Test func `one port serves HTTP and gRPC`() async throws {
        let handler = ClosureHandler { request in
            var response = Response(.ok, body: .text(String(request.path)))
            response.head.headerFields[.grpcStatus] = "0"
            return response
        }
        try await running(SharedListener(SocketAddress(host: "127.0.0.1", port: 0)), handler) {
            address in
            let call = try await RPCTransport().send(try Self.request(address, []))
            #expect(call.body.bytes == Array("/a.B/C".utf8))
            let request = try Request(.get, url: "http://\(address)/plain")
            let plain = try await CurlTransport().send(request)
            #expect(plain.body.bytes == Array("/plain".utf8))
        }
    }

    @Test func `a message that is cut short anywhere is never taken for a whole one`() throws {
        let whole = MessageFrame.framed(Array("message".utf8), ByteBufferAllocator())
        let bytes = Array(whole.readableBytesView)
        for length in 0..<bytes.count {
            var frame = MessageFrame(limit: 100)
            frame.append(ByteBuffer(bytes: bytes.prefix(length)))
            #expect(throws: MessageFrame.Problem.cutShort) { try frame.finish() }
        }
        var frame = MessageFrame(limit: 100)
        for byte in bytes { frame.append(ByteBuffer(bytes: [byte])) }
        #expect(try frame.finish() == Array("message".utf8))
        frame = MessageFrame(limit: 100)
        frame.append(ByteBuffer(bytes: bytes + [0]))
        #expect(throws: MessageFrame.Problem.tooMany) { try frame.finish() }
        frame = MessageFrame(limit: 3)
        frame.append(ByteBuffer(bytes: bytes))
        #expect(throws: MessageFrame.Problem.tooLarge) { try frame.finish() }
        frame = MessageFrame(limit: 100)
        frame.append(ByteBuffer(bytes: [1] + bytes.dropFirst()))
        #expect(throws: MessageFrame.Problem.compressed) { try frame.finish() }
    }

    @Test func `deadlines are read and written as gRPC has them`() {
        #expect(RPCDeadline.duration("100m") == .milliseconds(100))
        #expect(RPCDeadline.duration("2S") == .seconds(2))
        #expect(RPCDeadline.duration("1H") == .seconds(3600))
        #expect(RPCDeadline.duration("99999999u") == .microseconds(99_999_999))
        for text in ["", "5", "m", "-1S", "123456789m", "1x"] {
            #expect(RPCDeadline.duration(text) == nil, "\(text)")
        }
        #expect(RPCDeadline.text(.milliseconds(300)) == "300m")
        #expect(RPCDeadline.text(.seconds(200_000)) == "200000S")
    }

    // MARK: Parts

    private static func name(_ text: String) -> HTTPField.Name {
        HTTPField.Name(text) ?? .accept
    }

    private static func request(_ address: HTTP.SocketAddress, _ message: [UInt8]) throws -> Request
    {
        try Request(.post, url: "http://\(address)/a.B/C", body: .bytes(message))
    }

    private func serving(
        _ handler: any Handler,
        messageLimit: Int = 32 << 20,
        _ body: @escaping @Sendable (HTTP.SocketAddress, RPCTransport) async throws -> Void
    ) async throws {
        let listener = RPCListener(
            SocketAddress(host: "127.0.0.1", port: 0),
            messageLimit: messageLimit,
            grace: .milliseconds(200)
        )
        try await running(listener, handler) { try await body($0, RPCTransport()) }
    }

    private func running(
        _ listener: any HTTPListener,
        _ handler: any Handler,
        _ body: @escaping @Sendable (HTTP.SocketAddress) async throws -> Void
    ) async throws {
        let (addresses, address) = AsyncStream<HTTP.SocketAddress>.makeStream()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await listener.serve(handler) { address.yield($0) } }
            for await address in addresses {
                try await body(address)
                break
            }
            group.cancelAll()
            try await group.waitForAll()
        }
    }

    /// Connects, sends bytes and hangs up.
    private static func send(_ bytes: [UInt8], to address: HTTP.SocketAddress) async throws {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: address.host, port: address.port).get()
        try await channel.writeAndFlush(ByteBuffer(bytes: bytes))
        try? await channel.close()
    }
}
