import HTTP
import HTTPTypes
import Testing

@testable import Transport

/// A listener and a client over real sockets on loopback.
struct TransportTests {
    private func serving(
        _ handler: some Handler,
        security: NIOListener.Security? = nil,
        bodyLimit: Int = 32 << 20,
        _ body: @escaping @Sendable (SocketAddress) async throws -> Void
    ) async throws {
        let listener = NIOListener(
            SocketAddress(host: "127.0.0.1", port: 0),
            security: security,
            bodyLimit: bodyLimit,
            grace: .milliseconds(200)
        )
        let (addresses, found) = AsyncStream<SocketAddress>.makeStream()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await listener.serve(handler) { found.yield($0) } }
            for await address in addresses.prefix(1) { try await body(address) }
            group.cancelAll()
        }
    }

    private let echo = ClosureHandler { request in
        let body = (try? await request.body.collected()) ?? []
        var fields: HTTPFields = [.contentType: request.head.headerFields[.contentType] ?? "none"]
        if let name = HTTPField.Name("X-Path") { fields[name] = request.head.path ?? "" }
        return Response(.ok, body: .bytes(body), fields: fields)
    }

    @Test func `a body and its type come back as they were sent`() async throws {
        try await serving(echo) { address in
            let bytes = (0..<300_000).map { UInt8(truncatingIfNeeded: $0) }
            let request = try Request(
                .post,
                url: "http://\(address)/a%2Fb/../c?x=1%202",
                fields: [.contentType: "application/json"],
                body: .bytes(bytes)
            )

            let response = try await CurlTransport().send(request)

            #expect(response.status == 200)
            #expect(response.body.bytes == bytes)
            #expect(response.head.headerFields[.contentType] == "application/json")
            let path = try #require(HTTPField.Name("X-Path"))
            #expect(response.head.headerFields[path] == "/a%2Fb/../c?x=1%202")
        }
    }

    @Test func `nothing is added to a request that has no type`() async throws {
        try await serving(echo) { address in
            let request = try Request(.post, url: "http://\(address)/")

            let response = try await CurlTransport().send(request)

            #expect(response.head.headerFields[.contentType] == "none")
            #expect(response.body.bytes == [])
        }
    }

    @Test func `a body over the limit is answered with 413`() async throws {
        try await serving(echo, bodyLimit: 1000) { address in
            let body = Body.bytes(Array(repeating: 1, count: 1001))
            let request = try Request(.post, url: "http://\(address)/", body: body)

            #expect(try await CurlTransport().send(request).status == 413)
        }
    }

    @Test func `a stream arrives piece by piece and ends the task when it is left`() async throws {
        let (ended, end) = AsyncStream<Bool>.makeStream()
        let ticking = ClosureHandler { _ in
            let (stream, pieces) = ByteStream.makeStream()
            pieces.yield(Array("one\n".utf8))
            pieces.yield(Array("two\n".utf8))
            pieces.onTermination = { _ in end.yield(true) }
            return Response(.ok, body: .stream(stream))
        }
        try await serving(ticking) { address in
            let transport = CurlTransport()
            let response = try await transport.send(
                Request(url: "http://\(address)/"),
                RequestOptions(delivery: .streamed)
            )
            guard case .stream(let stream) = response.body else {
                Issue.record("the body is no stream")
                return
            }
            var text = ""
            for try await piece in stream {
                text += String(decoding: piece, as: UTF8.self)
                if text.count == 8 { break }
            }
            #expect(text == "one\ntwo\n")
        }
        for await isEnded in ended.prefix(1) { #expect(isEnded) }
    }

    @Test(.timeLimit(.minutes(1)))
    func `what is under way arrives though nobody holds the transport any more`() async throws {
        let (stream, pieces) = ByteStream.makeStream()
        pieces.yield(Array("one\n".utf8))
        let handler = ClosureHandler { _ in Response(.ok, body: .stream(stream)) }
        try await serving(handler) { address in
            let response = try await CurlTransport().send(
                Request(url: "http://\(address)/"),
                RequestOptions(delivery: .streamed)
            )
            guard case .stream(let arriving) = response.body else {
                Issue.record("the body is no stream")
                return
            }
            var text = ""
            for try await piece in arriving {
                text += String(decoding: piece, as: UTF8.self)
                if text == "one\n" { pieces.yield(Array("two\n".utf8)) }
                if text == "one\ntwo\n" { pieces.finish() }
            }
            #expect(text == "one\ntwo\n")
        }
    }

    @Test func `over TLS the server is checked and the client's certificate names its user`()
        async throws
    {
        let authority = try CertificateAuthority(commonName: "test authority")
        let security = NIOListener.Security(
            credential: try authority.serverCredential(
                commonName: "server",
                names: ["localhost", "127.0.0.1"]
            ),
            clientAuthorities: authority.credential.certificate
        )
        let names = ClosureHandler { request in
            let groups =
                request.peer.isForeign
                ? "foreign" : request.peer.organizations.joined(separator: ",")
            return Response(.ok, body: .text("\(request.peer.commonName ?? "-") \(groups)"))
        }
        try await serving(names, security: security) { address in
            let request = try Request(url: "https://\(address)/")
            let known = ClientSecurity(
                authorities: authority.credential.certificate,
                credential: try authority.clientCredential(
                    commonName: "admin",
                    organizations: ["system:masters", "ops"]
                )
            )
            let answer = try await CurlTransport(security: known).send(request)
            #expect(
                answer.body.bytes.map { String(decoding: $0, as: UTF8.self) }
                    == "admin system:masters,ops"
            )

            let anonymous = ClientSecurity(authorities: authority.credential.certificate)
            let other = try await CurlTransport(security: anonymous).send(request)
            #expect(other.body.bytes.map { String(decoding: $0, as: UTF8.self) } == "- ")

            let stranger = try CertificateAuthority(commonName: "another")
            let foreign = ClientSecurity(
                authorities: authority.credential.certificate,
                credential: try stranger.clientCredential(
                    commonName: "admin",
                    organizations: ["system:masters"]
                )
            )
            let refused = try await CurlTransport(security: foreign).send(request)
            #expect(
                refused.body.bytes.map { String(decoding: $0, as: UTF8.self) } == "- foreign"
            )
            let trusting = ClientSecurity(authorities: stranger.credential.certificate)
            await #expect {
                try await CurlTransport(security: trusting).send(request)
            } throws: { error in
                guard case HTTPError.insecure = error else { return false }
                return true
            }
        }
    }

    @Test func `a port where nobody listens is said as that`() async throws {
        let request = try Request(url: "http://127.0.0.1:1/")

        await #expect {
            try await CurlTransport().send(request)
        } throws: { error in
            guard case HTTPError.cannotConnect = error else { return false }
            return true
        }
    }

    @Test func `a server that accepts and says nothing runs into the time limit`() async throws {
        let silent = ClosureHandler { _ in
            try? await Task.sleep(for: .seconds(60))
            return Response(.ok)
        }
        try await serving(silent) { address in
            let request = try Request(url: "http://\(address)/")
            for delivery in [RequestOptions.Delivery.streamed, .collected(upTo: 10)] {
                let options = RequestOptions(delivery: delivery, timeout: .milliseconds(100))
                await #expect(throws: HTTPError.timedOut(url: request.url)) {
                    try await CurlTransport().send(request, options)
                }
            }
        }
    }

    @Test func `a task that is cancelled ends its exchange at once`() async throws {
        let (started, start) = AsyncStream<Bool>.makeStream()
        let silent = ClosureHandler { _ in
            start.yield(true)
            try? await Task.sleep(for: .seconds(60))
            return Response(.ok)
        }
        try await serving(silent) { address in
            let request = try Request(url: "http://\(address)/")
            await #expect(throws: CancellationError.self) {
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask { _ = try await CurlTransport().send(request) }
                    for await _ in started.prefix(1) { group.cancelAll() }
                    try await group.waitForAll()
                }
            }
        }
    }

    @Test func `a second listener on one port is refused plainly`() async throws {
        try await serving(echo) { address in
            await #expect(
                throws: HTTPError.cannotListen(
                    address: address.description,
                    reason: "address already in use"
                )
            ) {
                try await NIOListener(address).serve(ClosureHandler { _ in Response(.ok) }) { _ in }
            }
        }
    }

    @Test func `a forwarder passes bytes both ways to the address chosen`() async throws {
        try await serving(echo) { address in
            let (addresses, found) = AsyncStream<SocketAddress>.makeStream()
            try await withThrowingTaskGroup(of: Void.self) { group in
                let forwarder = TCPForwarder(SocketAddress(host: "127.0.0.2", port: 0)) { address }
                group.addTask { try await forwarder.run { found.yield($0) } }
                for await front in addresses.prefix(1) {
                    let body = Body.bytes(Array(repeating: 7, count: 500_000))
                    let request = try Request(.post, url: "http://\(front)/", body: body)
                    let response = try await CurlTransport().send(request)
                    #expect(response.body.bytes?.count == 500_000)
                    #expect(await TCPProbe.canConnect(to: front))
                }
                group.cancelAll()
            }
            let nobody = SocketAddress(host: "127.0.0.1", port: 1)
            #expect(await !TCPProbe.canConnect(to: nobody))
        }
    }
}
