import HTTP
import HTTPTypes
import NIOCore
import NIOEmbedded
import NIOHTTP1

@testable import Transport

/// What one of two parsers makes of the bytes of one connection.
struct WireReading: Equatable, CustomStringConvertible {
    struct Message: Equatable {
        var start: String
        var fields: [String]
        var body: [UInt8]
    }

    /// The whole messages, in order.
    var messages: [Message] = []
    /// Whether the bytes after them are refused.
    var isRefused = false

    var description: String {
        messages.map { "\($0.start) \($0.fields) \($0.body.count)" }.joined(separator: " | ")
            + (isRefused ? " refused" : "")
    }
}

/// Our codec's reading.
enum OurReading {
    static func requests(_ pieces: [[UInt8]], limit: Int = 1 << 20) -> WireReading {
        var reading = WireReading()
        var decoder = RequestDecoder(bodyLimit: limit)
        for piece in pieces where !reading.isRefused {
            piece.withUnsafeBytes { bytes in
                var offset = 0
                do throws(WireError) {
                    while let event = try decoder.next(bytes, &offset) {
                        guard case .request(let head, let body) = event else { continue }
                        reading.messages.append(
                            WireReading.Message(
                                start: "\(head.method.rawValue) \(head.target)",
                                fields: head.fields.sorted,
                                body: body
                            )
                        )
                    }
                } catch {
                    reading.isRefused = true
                }
            }
        }
        return reading
    }

    static func response(_ pieces: [[UInt8]], ends: Bool) -> WireReading {
        var reading = WireReading()
        var decoder = ResponseDecoder(toHead: false, bodyLimit: 1 << 20)
        var isWhole = false
        for piece in pieces where !reading.isRefused && !isWhole {
            piece.withUnsafeBytes { bytes in
                var offset = 0
                do throws(WireError) { isWhole = try decoder.read(bytes, &offset) } catch {
                    reading.isRefused = true
                }
            }
        }
        if ends, !reading.isRefused, !isWhole { isWhole = decoder.isCompleteAtEnd() }
        if isWhole, let head = decoder.head {
            reading.messages.append(
                WireReading.Message(
                    start: "\(head.status)",
                    fields: head.fields.sorted,
                    body: decoder.takeBody()
                )
            )
        }
        return reading
    }
}

/// NIOHTTP1's reading.
enum NIOReading {
    static func requests(_ pieces: [[UInt8]]) -> WireReading {
        let channel = EmbeddedChannel()
        defer { _ = try? channel.finish(acceptAlreadyClosed: true) }
        var reading = WireReading()
        do {
            try channel.pipeline.syncOperations.addHandler(
                ByteToMessageHandler(HTTPRequestDecoder(leftOverBytesStrategy: .dropBytes))
            )
            for piece in pieces { try channel.writeInbound(ByteBuffer(bytes: piece)) }
        } catch {
            reading.isRefused = true
        }
        var head: HTTPRequestHead?
        var body: [UInt8] = []
        while let part = try? channel.readInbound(as: HTTPServerRequestPart.self) {
            switch part {
            case .head(let next):
                head = next
                body = []
            case .body(let buffer): body += buffer.readableBytesView
            case .end:
                guard let whole = head else { continue }
                reading.messages.append(
                    WireReading.Message(
                        start: "\(whole.method.rawValue) \(whole.uri)",
                        fields: sorted(whole.headers),
                        body: body
                    )
                )
            }
        }
        return reading
    }

    static func response(_ pieces: [[UInt8]], ends: Bool) -> WireReading {
        let channel = EmbeddedChannel()
        var reading = WireReading()
        do {
            try channel.pipeline.syncOperations.addHandlers(
                HTTPRequestEncoder(),
                ByteToMessageHandler(HTTPResponseDecoder(leftOverBytesStrategy: .dropBytes))
            )
            // The decoder wants to know what was asked.
            let head = HTTPRequestHead(version: .http1_1, method: .GET, uri: "/")
            try channel.writeOutbound(HTTPClientRequestPart.head(head))
            try channel.writeOutbound(HTTPClientRequestPart.end(nil))
            for piece in pieces { try channel.writeInbound(ByteBuffer(bytes: piece)) }
            if ends { _ = try channel.finish() }
        } catch {
            reading.isRefused = true
        }
        var head: HTTPResponseHead?
        var body: [UInt8] = []
        while let part = try? channel.readInbound(as: HTTPClientResponsePart.self) {
            switch part {
            case .head(let next):
                head = next
                body = []
            case .body(let buffer): body += buffer.readableBytesView
            case .end:
                guard let whole = head, whole.status.code >= 200 else { continue }
                reading.messages.append(
                    WireReading.Message(
                        start: "\(whole.status.code)",
                        fields: sorted(whole.headers),
                        body: body
                    )
                )
            }
        }
        if !ends { _ = try? channel.finish(acceptAlreadyClosed: true) }
        return reading
    }

    private static func sorted(_ headers: HTTPHeaders) -> [String] {
        // llhttp leaves some of the space behind a value.
        headers.map { name, value in
            "\(name.lowercased()): "
                + String(value.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
        }.sorted()
    }
}

extension FieldLines {
    fileprivate var sorted: [String] {
        String(decoding: bytes, as: UTF8.self).split(separator: "\r\n").map { line in
            let colon = line.firstIndex(of: ":") ?? line.endIndex
            return line[..<colon].lowercased() + line[colon...]
        }.sorted()
    }
}
