import HTTP
import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOHTTP2
import NIOPosix
import NIOSSL
import Synchronization
import Testing

@testable import Transport

/// The client of clusters against a server that has HTTP/2, over TLS and a real socket.
struct HTTP2Tests {
    @Test(.timeLimit(.minutes(1)))
    func `requests made at once and an open watch share one connection`() async throws {
        let server = try await HTTP2Server()
        let transport = CurlTransport(
            security: ClientSecurity(authorities: server.authority.credential.certificate)
        )
        let watch = try await transport.send(
            Request(url: server.url + "/watch"),
            RequestOptions(delivery: .streamed)
        )
        guard case .stream(let events) = watch.body else {
            Issue.record("the body is no stream")
            return
        }
        var pieces = events.makeAsyncIterator()
        #expect(try await pieces.next() == Array("one\n".utf8))

        let paths = (0..<50).map { "/pods/\($0)" }
        let answers = try await withThrowingTaskGroup(of: String.self) { group in
            for path in paths {
                group.addTask {
                    let answer = try await transport.send(Request(url: server.url + path))
                    return String(decoding: answer.body.bytes ?? [], as: UTF8.self)
                }
            }
            return try await group.reduce(into: Set()) { $0.insert($1) }
        }

        #expect(answers == Set(paths))
        #expect(server.versions == ["h2"])
        server.send("two\n")
        #expect(try await pieces.next() == Array("two\n".utf8))
    }

    @Test(.timeLimit(.minutes(1)))
    func `leaving a watch ends its stream and not the connection`() async throws {
        let server = try await HTTP2Server()
        let transport = CurlTransport(
            security: ClientSecurity(authorities: server.authority.credential.certificate)
        )
        do {
            let watch = try await transport.send(
                Request(url: server.url + "/watch"),
                RequestOptions(delivery: .streamed)
            )
            guard case .stream(let events) = watch.body else { return }
            for try await _ in events { break }
        }
        // libcurl 7.88 tells the server with the next request on the connection.
        _ = try await transport.send(Request(url: server.url + "/pods"))

        for await _ in server.left.prefix(1) {}
        #expect(server.versions == ["h2"])
    }

    @Test(.timeLimit(.minutes(1)))
    func `a server without it is spoken to in HTTP 1`() async throws {
        let server = try await HTTP2Server(protocols: ["http/1.1"])
        let transport = CurlTransport(
            security: ClientSecurity(authorities: server.authority.credential.certificate)
        )

        let answer = try await transport.send(Request(url: server.url + "/pods"))

        #expect(answer.body.bytes == Array("/pods".utf8))
        #expect(server.versions == ["http/1.1"])
    }
}

/// A server that answers with the path that it was asked for, and keeps `/watch` open.
private final class HTTP2Server: Sendable {
    let authority: CertificateAuthority
    /// The watches that were left.
    let left: AsyncStream<Void>
    private let channel: any Channel
    private let state: State

    final class State: Sendable {
        let versions = Mutex<[String]>([])
        let watch = Mutex<(any Channel)?>(nil)
        let leave: AsyncStream<Void>.Continuation
        init(_ leave: AsyncStream<Void>.Continuation) { self.leave = leave }
    }

    /// What was agreed on for each connection.
    var versions: [String] { state.versions.withLock { $0 } }
    var url: String { "https://127.0.0.1:\(channel.localAddress?.port ?? 0)" }

    init(protocols: [String] = ["h2", "http/1.1"]) async throws {
        let (left, leave) = AsyncStream<Void>.makeStream()
        let state = State(leave)
        (self.left, self.state) = (left, state)
        authority = try CertificateAuthority(commonName: "test authority")
        let own = try authority.serverCredential(commonName: "server", names: ["127.0.0.1"])
        var tls = TLSConfiguration.makeServerConfiguration(
            certificateChain: try NIOSSLCertificate.fromPEMBytes(own.certificate)
                .map { .certificate($0) },
            privateKey: .privateKey(try NIOSSLPrivateKey(bytes: own.key, format: .pem))
        )
        tls.applicationProtocols = protocols
        let context = try NIOSSLContext(configuration: tls)
        channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(
                        NIOSSLServerHandler(context: context)
                    )
                }.flatMap {
                    channel.configureHTTP2SecureUpgrade(
                        h2ChannelConfigurator: { channel in
                            state.versions.withLock { $0.append("h2") }
                            return channel.configureHTTP2Pipeline(mode: .server) { stream in
                                stream.eventLoop.makeCompletedFuture {
                                    let pipeline = stream.pipeline.syncOperations
                                    try pipeline.addHandler(HTTP2FramePayloadToHTTP1ServerCodec())
                                    try pipeline.addHandler(PathEcho(state))
                                }
                            }.map { _ in }
                        },
                        http1ChannelConfigurator: { channel in
                            state.versions.withLock { $0.append("http/1.1") }
                            return channel.pipeline.configureHTTPServerPipeline().flatMap {
                                channel.eventLoop.makeCompletedFuture {
                                    try channel.pipeline.syncOperations.addHandler(PathEcho(state))
                                }
                            }
                        }
                    )
                }
            }
            .bind(host: "127.0.0.1", port: 0)
            .get()
    }

    deinit { channel.close(promise: nil) }

    /// Sends one more piece to the watch.
    func send(_ text: String) {
        guard let stream = state.watch.withLock({ $0 }) else { return }
        stream.writeAndFlush(
            HTTPServerResponsePart.body(.byteBuffer(ByteBuffer(string: text))),
            promise: nil
        )
    }
}

private final class PathEcho: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let state: HTTP2Server.State
    private var path = ""

    init(_ state: HTTP2Server.State) { self.state = state }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head): path = head.uri
        case .body: break
        case .end: answer(context)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        if path == "/watch" { state.leave.yield() }
        context.fireChannelInactive()
    }

    private func answer(_ context: ChannelHandlerContext) {
        let isWatch = path == "/watch"
        var head = HTTPResponseHead(version: .http1_1, status: .ok)
        if !isWatch { head.headers.add(name: "content-length", value: "\(path.utf8.count)") }
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        let text = isWatch ? "one\n" : path
        let body = HTTPServerResponsePart.body(.byteBuffer(ByteBuffer(string: text)))
        context.writeAndFlush(wrapOutboundOut(body), promise: nil)
        if isWatch {
            state.watch.withLock { $0 = context.channel }
        } else {
            context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        }
    }
}
