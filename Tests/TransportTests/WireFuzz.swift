import Foundation
import Testing

@testable import Transport

/// Seeded random bytes at the codec, held against NIOHTTP1.
///
/// Runs for a second in the tests and for `RADIANT_FUZZ_SECONDS` in `make fuzz`. What fails prints the
/// bytes; `RADIANT_FUZZ_SEED` runs the same again.
struct WireFuzz {
    private static let words = [
        "GET", "POST", " ", "/", "/a", " HTTP/1.1", " HTTP/1.0", "\r\n", "\r\n\r\n", "\n", "\r",
        "Host: h\r\n", "Content-Length: ", "Content-Length: 3\r\n",
        "Transfer-Encoding: chunked\r\n",
        "Transfer-Encoding: ", "chunked", "gzip, ", "0", "3", "5\r\n", "0\r\n\r\n", "abc",
        "3\r\nabc\r\n",
        ":", ",", ";x", "\t", "Connection: close\r\n", "Expect: 100-continue\r\n", "\u{0}",
        "\u{7f}",
        "HTTP/1.1 200 OK\r\n", "HTTP/1.1 100 Continue\r\n\r\n", "204", "X-Y: z\r\n", "é",
    ]
    private static let methods: Set<Substring> = ["GET", "POST"]

    @Test func `random requests are taken only where NIOHTTP1 takes them, and read alike`() {
        Fuzzing.run("requests") { random in
            let bytes = Self.request(&random)
            let ours = OurReading.requests([bytes])
            let cut = Int.random(in: 0...bytes.count, using: &random)
            let pieces = [Array(bytes[..<cut]), Array(bytes[cut...])]
            guard OurReading.requests(pieces) == ours else {
                return "cut at \(cut) of \(Self.text(bytes))"
            }
            // llhttp knows the methods of IANA only, and absolute targets stay as they are there.
            let isComparable = ours.messages.allSatisfy { message in
                Self.methods.contains(message.start.prefix { $0 != " " })
            }
            let text = String(decoding: bytes, as: UTF8.self)
            guard isComparable, !text.contains("://"), !Self.hasTab(text) else { return nil }
            let theirs = NIOReading.requests([bytes])
            let isSame = theirs.messages.starts(with: ours.messages)
            return isSame ? nil : "ours: \(ours), NIOHTTP1: \(theirs), of \(Self.text(bytes))"
        }
    }

    @Test func `random answers are taken only where NIOHTTP1 takes them, and read alike`() {
        Fuzzing.run("answers") { random in
            let bytes = Self.mutated(
                Array("HTTP/1.1 200 OK\r\nContent-Length: 3\r\nX-Y: z\r\n\r\nabc".utf8),
                &random
            )
            let ours = OurReading.response([bytes], ends: true)
            let cut = Int.random(in: 0...bytes.count, using: &random)
            let pieces = [Array(bytes[..<cut]), Array(bytes[cut...])]
            guard OurReading.response(pieces, ends: true) == ours else {
                return "cut at \(cut) of \(Self.text(bytes))"
            }
            guard !Self.hasTab(String(decoding: bytes, as: UTF8.self)) else { return nil }
            let theirs = NIOReading.response([bytes], ends: true)
            let isSame = theirs.messages.starts(with: ours.messages)
            return isSame ? nil : "ours: \(ours), NIOHTTP1: \(theirs), of \(Self.text(bytes))"
        }
    }

    /// A tab behind a value is space (RFC 9110, section 5.5), which llhttp takes for a part of a number.
    private static func hasTab(_ text: String) -> Bool { text.contains("\t\r\n") }

    private static func text(_ bytes: [UInt8]) -> String {
        String(decoding: bytes, as: UTF8.self).debugDescription
    }

    private static func request(_ random: inout SeededRandom) -> [UInt8] {
        if Bool.random(using: &random) {
            return mutated(
                Array("POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc".utf8),
                &random
            )
        }
        let count = Int.random(in: 0..<24, using: &random)
        let text = (0..<count).map { _ in words.randomElement(using: &random) ?? "" }.joined()
        return Array(("POST /a HTTP/1.1\r\nHost: h\r\n" + text).utf8)
    }

    private static func mutated(_ bytes: [UInt8], _ random: inout SeededRandom) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            let index = Int.random(in: 0...bytes.count, using: &random)
            switch Int.random(in: 0..<4, using: &random) {
            case 0 where index < bytes.count: bytes.remove(at: index)
            case 1 where index < bytes.count:
                bytes[index] = UInt8.random(in: .min ... .max, using: &random)
            case 2:
                let word = words.randomElement(using: &random) ?? ""
                bytes.insert(contentsOf: word.utf8, at: index)
            default: bytes = Array(bytes[..<index]) + Array(bytes[(index / 2)...])
            }
        }
        return bytes
    }
}
