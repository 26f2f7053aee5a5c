internal import HTTP
internal import HTTPTypes
internal import NIOCore
internal import NIOHTTP1
internal import NIOSSL

/// Gathers the requests of one connection, hands each to the handler and writes its answer.
///
/// All state belongs to the channel's event loop. A task runs for each request, the bridge from
/// event loops to structured concurrency; it is cancelled when the client goes away.
final class RequestBridge: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let handler: any Handler
    private let bodyLimit: Int
    private let connections: ConnectionRegister
    private let trust: CertificateTrust?
    private var head: HTTPRequestHead?
    private var body: [UInt8] = []
    private var isTooLarge = false
    private var task: Task<Void, Never>?
    private var peer: Peer?

    init(
        _ handler: any Handler,
        bodyLimit: Int,
        connections: ConnectionRegister,
        trust: CertificateTrust? = nil
    ) {
        self.handler = handler
        self.trust = trust
        self.bodyLimit = bodyLimit
        self.connections = connections
    }

    func channelActive(context: ChannelHandlerContext) {
        connections.add(context.channel)
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        connections.remove(context.channel)
        task?.cancel()
        task = nil
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            self.head = head
            body = []
            isTooLarge = false
            if head.headers.first(name: "expect")?.lowercased() == "100-continue" {
                let provisional = HTTPResponseHead(version: .http1_1, status: .continue)
                context.writeAndFlush(wrapOutboundOut(.head(provisional)), promise: nil)
            }
        case .body(let buffer):
            if body.count + buffer.readableBytes > bodyLimit {
                isTooLarge = true
                body = []
            } else if !isTooLarge {
                body.append(contentsOf: buffer.readableBytesView)
            }
        case .end:
            guard let head else { return }
            self.head = nil
            connections.setBusy(context.channel, true)
            start(head, context)
        }
    }

    private func start(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
        let channel = context.channel
        let writer = ResponseWriter(
            channel: channel,
            isHead: head.method == .HEAD,
            keepsAlive: head.isKeepAlive && !connections.isDraining
        )
        guard !isTooLarge, let fields = HTTPFields(head.headers),
            let method = HTTPRequest.Method(head.method.rawValue)
        else {
            let status: HTTPResponse.Status = isTooLarge ? .contentTooLarge : .badRequest
            let limit = bodyLimit
            let text =
                isTooLarge ? "the body is larger than \(limit) bytes\n" : "malformed header\n"
            let response = Response(status, type: "text/plain; charset=utf-8", body: .text(text))
            task = Task { await writer.write(response) }
            return
        }
        let request = Request(
            head: HTTPRequest(
                method: method,
                scheme: nil,
                authority: head.headers.first(name: "host"),
                path: head.uri,
                headerFields: fields
            ),
            body: .bytes(body),
            peer: peer(of: context)
        )
        body = []
        let handler = handler
        let connections = connections
        task = Task {
            let response = await handler.respond(to: request)
            // What may have no end, such as a watch, is not waited for when the listener ends.
            if case .stream = response.body { connections.setBusy(channel, false) }
            await writer.write(response)
            connections.setBusy(channel, false)
        }
    }

    private func peer(of context: ChannelHandlerContext) -> Peer {
        if let peer { return peer }
        var peer = Peer(address: context.channel.remoteAddress?.ipAddress ?? "")
        let tls = try? context.pipeline.syncOperations.handler(type: NIOSSLServerHandler.self)
        if let certificate = tls?.peerCertificate, let der = try? certificate.toDERBytes(),
            let subject = CertificateSubject(der: der)
        {
            if trust?.holds(der: der) ?? false {
                peer.commonName = subject.commonName
                peer.organizations = subject.organizations
            } else {
                peer.isForeign = true
            }
        }
        self.peer = peer
        return peer
    }
}

extension HTTPFields {
    /// The fields of a header; `nil` when a name is none.
    fileprivate init?(_ headers: HTTPHeaders) {
        self.init()
        for (name, value) in headers {
            guard let name = HTTPField.Name(name) else { return nil }
            append(HTTPField(name: name, value: value))
        }
    }
}
